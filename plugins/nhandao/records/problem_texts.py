"""Texts of every problem, Vietnamese first and English second: what was found and what to write instead.

The stable code in brackets at the end of a printed problem is the key here and the heading in the staff handbook.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # the file
    "file-too-big": (
        "tệp dài {found} byte, lớn hơn mức {limit} kB; một hồ sơ chỉ vài kB, hãy kiểm tra lại nội dung",
        "file is {found} bytes, over {limit} kB; a record takes a few kB, check what is in it",
    ),
    "byte-order-mark": (
        "tệp có dấu BOM ở đầu; hãy lưu lại dạng “UTF-8” (không phải “UTF-8 with BOM”)",
        "file starts with a byte order mark; save it as “UTF-8”, not “UTF-8 with BOM”",
    ),
    "not-utf-8": (
        "gặp {found}: tệp không phải UTF-8; hãy lưu lại với mã Unicode UTF-8 (không dùng TCVN3, VNI hay UTF-16)",
        "found {found}: not UTF-8; save the file as UTF-8",
    ),
    "line-ends": (
        "dòng kết thúc kiểu Windows (CRLF); hãy lưu với kiểu xuống dòng LF",
        "Windows line ends (CRLF); save with LF line ends",
    ),
    "tab": (
        "có ký tự Tab; hãy thay bằng dấu cách (mỗi bậc 2 dấu cách)",
        "tab character; use spaces, two for each level",
    ),
    "hidden-character": (
        "có ký tự ẩn {found}; hãy xoá ký tự này và gõ lại đoạn chữ",
        "hidden character {found}; delete it and type the text again",
    ),
    "empty-file": ("tệp trống; hãy viết hồ sơ vào hoặc xoá tệp", "file is empty; write the record or delete the file"),
    "not-a-mapping": (
        "gặp “{found}”; cần các dòng dạng “tên_trường: giá trị”",
        "found “{found}”; expected lines like “field: value”",
    ),
    "several-documents": (
        "có dấu “---” mở tài liệu thứ hai; mỗi tệp chỉ chứa một hồ sơ",
        "a second document starts here (“---”); one record to a file",
    ),
    "yaml-syntax": (
        "không đọc được YAML ({found}); kiểm tra thụt dòng, dấu hai chấm và dấu nháy ở dòng này và dòng trên",
        "YAML cannot be read ({found}); check indentation, colons and quotes here and in the line above",
    ),
    "anchor": (
        "gặp “&{found}” hoặc “*{found}”; không dùng neo và bí danh của YAML, hãy viết lại nội dung",
        "found “&{found}” or “*{found}”; anchors and aliases are not allowed, write the content out",
    ),
    "tag": (
        "gặp thẻ “{found}”; không dùng thẻ của YAML. Nếu là chữ bắt đầu bằng “!”, hãy đặt trong dấu nháy",
        "found tag “{found}”; tags are not allowed. Put quotes around a text that starts with “!”",
    ),
    "too-deep": ("lồng quá nhiều bậc; hồ sơ chỉ cần vài bậc", "nested too deeply; a record needs a few levels"),
    "key-not-text": (
        "tên trường phải là chữ thường, ví dụ “title”",
        "a field name must be plain text, such as “title”",
    ),
    "duplicate-key": (
        "trường “{found}” được viết hai lần; hãy giữ lại một",
        "field “{found}” stands twice; keep one",
    ),
    "not-a-file": (
        "đây không phải là tệp (thư mục hoặc thứ khác mang tên của hồ sơ); hãy xoá hoặc đổi tên",
        "this is not a file but carries the name of a record; remove or rename it",
    ),
    "broken-link": (
        "liên kết trỏ tới “{found}”, không dùng liên kết trong thư mục dữ liệu; hãy chép tệp thật vào",
        "symbolic link to “{found}”; links are not allowed in the data, copy the real file",
    ),
    "unreadable": ("không mở được tệp ({found})", "the file cannot be opened ({found})"),
    "unknown-place": (
        "tệp không nằm đúng chỗ; hồ sơ phải ở {hint}",
        "file is in no place for records; they belong in {hint}",
    ),
    "path-and-content": (
        "đường dẫn nói một đằng, nội dung một nẻo: theo nội dung tệp phải là {hint}",
        "path and content disagree: by its content the file must be {hint}",
    ),
    "missing-file": ("thiếu tệp này; {hint}", "this file is missing; {hint}"),
    # one value
    "missing": ("thiếu trường “{found}”; trường này bắt buộc", "field “{found}” is missing; it is required"),
    "empty-value": ("bỏ trống; hãy ghi giá trị hoặc xoá cả dòng", "empty; write a value or remove the line"),
    "unknown-field": (
        "không có trường “{found}”; có phải là: {hint}?",
        "there is no field “{found}”; did you mean: {hint}?",
    ),
    "not-in-list": ("gặp “{found}”; chọn một trong: {hint}", "found “{found}”; choose one of: {hint}"),
    "too-short": (
        "gặp “{found}”; cần ít nhất {min_length} ký tự",
        "found “{found}”; at least {min_length} characters are needed",
    ),
    "too-long": (
        "gặp “{found}”; dài quá {max_length} ký tự",
        "found “{found}”; longer than {max_length} characters",
    ),
    "pattern": (
        "gặp “{found}”; không đúng dạng quy định ({hint}). Mã số cần đặt trong dấu nháy",
        "found “{found}”; not of the required form ({hint}). Put codes in quotes",
    ),
    "text-expected": ("cần một dòng chữ, gặp danh sách hoặc nhóm trường", "expected a text, found a list or fields"),
    "list-expected": (
        "gặp “{found}”; cần danh sách, mỗi mục một dòng bắt đầu bằng “- ”",
        "found “{found}”; expected a list, each item on a line starting with “- ”",
    ),
    "mapping-expected": (
        "gặp “{found}”; cần nhóm trường dạng “tên: giá trị”",
        "found “{found}”; expected fields like “name: value”",
    ),
    "list-too-short": ("danh sách cần ít nhất {min_length} mục", "the list needs at least {min_length} items"),
    "list-too-long": ("danh sách dài quá {max_length} mục", "the list has more than {max_length} items"),
    "money-text": (
        "gặp “{found}”, cần số nguyên chỉ gồm chữ số, ví dụ {example}",
        "found “{found}”, expected a whole number in digits only, for example {example}",
    ),
    "negative": (
        "gặp “{found}”; số tiền luôn dương, muốn trả lại hãy ghi dòng mới có reverses",
        "found “{found}”; amounts are always positive, record a new line with `reverses` to give back",
    ),
    "greater_than_equal": ("gặp “{found}”; phải từ {ge} trở lên", "found “{found}”; must be at least {ge}"),
    "less_than_equal": ("gặp “{found}”; không được quá {le}", "found “{found}”; must be at most {le}"),
    "day-text": (
        "gặp “{found}”, cần ngày dạng năm-tháng-ngày, ví dụ {example}",
        "found “{found}”, expected a day as year-month-day, for example {example}",
    ),
    "no-such-day": ("gặp “{found}”; không có ngày này trong lịch", "found “{found}”; there is no such day"),
    "true-false": ("gặp “{found}”, cần true (có) hoặc false (không)", "found “{found}”, expected true or false"),
    "code-shape": (
        "gặp “{found}”; mã gồm 2 chữ cái, 2 số năm, 1 chữ cái, 4 số và 1 ký tự kiểm tra, ví dụ {expected}",
        "found “{found}”; a code is 2 letters, 2 digits of the year, 1 letter, 4 digits and a check character, e.g. {expected}",
    ),
    "code-check": (
        "gặp “{found}”: ký tự kiểm tra không khớp; xem lại mã trên giấy. Nếu phần đầu đúng thì mã là {expected}",
        "found “{found}”: the check character does not match; compare with the paper. If the rest is right the code is {expected}",
    ),
    # one record
    "unsupported-check-missing": (
        "nhóm other_vulnerable cần unsupported_check (ngày và người kiểm tra rằng chưa ai trợ giúp)",
        "category other_vulnerable needs unsupported_check (day and who checked that nobody else helps)",
    ),
    "category-twice": ("một nhóm đối tượng được ghi hai lần", "a category stands twice"),
    "call-missing": (
        "chế độ decree_93 cần call: opens_on và closes_on (Nghị định 93/2021, Điều 8)",
        "regime decree_93 needs call: opens_on and closes_on (Decree 93/2021 Art 8)",
    ),
    "call-too-long": (
        "đợt kêu gọi dài {found} ngày; Nghị định 93/2021 Điều 8 cho tối đa 90 ngày",
        "the call lasts {found} days; Decree 93/2021 Art 8 allows 90",
    ),
    "regime-and-category": (
        "nhóm “{found}” không thuộc phạm vi Nghị định 93/2021; dùng red_cross_law",
        "category “{found}” is outside Decree 93/2021; use red_cross_law",
    ),
    "name-not-wanted": (
        "người ủng hộ chọn không nêu tên; hãy xoá tên, tên chỉ được ghi khi visibility là name hoặc name_amount",
        "the giver does not want the name shown; remove it, or visibility must be name or name_amount",
    ),
    "leader-without-organisation": (
        "có leader nhưng thiếu organisation của người đó",
        "a leader is given without their organisation",
    ),
    "programme-and-count": (
        "mỗi khoản chỉ thuộc một chương trình: programme là {own} thì counted_here là true, chương trình khác thì false",
        "an amount belongs to one programme: {own} with counted_here true, any other with false",
    ),
    "one-of": (
        "chỉ được có một trong fee_of, reverses, part_of, moved_from",
        "only one of fee_of, reverses, part_of, moved_from may stand here",
    ),
    "addresses-or-one-fund": (
        "ghi các mã địa chỉ, hoặc một mã quỹ duy nhất",
        "write codes of addresses, or of a single fund",
    ),
    "moved-to-itself": ("chuyển sang chính mã này", "moved to the same account"),
    "days-missing": ("ngày công (labour) cần số ngày days", "labour needs its number of days"),
    "paid-from-without-receipts": (
        "paid_from chỉ dùng khi funded_by là receipts",
        "paid_from goes only with funded_by: receipts",
    ),
    "reporting-year": (
        "năm báo cáo chạy từ 25/11 năm trước đến 24/11 (mục V của kế hoạch)",
        "the reporting year runs from 25 November of the year before to 24 November (plan V)",
    ),
    "currency-twice": ("một loại tiền được ghi hai lần", "a currency stands twice"),
    "dates-out-of-order": (
        "ngày {found} trước ngày {before} của {hint}; thứ tự là khảo sát, hồ sơ, phê duyệt, giới thiệu, kết thúc",
        "day {found} is before {before} of {hint}; the order is survey, dossier, approval, introduction, end",
    ),
    "step-missing": (
        "có {found} nhưng thiếu bước {hint} trước đó",
        "{found} stands here without the step {hint} before it",
    ),
    "approved-without-consent": (
        "đã phê duyệt nhưng chưa có đồng ý công bố (publish) của: {hint}",
        "approved without consent to publish by: {hint}",
    ),
    "consent-order": (
        "ngày {found} không sau ngày đồng ý {before}",
        "day {found} is not after the day of consent {before}",
    ),
    "consent-giver": (
        "đồng ý của “{found}” không hợp: {hint}",
        "consent by “{found}” does not fit: {hint}",
    ),
    "photo-not-listed": (
        "ảnh “{found}” không có trong mục photos của hồ sơ",
        "photo “{found}” is not among the photos of the record",
    ),
    "photo-twice": (
        "đã có ảnh cùng tên “{found}” (không kể đuôi tệp); hãy đổi tên một tệp",
        "another photo has the same name as “{found}” but for the ending; rename one",
    ),
    "photo-missing": (
        "không có tệp ảnh photos/{found}",
        "there is no photo file photos/{found}",
    ),
    "photo-without-record": (
        "ảnh không thuộc hồ sơ nào; hãy ghi vào mục photos của địa chỉ hoặc xoá",
        "photo belongs to no record; list it under photos of its address or delete it",
    ),
    "photo-metadata": (
        "ảnh còn thông tin {found} (có thể lộ nơi chụp); hãy xuất lại ảnh không kèm thông tin",
        "photo carries {found} data (may tell the place); save it without metadata",
    ),
    "photo-broken": (
        "không đọc được ảnh ({found}); hãy lưu lại dạng JPEG hoặc PNG",
        "the image cannot be read ({found}); save it again as JPEG or PNG",
    ),
    "photo-name": (
        "tên tệp ảnh “{found}” có thể lộ danh tính; dùng tên chung như anh-1.jpg",
        "file name “{found}” may identify someone; use a neutral one such as anh-1.jpg",
    ),
    "photo-too-big": (
        "ảnh {found}; tối đa 40 triệu điểm ảnh và 8 MB",
        "image is {found}; at most 40 million pixels and 8 MB",
    ),
    "logo-name": (
        "“{found}” không phải tên của tệp lô gô; cần mã tổ chức và .svg, .png, .jpg hoặc .webp, ví dụ {hint}",
        "“{found}” is no name for a logo; use the organisation's id and .svg, .png, .jpg or .webp, such as {hint}",
    ),
    "logo-ending": (
        "tên tệp kết thúc bằng .{ending} nhưng nội dung là {found}; hãy lưu đúng loại với tên {hint}",
        "the name ends in .{ending} but the content is {found}; save it as what it is, named {hint}",
    ),
    "logo-too-big": (
        "lô gô {found}; tối đa 2 MB và 16 triệu điểm ảnh, 1.000 điểm ảnh bề ngang là đủ",
        "logo is {found}; at most 2 MB and 16 million pixels, a width of 1,000 pixels is plenty",
    ),
    "logo-broken": (
        "không đọc được lô gô ({found}); hãy lưu lại dạng PNG",
        "the logo cannot be read ({found}); save it again as PNG",
    ),
    "logo-without-organisation": (
        "không có tổ chức nào mang mã “{found}”; tên tệp là mã tổ chức, ví dụ {hint}",
        "there is no organisation “{found}”; the file is named by the organisation's id, such as {hint}",
    ),
    "logo-twice": (
        "tổ chức này đã có lô gô {found}; hãy xoá một trong hai tệp",
        "the organisation already has a logo {found}; delete one of the two",
    ),
    "svg-broken": (
        "không đọc được SVG ({found}); hãy xuất lại từ chương trình vẽ, hoặc dùng PNG",
        "the SVG cannot be read ({found}); export it again, or use a PNG",
    ),
    "svg-empty": (
        "SVG không có hình nào; hãy xuất lại từ chương trình vẽ",
        "nothing is drawn in the SVG; export it again",
    ),
    "svg-doctype": (
        "SVG khai báo thực thể trong DOCTYPE; hãy xoá cả phần DOCTYPE, hoặc xuất lại dạng SVG 1.1 thường",
        "the SVG declares entities in its DOCTYPE; delete the DOCTYPE, or export as plain SVG 1.1",
    ),
    "svg-script": (
        "gặp {found}: có thể chạy mã; hãy xoá phần này",
        "found {found}, which can run code; delete it",
    ),
    "svg-remote": (
        "gặp {found}: trỏ ra ngoài tệp; hãy xoá, hoặc vẽ hẳn phần ấy vào trong (chỉ được trỏ tới #tên trong cùng tệp)",
        "found {found}, which refers to something outside; delete it or draw it (only #name in the same file may be referred to)",
    ),
    "svg-text": (
        "gặp {found}: chữ sẽ hiện sai khi máy người xem không có phông; hãy đổi chữ thành nét (path, outlines)",
        "found {found}: text looks different without its font; convert it to outlines (paths)",
    ),
    "svg-style": (
        'gặp {found}: không nhận kiểu CSS; khi xuất hãy chọn thuộc tính (Presentation Attributes), ví dụ fill="#0a5"',
        'found {found}: no CSS; export with presentation attributes such as fill="#0a5"',
    ),
    "svg-element": (
        "gặp {found}: chỉ nhận hình, nhóm và dải màu; hãy vẽ lại bằng path, hoặc dùng PNG",
        "found {found}: only shapes, groups and gradients are taken; draw it with paths, or use a PNG",
    ),
    "svg-attribute": (
        "gặp {found}: không nhận thuộc tính hay giá trị này; hãy xoá, hoặc dùng PNG",
        "found {found}: this attribute or value is not taken; delete it, or use a PNG",
    ),
    "svg-view-box": (
        "cần viewBox ở thẻ svg để biết tỉ lệ, gặp “{found}”; ví dụ {hint}",
        "the svg element needs a viewBox that tells its shape, found “{found}”; such as {hint}",
    ),
    "svg-nested": (
        "các phần trỏ vòng quanh hoặc lồng vào nhau quá mức {found}; hãy vẽ thẳng ra, hoặc dùng PNG",
        "references go in circles or are nested beyond {found}; draw it out, or use a PNG",
    ),
    "svg-too-big": (
        "SVG còn {found} byte sau khi làm sạch; tối đa 100 kB, hãy đơn giản nét vẽ hoặc dùng PNG",
        "the SVG is {found} bytes after cleaning; at most 100 kB, simplify it or use a PNG",
    ),
    # privacy and dignity
    "identity-number": (
        "gặp dãy số “{found}” giống số định danh hoặc số giấy tờ; hãy xoá, thông tin này không bao giờ được công bố",
        "found “{found}”, which looks like an identity number; remove it, it may never be published",
    ),
    "phone-number": (
        "gặp “{found}” giống số điện thoại; hãy xoá, người ủng hộ liên hệ qua Hội",
        "found “{found}”, which looks like a phone number; remove it, donors contact the chapter",
    ),
    "email-address": ("gặp địa chỉ thư “{found}”; hãy xoá", "found the e-mail address “{found}”; remove it"),
    "bank-account": (
        "gặp “{found}” giống số tài khoản; tiền chỉ chuyển vào tài khoản của Hội trong campaign.yaml",
        "found “{found}”, which looks like a bank account; gifts go only to the accounts in campaign.yaml",
    ),
    "house-number": (
        "gặp “{found}” giống số nhà hoặc thôn ấp; chỉ ghi đến xã, hoặc cần đồng ý place",
        "found “{found}”, which looks like an exact place; write the commune only, or consent to place is needed",
    ),
    "web-link": (
        "gặp liên kết “{found}”; hãy xoá, không đặt liên kết trong phần này",
        "found the link “{found}”; remove it, no links here",
    ),
    "full-name": (
        "gặp “{found}” giống họ tên đầy đủ; dùng tên gọi như “Cô H.”, hoặc cần đồng ý name của: {hint}",
        "found “{found}”, which looks like a full name; use a pseudonym such as “Cô H.”, or consent to name is needed by: {hint}",
    ),
    "school-told": (
        "gặp “{found}” nêu trường lớp của trẻ; hãy bỏ, hoặc cần đồng ý place của: {hint}",
        "found “{found}”, which tells a child's school; remove it, or consent to place is needed by: {hint}",
    ),
    "health-told": (
        "gặp “{found}” nêu tình trạng sức khoẻ; hãy bỏ, hoặc cần đồng ý health của: {hint}",
        "found “{found}”, which tells of health; remove it, or consent to health is needed by: {hint}",
    ),
    "pity-word": ("gặp từ “{found}”; nên viết “{hint}”", "found the word “{found}”; better “{hint}”"),
    # between records
    "unknown-unit": (
        "không có xã, phường mã “{found}” trong danh mục năm {epoch}{hint}",
        "there is no commune “{found}” in the units of {epoch}{hint}",
    ),
    "unknown-district": (
        "không có huyện mã “{found}” trong danh mục năm {epoch}",
        "there is no district “{found}” in the units of {epoch}",
    ),
    "merge-mismatch": (
        "xã {found} sáp nhập vào {hint}, nhưng danh mục năm 2025 không ghi như vậy",
        "commune {found} merged into {hint}, but the units of 2025 do not say so",
    ),
    "unknown-address": ("không có địa chỉ mã {found}", "there is no address {found}"),
    "unknown-fund": ("không có quỹ mã {found} trong campaign.yaml", "there is no fund {found} in campaign.yaml"),
    "unknown-organisation": (
        "không có tổ chức “{found}”{hint}",
        "there is no organisation “{found}”{hint}",
    ),
    "unknown-leader": (
        "tổ chức {hint} không có chức danh “{found}” trong danh sách",
        "organisation {hint} has no position “{found}” on its roll",
    ),
    "unknown-pledge": ("không có lời hứa mã {found}", "there is no pledge {found}"),
    "unknown-line": ("không có dòng sổ “{found}”", "there is no ledger line “{found}”"),
    "unknown-need": (
        "địa chỉ {hint} không có nhu cầu số {found}",
        "address {hint} has no need number {found}",
    ),
    "unknown-list": (
        "không có danh sách ưu tiên “{found}” trong campaign.yaml",
        "there is no priority list “{found}” in campaign.yaml",
    ),
    "code-twice": (
        "mã {found} đã dùng ở {hint}; mỗi mã chỉ dùng một lần",
        "code {found} is already used in {hint}; a code is used once",
    ),
    "rank-twice": (
        "thứ tự {found} của danh sách này đã có ở {hint}",
        "rank {found} of this list is already taken by {hint}",
    ),
    "leader-twice": (
        "chức danh “{found}” có hai lần trong danh sách",
        "position “{found}” stands twice on the roll",
    ),
    "part-above-whole": (
        "phần lớn hơn tổng ở {hint}; kiểm tra lại hai số",
        "a part is larger than the whole in {hint}; check both numbers",
    ),
    "fewer-times-than-addresses": (
        "số lượt ít hơn số địa chỉ được giúp; mỗi địa chỉ được giúp ít nhất 1 lượt",
        "fewer times than addresses helped; each address was helped at least once",
    ),
    "value-without-times": (
        "có trị giá nhưng số lượt bằng 0; ghi số lượt trao",
        "there is a value but no times; write how often help was handed over",
    ),
    "quarter-order": (
        "bốn ngày đầu quý phải tăng dần và quý I bắt đầu ngày 11-25 (mục V)",
        "the first days of the quarters must ascend, and the first quarter starts on 11-25 (plan V)",
    ),
    "allotted-below-plan": (
        "giao {found} địa chỉ mới, thấp hơn mức {hint} của kế hoạch (mục III); ghi {hint} trở lên",
        "{found} new addresses allotted, below the plan's {hint} (section III); write {hint} or more",
    ),
    "allotted-twice": (
        "“{found}” được giao hai lần; giữ một dòng",
        "“{found}” is allotted a target twice; keep one line",
    ),
    "not-a-school": ("“{found}” không phải trường học", "“{found}” is not a school"),
    "period-not-over": (
        "báo cáo nhận ngày {found} nhưng kỳ báo cáo đến hết ngày {hint}; kiểm tra kỳ và ngày",
        "the report came on {found} but its period lasts until {hint}; check period and day",
    ),
    "no-such-report": (
        "{hint} không phải nộp báo cáo kỳ {found} (mục V); kiểm tra kỳ và tổ chức",
        "{hint} owes no report for {found} (plan V); check period and organisation",
    ),
    "drive-of-hidden": (
        "tổ chức “{found}” không cho nêu tên, nên đợt vận động này không có trang; ghi public: false ở đợt",
        "organisation “{found}” does not want to be named, so this drive has no page; write public: false in it",
    ),
    "closes-before-opens": (
        "ngày đóng {found} trước ngày mở {hint}; kiểm tra hai ngày",
        "the last day {found} is before the first day {hint}; check both",
    ),
    "drive-goal": (
        "mục tiêu {found} đồng không hợp lý; thường trong khoảng {hint} đồng",
        "a goal of {found} đồng is not plausible; it is usually within {hint} đồng",
    ),
    "account-twice": ("mã {found} được ghi hai lần; giữ một", "code {found} stands here twice; keep one"),
    "duplicate-circle": (
        "trùng vòng tròn: theo “{found}” lại quay về địa chỉ này; giữ một địa chỉ không ghi duplicate_of",
        "a circle of duplicates: by “{found}” one comes back here; leave duplicate_of out of one of them",
    ),
    "duplicate-of-itself": ("địa chỉ trùng với chính nó", "the address is a duplicate of itself"),
    "negative-balance": (
        "sau dòng này {hint} còn {found} đồng; không thể trao nhiều hơn số đã nhận",
        "after this line {hint} holds {found} đồng; more cannot be handed over than was received",
    ),
    "reversed-too-much": (
        "các dòng trả lại cộng thành {found}, nhiều hơn khoản gốc {hint}",
        "reversals come to {found}, more than the original {hint}",
    ),
    "bundle-is-a-pledge": (
        "{found} là mã của một lời hứa; các lời hứa cùng lúc cần một mã chung riêng",
        "{found} is the reference of a promise; promises made together need one of their own",
    ),
    "bundle-differs": (
        "khác với lời hứa {hint} cùng mã chung; ngày hứa và người giúp phải giống nhau, mỗi địa chỉ một lời hứa",
        "unlike promise {hint} of the same bundle; day and supporter must be the same, one promise for each address",
    ),
    "part-differs": (
        "dòng gốc {found} phải cùng nguồn, cùng ngày và không phải là một phần của dòng khác",
        "the first line {found} must be of the same source and day, and no part of another line",
    ),
    "line-and-account": (
        "dòng gốc {found} thuộc mã {hint}, không phải mã của dòng này",
        "the original line {found} belongs to {hint}, not to the account of this line",
    ),
    "line-before-original": (
        "ngày {found} trước ngày của dòng gốc {hint}",
        "day {found} is before the day of the original line {hint}",
    ),
    "line-gone": (
        "dòng sổ đã ghi nhận nay không còn; hãy đưa tệp trở lại, ghi sai thì thêm dòng mới có reverses",
        "a ledger line that was taken in is gone; put the file back, and where it was wrong add a line with reverses",
    ),
    "line-changed": (
        "gặp “{found}”, dòng sổ đã ghi nhận “{before}”; hãy để lại như cũ, ghi sai thì thêm dòng mới có reverses",
        "found “{found}” in a ledger line taken in with “{before}”; leave it, and where it was wrong add a line with "
        "reverses",
    ),
    "not-plausible": (
        "giá trị {found} ngoài khoảng thường gặp ({hint}); nếu đúng, hãy thêm confirmed_note",
        "value {found} is outside the usual range ({hint}); if right, add confirmed_note",
    ),
    "labour-rate": (
        "giá trị {found} khác số ngày nhân đơn giá ngày công ({hint})",
        "value {found} is not days times the labour rate ({hint})",
    ),
    "line-before-approval": (
        "ngày {found} trước ngày phê duyệt địa chỉ ({hint})",
        "day {found} is before the address was approved ({hint})",
    ),
    "out-of-order-help": (
        "địa chỉ xếp thứ {found}; thứ {hint} chưa được giúp. Thêm out_of_order_reason",
        "the address ranks {found}; rank {hint} has not been helped yet. Add out_of_order_reason",
    ),
    "receipt-reversed-at-once": (
        "dòng gốc {found} cũng là dòng trả lại hoặc phí",
        "the original line {found} is itself a reversal or fee",
    ),
}
