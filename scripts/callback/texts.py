"""What the commands and answers of the donation callback say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # the committer
    "committer-running": (
        "thư mục {state} đang có một bộ ghi sổ khác làm việc; mỗi thư mục chỉ được một. Hãy dừng bộ kia trước.",
        "another committer works on the folder {state}; each folder takes one only. Stop the other one first.",
    ),
    # the receipt that a donor gets by mail
    "receipt-subject": ("Đã nhận phần giúp của bạn cho {account}", "Your gift for {account} has arrived"),
    "receipt-thanks": (
        "{society} đã nhận phần giúp của bạn. Cảm ơn bạn.",
        "{society} has received your gift. Thank you.",
    ),
    "receipt-value": ("Số tiền: {value}", "Amount: {value}"),
    "receipt-on": ("Ngày: {day}", "Day: {day}"),
    "receipt-for": ("Dành cho: {account}", "For: {account}"),
    "receipt-code": ("Mã biên nhận: {receipt}", "Receipt code: {receipt}"),
    "receipt-where": (
        "Dòng {line} của sổ cái công khai; đã giúp được gì, xem ở:",
        "Line {line} of the public ledger; what it helped with can be seen here:",
    ),
    "receipt-privacy": (
        "Thư này chỉ gửi một lần; địa chỉ thư của bạn không nằm trong dữ liệu công khai.",
        "This mail is sent once; your address of mail is not in the public data.",
    ),
    "receipt-ask": ("Hỏi hoặc báo sai sót: {phone}, {email}", "Questions or mistakes: {phone}, {email}"),
    # giving by card: what the donor reads
    "checkout-for-address": ("Ủng hộ địa chỉ nhân đạo {named}", "Gift to humanitarian address {named}"),
    "checkout-for-fund": ("Ủng hộ quỹ {named}", "Gift to fund {named}"),
    "checkout-amount": (
        "Số tiền ủng hộ bằng thẻ mỗi lần từ {least} đến {most}. Số tiền lớn hơn xin chuyển khoản.",
        "A gift by card is from {least} to {most}. For more, please use a bank transfer.",
    ),
    "checkout-code": (
        "Mã địa chỉ, quỹ hoặc lời hứa không đúng. Xin mở lại trang của địa chỉ và bấm ủng hộ từ đó.",
        "The code of the address, fund or pledge is not right. Please start again from the page of the address.",
    ),
    "checkout-unread": (
        "Không hiểu số tiền. Ghi bằng chữ số, ví dụ 20 hoặc 20,50; với VND ví dụ 200.000.",
        "The amount is not clear. Write digits, for example 20 or 20.50; for VND for example 200,000.",
    ),
    "checkout-form": (
        "Biểu mẫu đã cũ. Xin tải lại trang rồi bấm ủng hộ lần nữa.",
        "The form is out of date. Please load the page again and press the button once more.",
    ),
    "checkout-refused": (
        "Hiện không nhận được khoản ủng hộ này bằng thẻ. Chưa có khoản tiền nào bị trừ; xin chuyển khoản.",
        "This gift cannot be taken by card. Nothing was charged; please use a bank transfer.",
    ),
    "checkout-busy": (
        "Nhiều người đang ủng hộ cùng lúc. Chưa có khoản tiền nào bị trừ; xin thử lại sau một phút.",
        "Many people are giving at once. Nothing was charged; please try again in a minute.",
    ),
    "checkout-closed": (
        "Ủng hộ bằng thẻ đang tạm ngừng. Chưa có khoản tiền nào bị trừ; xin chuyển khoản.",
        "Giving by card is closed for now. Nothing was charged; please use a bank transfer.",
    ),
    "checkout-no-answer": (
        "Dịch vụ thẻ chưa trả lời. Chưa có khoản tiền nào bị trừ; xin thử lại hoặc chuyển khoản.",
        "The card service does not answer. Nothing was charged; please try again or use a bank transfer.",
    ),
    # reading a bank statement
    "statement-too-big": (
        "tệp sao kê quá lớn, nhiều nhất {most} MB; hãy tải sao kê của khoảng thời gian ngắn hơn",
        "the statement is too big, {most} MB at most; download one of a shorter time",
    ),
    "statement-too-long": (
        "sao kê có quá nhiều dòng, nhiều nhất {most}; hãy tải sao kê của khoảng thời gian ngắn hơn",
        "the statement has too many rows, {most} at most; download one of a shorter time",
    ),
    "statement-too-wide": (
        "sao kê có quá nhiều cột, nhiều nhất {most}; hãy kiểm tra lại tệp",
        "the statement has too many columns, {most} at most; check the file",
    ),
    "statement-old-excel": (
        "tệp thuộc dạng Excel cũ (.xls) hoặc trang web; hãy mở bằng Excel rồi lưu thành .xlsx",
        "the file is an old Excel file (.xls) or a web page; open it in Excel and save it as .xlsx",
    ),
    "statement-locked": (
        "tệp có mật khẩu; hãy mở bằng Excel và lưu lại không mật khẩu",
        "the file has a password; open it in Excel and save it without one",
    ),
    "statement-broken": (
        "tệp .xlsx bị hỏng hoặc không đúng chuẩn; hãy tải lại từ ngân hàng, hoặc mở bằng Excel rồi lưu lại",
        "the .xlsx file is broken; download it again, or open it in Excel and save it",
    ),
    "statement-encoding": (
        "không đọc được chữ trong tệp CSV; hãy lưu lại với mã UTF-8",
        "the letters of the CSV file cannot be read; save it as UTF-8",
    ),
    "statement-csv": (
        "tệp CSV sai ở dòng {row}: dấu ngoặc kép hoặc dấu phân cách không khớp; hãy tải lại từ ngân hàng",
        "the CSV file is wrong at row {row}: quotation marks or separators do not fit; download it again",
    ),
    "statement-no-template": (
        "không có mẫu sao kê “{found}”; các mẫu hiện có: {known}",
        "there is no template “{found}”; there are: {known}",
    ),
    "statement-no-heading": (
        "không tìm thấy dòng tiêu đề cột của mẫu nào ({known}). Nếu ngân hàng đã đổi tên cột, hãy sửa mẫu sao kê",
        "no heading of any template is there ({known}). If the bank renamed its columns, correct the template",
    ),
    "statement-which-bank": (
        "tệp khớp với nhiều mẫu hoặc nhiều trang tính ({known}); hãy chọn ngân hàng, hoặc để lại một trang tính",
        "the file fits several templates or sheets ({known}); name the bank, or leave one sheet only",
    ),
    "statement-which-account": (
        "không rõ sao kê của tài khoản nào; hãy chọn một trong các số: {known}",
        "it is not clear which account the statement is of; name one of: {known}",
    ),
    "statement-foreign-account": (
        "tài khoản “{found}” không phải của Hội; các tài khoản của Hội: {known}",
        "account “{found}” is not the society's; its accounts are: {known}",
    ),
    "statement-no-day": (
        "có số tiền nhưng không có ngày; nếu là dòng tổng cộng, hãy xoá dòng này khỏi tệp",
        "there is an amount but no day; if the row is a sum, delete it from the file",
    ),
    "statement-day": (
        "gặp “{found}”, cần ngày có trong lịch dạng {form}",
        "found “{found}”, expected a day of the calendar as {form}",
    ),
    "statement-day-range": (
        "gặp ngày {found}: trước năm 2019 hoặc còn chưa đến",
        "found the day {found}: before 2019, or still to come",
    ),
    "statement-amount": (
        "gặp “{found}”, cần số đồng nguyên lớn hơn 0, ví dụ 1.250.000 hoặc 1,250,000.00",
        "found “{found}”, expected whole đồng above 0, such as 1.250.000 or 1,250,000.00",
    ),
    "statement-amounts": (
        "dòng có cả tiền vào và tiền ra; hãy kiểm tra lại với ngân hàng",
        "the row has money in and money out; check it with the bank",
    ),
    "statement-reference": (
        "gặp “{found}”: Excel đã làm mất chữ số của mã giao dịch; hãy tải lại và định dạng cột này là Văn bản (Text)",
        "found “{found}”: Excel has lost digits of the reference; download it again with this column as Text",
    ),
    "statement-same-reference": (
        "trùng mã giao dịch với dòng {row} nhưng khác số tiền, ngày hoặc số dư; hãy hỏi ngân hàng",
        "has the reference of row {row} but another amount, day or balance; ask the bank",
    ),
    # the callback: its settings
    "no-settings": (
        "không có tệp cấu hình “{path}”; chỉ tệp bằng --config, mẫu ở sổ tay “Dịch vụ nhận ủng hộ”",
        "there is no settings file “{path}”; name it with --config, an example is in the handbook",
    ),
    "settings-unread": ("không đọc được “{path}”: {problem}", "“{path}” cannot be read: {problem}"),
    "settings-wrong": ("{path}: {field}: chưa đúng: {problem}", "{path}: {field}: not right: {problem}"),
    "secret-unread": ("không đọc được tệp bí mật “{path}”: {problem}", "the secret “{path}” cannot be read: {problem}"),
    "secret-weak": ("một bí mật chưa dùng được: {problem}", "a secret cannot be used: {problem}"),
    "state-not-kept": (
        "thư mục {path} không ghi được ({problem}); chưa nhận gì cả",
        "the folder {path} takes nothing ({problem}); nothing was taken in",
    ),
    "no-clone": (
        "chưa có bản sao dữ liệu trong {path}; hãy chạy portal callback hoặc portal committer một lần khi có mạng",
        "there is no clone of the data in {path} yet; run portal callback or portal committer once with a network",
    ),
    "callback-ready": (
        "Dịch vụ nhận ủng hộ đang chạy ở http://{host}:{port} (Ctrl + C để dừng)",
        "The callback answers at http://{host}:{port} (Ctrl + C to stop)",
    ),
    # portal status and portal match
    "status-inbox": ("chờ ghi sổ: {count}", "waiting for the committer: {count}"),
    "status-unpushed": ("đã ghi, chưa gửi lên kho chung: {count}", "committed, not yet at the remote: {count}"),
    "status-unmatched": ("chờ người đối chiếu: {count}", "for a person to match: {count}"),
    "status-quarantine": ("không hiểu được, để riêng: {count}", "not understood, set aside: {count}"),
    "status-oldest": ("khoản chờ lâu nhất: {seconds} giây", "longest wait: {seconds} seconds"),
    "status-never": (
        "bộ ghi sổ chưa chạy lần nào; hãy chạy portal callback",
        "the committer has never run; start portal callback",
    ),
    "status-well": ("bộ ghi sổ đang chạy tốt", "the committer works"),
    "status-unwell": (
        "bộ ghi sổ không chạy hoặc chưa sẵn sàng; các khoản mới vẫn được giữ an toàn trong hộp chờ",
        "the committer does not run or is not ready; what comes in is kept safe in the inbox",
    ),
    "status-last-commit": ("lần ghi sổ gần nhất: {at}", "last commit: {at}"),
    "status-remote": (
        "chưa gửi được lên kho chung, đã thử {failures} lần: {problem}",
        "the remote could not be reached, tried {failures} times: {problem}",
    ),
    "status-rewritten": (
        "lịch sử ở kho chung đã bị viết lại; hãy chạy portal replay để xem có mất dòng nào không",
        "the history at the remote was rewritten; run portal replay to see whether a line is missing",
    ),
    "match-none": ("không có khoản nào chờ đối chiếu", "no payment waits to be matched"),
    "match-how": (
        "Đối chiếu một khoản: portal match TÊN MÃ, ví dụ: portal match transfer-970436-FT23304812345 DC23A0002G",
        "To match one: portal match NAME CODE, for example: portal match transfer-970436-FT23304812345 DC23A0002G",
    ),
    "match-code-missing": (
        "thiếu mã của địa chỉ, quỹ hoặc lời hứa mà khoản này dành cho",
        "the code of the address, fund or pledge is missing",
    ),
    "match-code-wrong": (
        "mã “{found}” sai ít nhất một ký tự; hãy chép lại từ trang của địa chỉ",
        "the code “{found}” has at least one wrong character; copy it from the page of the address",
    ),
    "match-unknown": (
        "không có khoản “{found}” đang chờ đối chiếu; xem danh sách bằng portal match",
        "no payment “{found}” waits to be matched; portal match lists them",
    ),
    "match-done": ("{payment} được ghi cho {named} ở lần ghi sổ tới", "{payment} goes to {named} with the next commit"),
    # portal reconcile
    "statement-not-read": (
        "{path}: chưa nhận dòng nào; sửa những chỗ trên rồi chạy lại",
        "{path}: no row was taken in; mend the places above and run it again",
    ),
    "reconciled": (
        "{count} khoản tiền vào, tổng {total} đ: {new} khoản mới, {known} khoản đã có, {quarantined} khoản để riêng, "
        "{without} khoản không có mã",
        "{count} transfers in, {total} đ in all: {new} new, {known} known, {quarantined} set aside, {without} without "
        "a code",
    ),
    "reconciled-dry": (
        "{count} khoản tiền vào, tổng {total} đ, {without} khoản không có mã; chưa ghi gì",
        "{count} transfers in, {total} đ in all, {without} without a code; nothing was written",
    ),
    # portal doctor
    "doctor-weak-secret": ("một bí mật chưa dùng được: {problem}", "a secret cannot be used: {problem}"),
    "doctor-door-open": ("{door}: nhận", "{door}: open"),
    "doctor-door-closed": ("{door}: chưa cấu hình, không nhận", "{door}: not configured, closed"),
    "doctor-stripe-unsigned": (
        "có stripe-key nhưng thiếu stripe-signing-secrets: khoản bằng thẻ sẽ không được ghi, nên thẻ bị tắt",
        "there is a stripe-key but no stripe-signing-secrets: gifts by card could not be recorded, so cards are off",
    ),
    "doctor-secret-mode": (
        "{path}: quyền {mode} (chỉ chủ tệp được đọc: chmod 600)",
        "{path}: mode {mode} (only its owner may read it: chmod 600)",
    ),
    "doctor-state-unwritable": ("{path}: không ghi được ({problem})", "{path}: not writable ({problem})"),
    "doctor-disk": ("{path}: còn {free} MB (cần ít nhất 1.000)", "{path}: {free} MB free (1.000 at least)"),
    "doctor-git": ("{version}", "{version}"),
    "doctor-no-git": ("không có git trên máy này", "there is no git on this machine"),
    "doctor-remote-name": (
        "cấu hình kho dữ liệu chưa đúng: {problem}",
        "the repository's settings are wrong: {problem}",
    ),
    "doctor-remote-away": (
        "không tới được kho {remote}: {problem}",
        "the remote {remote} cannot be reached: {problem}",
    ),
    "doctor-remote": ("kho {remote}, nhánh {branch}: tới được", "remote {remote}, branch {branch}: reached"),
    "doctor-clock": ("đồng hồ lệch {seconds} giây (cho phép 60)", "the clock is {seconds} seconds off (60 allowed)"),
    "doctor-clock-unknown": (
        "chưa so được đồng hồ: {site} không trả lời",
        "the clock could not be compared: {site} does not answer",
    ),
    "reconciled-doubtful": (
        "nghi trùng, chưa ghi: {told} ({value} đ ngày {on}) có thể chính là {line} trong sổ; nếu khác, chạy lại "
        "với --also {told}",
        "doubtful, not taken in: {told} ({value} đ on {on}) may be {line} in the ledger; if it is another payment, run "
        "again with --also {told}",
    ),
    "reconciled-missing": (
        "sổ có, sao kê không có: {line} ({value} đ ngày {on})",
        "in the ledger, not in the statement: {line} ({value} đ on {on})",
    ),
    # portal expire, surplus, keys and contact
    "data-first": (
        "dữ liệu trong {path} còn lỗi; sửa các dòng trên rồi chạy lại, chưa ghi gì",
        "the data in {path} has errors; mend the lines above and run again, nothing was written",
    ),
    "expire-line": (
        "{reference} cho {account}: hết hạn, còn thiếu {value} đ",
        "{reference} for {account}: ended, {value} đ did not come",
    ),
    "expired": ("{count} lời hứa hết hạn", "{count} promises ended"),
    "surplus-line": ("{account} → {to}: {value} đ", "{account} → {to}: {value} đ"),
    "surplus-no-receiver": (
        "{account}: {value} đ vượt nhu cầu, chưa có nơi nhận theo quy tắc đã công bố",
        "{account}: {value} đ beyond the need, nobody the declared rule names needs it now",
    ),
    "surplus-no-fund": (
        "{account}: {value} đ vượt nhu cầu, campaign.yaml chưa có quỹ nhận phần vượt",
        "{account}: {value} đ beyond the need, campaign.yaml names no fund for surplus",
    ),
    "surplus-not-held": (
        "{account}: {value} đ vượt nhu cầu nhưng Hội không giữ bằng tiền (hiện vật, cho mượn hoặc đã trao)",
        "{account}: {value} đ beyond the need, but not held as money (goods, a loan, or handed over)",
    ),
    "surplus-state": (
        "{account}: {value} đ vượt nhu cầu, địa chỉ đang tạm dừng hoặc đã rút, cần người xem",
        "{account}: {value} đ beyond the need of an address that is suspended or withdrawn: for a person",
    ),
    "surplus-moved": ("{count} dòng chuyển, tổng {total} đ", "{count} lines moved, {total} đ in all"),
    "dry-run": (" (chỉ xem, chưa ghi gì)", " (looked only, nothing was written)"),
    "private-problem": ("{problem}", "{problem}"),
    "keys-made": (
        "đã tạo khoá năm {year} ({id}). Chép {secret} ra thẻ nhớ cất ở Hội rồi xoá khỏi máy này: mất tệp ấy thì không "
        "mở được liên hệ nào của năm",
        "made the keys of {year} ({id}). Move {secret} to a stick kept at the office: without it no contact of the "
        "year can be opened",
    ),
    "contact-unknown": ("không có liên hệ “{found}”", "there is no contact “{found}”"),
    "contact-not-opened": (
        "khoá này không mở được “{found}”: khác năm, hoặc tệp hỏng",
        "this key does not open “{found}”: another year, or a broken file",
    ),
    "contact-key-missing": ("thiếu --key: tệp khoá bí mật", "--key is missing: the secret key file"),
    # portal demo
    "demo-building": ("Đang dựng trang mẫu…", "Building the sample site…"),
    "demo-not-built": ("chưa dựng được buổi diễn tập: {problem}", "the rehearsal could not be set up: {problem}"),
    "demo-ready": (
        "Buổi diễn tập ở {url} (Ctrl + C để dừng; mọi thứ bị xoá khi dừng)",
        "The rehearsal is at {url} (Ctrl + C to stop; everything is thrown away then)",
    ),
    "demo-rebuilt": ("đã ghi sổ và dựng lại trang", "committed, and the site built again"),
    "demo-mailed": ("đã nhận một thư", "a mail arrived"),
    "demo-title": ("Diễn tập nhận ủng hộ", "A rehearsal of giving"),
    "demo-what": (
        "Không có tiền thật, không cần tài khoản nào. Hãy chuyển khoản, hứa giúp hoặc ủng hộ bằng thẻ, rồi xem sổ cái.",
        "No real money, no account needed. Transfer, promise or give by card, and see the ledger change.",
    ),
    "demo-pick": ("Chọn một địa chỉ", "Pick an address"),
    "demo-then": (
        "Chép mã của địa chỉ vào ô bên dưới, hoặc dùng biểu mẫu trên trang của địa chỉ.",
        "Copy its code into the field below, or use the forms on its page.",
    ),
    "demo-ledger": ("Xem sổ cái", "See the ledger"),
    "demo-bank": ("Ứng dụng ngân hàng (diễn tập)", "Bank app (rehearsal)"),
    "demo-amount": ("Số tiền, đồng", "Amount, đồng"),
    "demo-message": ("Nội dung chuyển khoản", "Transfer message"),
    "demo-send": ("Chuyển", "Transfer"),
    "demo-mails": ("Thư đã gửi", "Mails sent"),
    "demo-no-mail": ("Chưa có thư nào.", "None yet."),
    "demo-transferred": (
        "Đã chuyển. Vài giây nữa khoản này hiện trong sổ cái.",
        "Transferred. It is in the ledger in a few seconds.",
    ),
    "demo-not-transferred": ("Chưa chuyển được; hãy thử lại.", "Not transferred; try again."),
    # portal replay
    "replay-fine": (
        "{count} khoản đã giữ đều có đúng dòng trong sổ",
        "all {count} kept messages have their line in the ledger",
    ),
    "replay-differs": ("{count} khoản khác với sổ", "{count} messages differ from the ledger"),
    # what a provider's message came to: `portal status` and the log
    "told-money-out": ("tiền ra", "money out"),
    "told-other-account": ("tài khoản không phải của Hội", "not an account of the society"),
    "told-test-delivery": ("tin thử của nhà cung cấp", "a test of the provider"),
    "told-not-paid": ("chưa có tiền", "not paid"),
    "told-payment-failed": ("thanh toán không thành", "the payment failed"),
    "told-session-expired": ("người ủng hộ đã rời trang thanh toán", "the donor has left the payment page"),
    "told-invoice-follows": ("ủng hộ hằng tháng: tiền sẽ được báo riêng", "monthly gift: the money is told apart"),
    "told-charge": ("đã biết giao dịch thẻ, phí sẽ hỏi sau", "the charge is known, its fee is asked for"),
    "told-other-event": ("loại tin không dùng đến", "a kind of message without use here"),
    "told-refund-not-done": ("hoàn tiền chưa xong hoặc đã huỷ", "a refund that is not done, or cancelled"),
    "told-dispute-inquiry": ("ngân hàng chỉ hỏi, chưa lấy lại tiền", "the bank only asks, no money has moved"),
    "told-body-too-big": ("tin quá dài", "the message is too long"),
    "told-body-not-json": ("tin không đúng dạng JSON", "the message is not JSON"),
    "told-body-shape": ("tin thiếu phần cần có", "the message lacks a part"),
    "told-direction": ("không rõ tiền vào hay tiền ra", "money in or out is not clear"),
    "told-amount": ("số tiền không hợp lệ", "the amount is not valid"),
    "told-currency": ("loại tiền không nhận", "a currency that is not taken"),
    "told-day": ("ngày không hợp lệ", "the day is not valid"),
    "told-day-out-of-range": ("ngày quá xa", "the day is too far off"),
    "told-no-identity": ("không có mã giao dịch", "there is no reference"),
    "told-provider-error": ("nhà cung cấp báo lỗi", "the provider tells of an error"),
    "told-payment-status": ("trạng thái thanh toán lạ", "an unknown state of a payment"),
    "told-refund-status": ("trạng thái hoàn tiền lạ", "an unknown state of a refund"),
    "told-refund-failed": (
        "hoàn tiền không thành, tiền đã trở lại: cần xem lại dòng hoàn tiền",
        "a refund failed and the money is back: look at its line",
    ),
    "told-no-secret": ("chưa cài khoá bí mật", "no secret is set"),
    "told-signature-missing": ("thiếu chữ ký hoặc khoá", "signature or key missing"),
    "told-signature-form": ("chữ ký sai dạng", "the signature has a wrong form"),
    "told-signature-wrong": ("chữ ký sai", "the signature is wrong"),
    "told-signature-old": ("chữ ký quá cũ; hãy xem đồng hồ máy", "the signature is too old; check the clock"),
    "told-key-wrong": ("khoá sai", "the key is wrong"),
    "told-wrong-mode": ("tin thử ở nơi nhận tiền thật, hoặc ngược lại", "a test where money is real, or the reverse"),
    "told-lookup-failed": (
        "Stripe chưa trả lời câu hỏi thêm; sẽ nhận lại tin",
        "Stripe did not answer; to be sent again",
    ),
}
