"""What the commands of the office's staff say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # the handbook
    "handbook-written": ("Đã ghi {path}", "Wrote {path}"),
    "handbook-fits": (
        "Các chương do máy lập của sổ tay đúng với chương trình",
        "The chapters of the handbook that are made fit the program",
    ),
    "handbook-stale": (
        "sổ tay không còn đúng với chương trình: {paths}; hãy chạy “portal handbook”",
        "chapters of the handbook do not fit the program any more: {paths}; run “portal handbook”",
    ),
    "handbook-not-a-pdf": (
        "--pdf: gặp “{path}”, cần tên tệp có đuôi .pdf",
        "--pdf: found “{path}”, expected the name of a file that ends in .pdf",
    ),
    "handbook-unwritten": ("không ghi được “{path}”: {told}", "“{path}” cannot be written: {told}"),
    # git
    "git-missing": (
        "không tìm thấy git; hãy cài git rồi chạy lại",
        "there is no git; install it and run again",
    ),
    "git-no-repository": (
        "“{folder}” không nằm trong kho git nào, nên không ghi nhận được thay đổi. Dùng --data chỉ đúng thư mục, hoặc tạo kho bằng portal init.\n{problem}",
        "“{folder}” is in no git repository, so no change can be committed. Name the right folder with --data, or make a repository with portal init.\n{problem}",
    ),
    "git-locked": (
        "có lệnh git khác đang chạy trong kho này (tệp {path}). Chờ lệnh ấy xong; nếu chắc chắn không còn lệnh nào, xoá tệp đó rồi chạy lại",
        "another git command is at work in this repository (file {path}). Wait for it; if there surely is none, delete the file and run again",
    ),
    "git-underway": (
        "kho đang dở một lần gộp ({name}). Làm nốt việc đó, hoặc bỏ bằng “{way_out}”, rồi chạy lại",
        "a merge is half done in this repository ({name}). Finish it, or give it up with “{way_out}”, and run again",
    ),
    "git-detached": (
        "kho không đứng ở nhánh nào (detached HEAD), commit làm ở đây sẽ lạc mất. Chạy “git switch main” rồi làm lại",
        "the repository is on no branch (detached HEAD), a commit made here would get lost. Run “git switch main” first",
    ),
    "git-nobody": (
        'git chưa biết bạn là ai. Chạy một lần: git config --global user.name "Tên" và git config --global user.email '
        '"thư@ví-dụ.vn"',
        'git does not know who you are. Run once: git config --global user.name "Name" and git config --global '
        'user.email "mail@example.vn"',
    ),
    "git-changed": (
        "tệp cần ghi đang có sửa đổi chưa ghi nhận:\n{files}\nHãy commit sửa đổi ấy, hoặc bỏ bằng “git restore”, rồi chạy lại",
        "the file to write has changes that are not committed:\n{files}\nCommit them, or drop them with “git restore”, and run again",
    ),
    "git-behind": (
        "kho chung đã có {behind} commit mà máy này chưa có. Chạy “git pull” rồi làm lại",
        "the remote has {behind} commits that are not here. Run “git pull” and try again",
    ),
    "git-diverged": (
        "máy này và kho chung đã rẽ đôi: ở đây có {ahead} commit riêng, ở kho chung có {behind}. Chạy “git pull --rebase” rồi làm lại",
        "this repository and the remote have parted: {ahead} commits of its own here, {behind} there. Run “git pull --rebase” and try again",
    ),
    "git-busy": (
        "một lệnh portal khác đang ghi vào kho này; đã chờ {seconds} giây. Hãy chạy lại sau",
        "another portal command is writing into this repository; waited {seconds} seconds. Run again later",
    ),
    "git-refused": (
        "git không ghi nhận, các tệp vẫn như cũ:\n{problem}",
        "git did not commit, the files are as they were:\n{problem}",
    ),
    "bad-role": (
        "git config {setting}: gặp “{found}”, chọn một trong: {roles}",
        "git config {setting}: found “{found}”, choose one of: {roles}",
    ),
    # records
    "no-address": (
        "không có địa chỉ “{found}”{hint}; xem lại mã trên phiếu",
        "there is no address “{found}”{hint}; look at the code on the paper",
    ),
    "no-pledge": (
        "không có lời hứa “{found}”{hint}; portal status liệt kê những lời hứa đang chờ",
        "there is no promise “{found}”{hint}; portal status lists those that wait",
    ),
    "no-organisation": (
        "không có tổ chức “{found}”{hint}; ghi mã trong tên tệp của tổ chức, hoặc lập hồ sơ tổ chức trước",
        "there is no organisation “{found}”{hint}; name the id its file is called by, or make its record first",
    ),
    "made-by-a-person": (
        "{reference}: lời hứa này là của một người, không phải của tổ chức; bỏ --organisation",
        "{reference}: this promise was made by a person, not by an organisation; leave --organisation away",
    ),
    "made-by-another": (
        "{reference}: lời hứa này đã ghi là của “{organisation}”; bỏ --organisation hoặc ghi đúng mã ấy",
        "{reference}: this promise is that of “{organisation}” already; leave --organisation away or name that one",
    ),
    "file-unread": (
        "tệp của {named} còn lỗi nên chưa làm được gì với nó:\n{problems}",
        "the file of {named} has errors, so nothing can be done with it:\n{problems}",
    ),
    "not-a-record": ("chưa ghi gì:\n{problems}", "nothing was written:\n{problems}"),
    "change-refused": (
        "chưa ghi gì: với thay đổi này portal check sẽ báo {count} lỗi ở trên; sửa các chỗ đó rồi chạy lại",
        "nothing was written: with this change portal check would tell the {count} errors above; mend them and run again",
    ),
    "committed": ("{commit} {subject}", "{commit} {subject}"),
    "would-commit": ("(chỉ xem, chưa ghi gì)", "(looked only, nothing was written)"),
    "errors-elsewhere": (
        "Lưu ý: dữ liệu còn {count} lỗi ở tệp khác (ví dụ {path}); trang chưa dựng lại được cho đến khi sửa xong.",
        "Note: the data has {count} errors in other files (such as {path}); the site is not built until they are mended.",
    ),
    # facts
    "ask-reference": ("Số hồ sơ giấy", "Number of the paper file"),
    "ask-by": ("Do ai (tổ khảo sát, Hội nào)", "By whom (survey team, chapter)"),
    "ask-document": ("Số văn bản phê duyệt", "Number of the approval"),
    "ask-reason": ("Lý do", "Reason"),
    "ask-outcome": (
        "Kết quả, 20 đến 600 ký tự, không nêu tên (hiện lâu dài trên trang)",
        "Outcome, 20 to 600 characters, without a name (stays on the site)",
    ),
    "fact-missing": ("thiếu {option}: {question}", "{option} is missing: {question}"),
    "future-day": (
        "{option}: {found} là ngày chưa đến (hôm nay {today})",
        "{option}: {found} is yet to come (today is {today})",
    ),
    # steps that are refused
    "already": (
        "{named}: bước {step} đã ghi ngày {on}. Muốn sửa, hãy sửa trong tệp rồi commit",
        "{named}: {step} stands there already, on {on}. To correct it, edit the file and commit",
    ),
    "no-dossier": (
        "{named}: chưa lập hồ sơ nên chưa duyệt được. Lập hồ sơ giấy, rồi chạy: portal dossier {named} --reference SỐ",
        "{named}: there is no dossier, so it cannot be approved. Make the file, then run: portal dossier {named} --reference NUMBER",
    ),
    "not-approved": (
        "{named}: chưa được duyệt. Chạy trước: portal approve {named} --by NƠI_DUYỆT --document SỐ",
        "{named}: it is not approved. First run: portal approve {named} --by WHO --document NUMBER",
    ),
    "no-consent": (
        "{named}: ngày {on} không có đồng ý công bố (publish) còn hạn của: {givers}. Xin chữ ký, ghi vào mục consents của tệp rồi chạy lại; không có thì không được công bố",
        "{named}: on {on} there is no valid consent to be published from: {givers}. Ask for it, write it into consents and run again; without it nothing may be published",
    ),
    "own-address": (
        "{named}: {mail} đã lập hoặc khảo sát địa chỉ này nên không tự duyệt. Hãy nhờ người khác duyệt",
        "{named}: {mail} drafted or surveyed this address and does not approve it. Ask somebody else",
    ),
    "not-your-step": (
        "vai trò {role} không làm được {command}; việc này của: {roles}. Vai trò đặt bằng git config nhandao.role",
        "the role {role} does not {command}; that is for: {roles}. The role is set with git config nhandao.role",
    ),
    "money-held": (
        "{named}: Hội còn giữ {held} đ cho địa chỉ này nên chưa kết thúc được. Trao nốt và ghi handovers, hoặc chuyển phần vượt bằng portal surplus, rồi chạy lại",
        "{named}: the society still holds {held} đồng for this address, so it cannot be finished. Hand it over and write handovers, or move what is beyond the need with portal surplus, then run again",
    ),
    "is-duplicate": (
        "{named} trùng với {of}; hãy làm với {of}",
        "{named} is a duplicate of {of}; work with {of}",
    ),
    "is-suspended": (
        "{named} đang tạm dừng: {reason}. Xong việc thì bỏ mục suspended trong tệp, hoặc ghi until, rồi chạy lại",
        "{named} is suspended: {reason}. When that is settled remove suspended from the file, or write until, and run again",
    ),
    "nothing-agreed": (
        "{named}: không còn đồng ý nào như vậy để rút",
        "{named}: there is no such consent left to take back",
    ),
    "before-made": (
        "{reference}: ngày {on} trước ngày hứa {made_on}",
        "{reference}: {on} is before the day of the promise, {made_on}",
    ),
    "promise-over": (
        "{reference}: lời hứa đã hết hạn ngày {on}. Ghi lại bằng portal expire; người giúp còn muốn giúp thì hứa lại",
        "{reference}: the promise ended on {on}. Write that down with portal expire; who still wants to help promises again",
    ),
    # what comes next
    "approve-next": (
        "Tiếp theo: portal introduce {named}, khi đã đưa lên iNHANDAO.",
        "Next: portal introduce {named}, once it is on iNHANDAO.",
    ),
    "introduce-next": (
        "Trang của địa chỉ hiện ra ở lần dựng sau, khi commit đã lên kho chung (git push).",
        "Its page appears with the next build, once the commit is at the remote (git push).",
    ),
    "accepted-next": (
        "Từ ngày này lời hứa được tính. Liên hệ người hứa: portal contact.",
        "The promise counts from this day on. To reach the giver: portal contact.",
    ),
    "finish-promised": (
        "Còn lời hứa chưa xong: {references}. Báo cho người hứa; hết hạn thì ghi bằng portal expire.",
        "Promises are still open: {references}. Tell the givers; write their end with portal expire.",
    ),
    "withdraw-due": (
        "Hạn theo Luật 91/2025/QH15, chưa trừ ngày lễ: trả lời chậm nhất {answer}; ngừng xử lý chậm nhất {stop}.",
        "Due by Law 91/2025/QH15, holidays not taken off: answer by {answer}; stop processing by {stop}.",
    ),
    "withdraw-due-2023": (
        "Hạn theo Nghị định 13/2023 (72 giờ): chậm nhất {answer}.",
        "Due by Decree 13/2023 (72 hours): by {answer}.",
    ),
    "withdraw-part": (
        "Ảnh và lời cần sự đồng ý này rời trang ở lần dựng sau; trang của địa chỉ vẫn còn. Chạy git push.",
        "Photos and texts that need this consent leave the site with the next build; the page stays. Run git push.",
    ),
    "withdraw-build": (
        "- git push, rồi dựng và đăng lại trang: trang, ảnh, tin, danh sách, thẻ chia sẻ và tìm kiếm đều bỏ địa chỉ này; đường dẫn cũ trả lời 410. Sổ cái giữ nguyên, chỉ nêu mã.",
        "- git push, then build and publish: page, photos, feeds, lists, cards and search drop the address; its old link answers 410. The ledger stays, it names the code only.",
    ),
    "withdraw-third": (
        "- Báo bên thứ ba gỡ xuống: {where}; báo chí nếu đã đăng.",
        "- Tell third parties to take it down: {where}; the press where it was printed.",
    ),
    "withdraw-held": (
        "- Hội còn giữ {held} đ cho địa chỉ này: hỏi gia đình; trao nốt hoặc chuyển theo quy tắc đã công bố.",
        "- The society still holds {held} đồng for it: ask the family; hand it over or move it by the declared rule.",
    ),
    "withdraw-identity": (
        "- Có danh tính trong kho riêng mà người ấy muốn xoá: portal identity remove {named} --private KHO_RIÊNG",
        "- When their identity is to be deleted from the private store: portal identity remove {named} --private STORE",
    ),
    "withdraw-erase": (
        "- Khi người rút muốn xoá hẳn khỏi lịch sử git: portal erase {named} --out THƯ_MỤC_MỚI",
        "- When it is to be erased from the history of git as well: portal erase {named} --out NEW_FOLDER",
    ),
    # fmt
    "formed": (
        "{formed} trong {total} tệp được viết lại theo dạng chuẩn",
        "{formed} of {total} files were brought into the canonical form",
    ),
    "would-form": (
        "{formed} trong {total} tệp chưa theo dạng chuẩn",
        "{formed} of {total} files are not in the canonical form",
    ),
    "no-record-file": (
        "“{path}” không phải là tệp hồ sơ của thư mục dữ liệu",
        "“{path}” is no record file of the data folder",
    ),
    # status
    "status-of": ("{society}, ngày {day}", "{society}, {day}"),
    "status-line": ("  {named}  {day}{about}", "  {named}  {day}{about}"),
    "status-overdue": ("  {named}  {day}  quá hạn{about}", "  {named}  {day}  overdue{about}"),
    "status-more": ("  … và {count} nữa (--all)", "  … and {count} more (--all)"),
    "status-nothing": ("Không có việc nào chờ.", "Nothing waits."),
    "status-errors": ("Dữ liệu có {count} lỗi: portal check", "The data has {count} errors: portal check"),
    "status-payments": ("Các khoản ủng hộ", "Payments"),
    "status-work-draft": (
        "Bản nháp chưa đọc được, người lập ghi nốt: {count}",
        "Drafts that cannot be read yet, for whoever wrote them: {count}",
    ),
    "status-work-dossier": (
        "Đã khảo sát, chờ huyện lập hồ sơ (ngày khảo sát): {count}",
        "Surveyed, for the district to make the dossier (day of the survey): {count}",
    ),
    "status-work-approve": (
        "Đã lập hồ sơ, chờ huyện hoặc tỉnh duyệt (ngày hồ sơ; còn thiếu đồng ý của): {count}",
        "Dossier made, for district or province to approve (its day; consent missing from): {count}",
    ),
    "status-work-introduce": (
        "Đã duyệt, chờ tỉnh giới thiệu (ngày duyệt; còn thiếu đồng ý của): {count}",
        "Approved, for the province to introduce (day of approval; consent missing from): {count}",
    ),
    "status-work-answer": (
        "Lời hứa qua biểu mẫu, chờ huyện hoặc tỉnh trả lời, portal accept hoặc decline: {count}",
        "Promises by the form, for district or province to answer, portal accept or decline: {count}",
    ),
    "status-work-withdrawn": (
        "Đồng ý đã rút, tỉnh trả lời và gỡ (hạn kế tiếp; hạn ngừng): {count}",
        "Consent taken back, for the province to answer and take down (next due day; last day): {count}",
    ),
    "status-work-consent-over": (
        "Đồng ý đã hết hạn, trang tự rời; xã hỏi lại: {count}",
        "Consent has expired, the page left by itself; for the commune to ask again: {count}",
    ),
    "status-work-consent-soon": (
        "Đồng ý sắp hết hạn, xã hỏi lại (ngày hết hạn): {count}",
        "Consent soon expires, for the commune to ask again (day it ends): {count}",
    ),
    "status-work-resurvey": ("Đến hạn khảo sát lại, xã: {count}", "Survey due again, for the commune: {count}"),
    "status-work-outcome": (
        "Đã giúp mà chưa có tin kết quả, huyện: {count}",
        "Helped, but no news of the outcome yet, for the district: {count}",
    ),
    "status-work-suspended": (
        "Đang tạm dừng, chưa hẹn ngày (ngày dừng), huyện: {count}",
        "Suspended without an end (since), for the district: {count}",
    ),
    "status-work-call": (
        "Đợt vận động sắp đóng (ngày cuối), tỉnh: {count}",
        "Calls about to close (last day), for the province: {count}",
    ),
    "status-work-distribute": (
        "Đợt vận động đã đóng, còn tiền chưa trao (hạn trao), huyện: {count}",
        "Calls that closed with money not handed out (due), for the district: {count}",
    ),
    "status-work-report": (
        "Báo cáo sắp đến hạn (ngày cuối), huyện và trường: {count}",
        "Reports due soon (last day), for districts and schools: {count}",
    ),
    "report-quarter": ("bảng số liệu và danh sách quý", "table and list of the quarter"),
    "report-half-year": ("báo cáo sáu tháng", "report of the half-year"),
    "report-year": ("báo cáo năm", "report of the year"),
    # new and save
    "no-codes-left": ("không còn mã nào cho năm {year}", "there is no code left for the year {year}"),
    "which-unit": (
        "--unit: “{found}” không rõ là xã nào trong danh mục {epoch}; ghi mã hoặc tên đầy đủ\n{known}",
        "--unit: “{found}” is no one commune of the epoch {epoch}; give its code or full name\n{known}",
    ),
    "draft-head": (
        "Điền vào các dòng trống rồi chạy: portal save. Dòng bắt đầu bằng #? là lời hướng dẫn, tự mất khi ghi xong; muốn dùng trường nào trong đó thì bỏ dấu #? ở đầu dòng.",
        "Fill in the empty lines, then run: portal save. Lines that start with #? are guidance and go when the record is whole; to use a field of theirs take #? away.",
    ),
    "drive-id": (
        "Mã đợt “{found}” không dùng được: ghi --id bằng chữ thường không dấu, số và gạch nối, ví dụ --id mua-he-2023",
        "“{found}” cannot be the id of a drive: write --id in small plain letters, digits and hyphens, as in --id mua-he-2023",
    ),
    "drive-there": (
        "Đã có đợt này ở {path}; chọn mã khác.",
        "There is such a drive already, in {path}; choose another id.",
    ),
    "drive-made": (
        "Điền tệp {path}, rồi chạy: portal save {path}",
        "Fill in {path}, then run: portal save {path}",
    ),
    "draft-made": (
        "Mã mới {named}. Điền tệp {path}, rồi chạy: portal save {path}",
        "New code {named}. Fill in {path}, then run: portal save {path}",
    ),
    "nothing-changed": ("Không có tệp hồ sơ nào thay đổi.", "No record file has changed."),
    "line-stays": (
        "{path}: dòng sổ đã ghi nhận thì không sửa, không xoá. Bỏ sửa đổi bằng git restore, rồi thêm một dòng mới có reverses",
        "{path}: a line of the ledger that was committed is neither edited nor deleted. Drop the edit with git restore and add a new line with reverses",
    ),
    "not-changed": (
        "“{path}” không có gì thay đổi so với lần ghi trước",
        "“{path}” has not changed since the last commit",
    ),
    # init
    "init-society": ("Tên Hội", "Name of the society"),
    "init-short_name": ("Tên ngắn của Hội", "Its short name"),
    "init-place": ("Nơi đặt trụ sở", "Where its office is"),
    "init-phone": ("Điện thoại của Hội, ví dụ 0271 000 0000", "Its phone, such as 0271 000 0000"),
    "init-email": ("Thư điện tử của Hội", "Its mail"),
    "init-year": ("Năm báo cáo (từ 25/11 năm trước đến 24/11)", "Reporting year (25 November to 24 November)"),
    "init-epoch": ("Danh mục hành chính, 2023 hoặc 2025", "Epoch of the units, 2023 or 2025"),
    "init-bank": ("Ngân hàng của tài khoản nhận ủng hộ", "Bank of the account for gifts"),
    "init-bin": ("Mã BIN của ngân hàng, 6 chữ số", "BIN of the bank, 6 digits"),
    "init-number": ("Số tài khoản", "Number of the account"),
    "init-holder": ("Chủ tài khoản, chữ in hoa không dấu", "Holder of the account, in plain capitals"),
    "init-labour_day": ("Giá trị một ngày công, đồng", "Value of a day of labour, in đồng"),
    "init-labour_source": ("Căn cứ của giá trị ngày công", "Source of that value"),
    "init-site_url": (
        "Địa chỉ trang trên mạng, ví dụ https://nhandao.example.vn",
        "Address of the site, such as https://nhandao.example.vn",
    ),
    "init-program": ("Kho mã của chương trình này", "Repository of this program"),
    "init-program_ref": ("Nhánh hoặc thẻ của chương trình", "Its branch or tag"),
    "answers-missing": (
        "còn thiếu câu trả lời; ghi bằng tuỳ chọn hoặc trong tệp của --answers:\n{missing}",
        "answers are missing; give them as options or in the file of --answers:\n{missing}",
    ),
    "answers-wrong": (
        "{path}: gặp “{found}”; cần các dòng “tên: lời” với tên trong: {known}",
        "{path}: found “{found}”; expected lines “name: answer” with a name of: {known}",
    ),
    "answers-refused": (
        "chưa tạo gì, hãy sửa các câu trả lời:\n{problems}",
        "nothing was made, mend the answers:\n{problems}",
    ),
    "answer-shape": (
        "gặp “{found}”, cần địa chỉ hoặc tên chỉ gồm chữ không dấu, số và . / : @ _ -",
        "found “{found}”, expected an address or name of plain letters, digits and . / : @ _ -",
    ),
    "repository-made": (
        "Đã tạo kho của {society} trong {folder}. Đọc README.md ở đó, rồi git remote add origin … và git push.",
        "The repository of {society} is in {folder}. Read its README.md, then git remote add origin … and git push.",
    ),
    # erase
    "ask-out": ("thư mục mới cho bản sao đã xoá", "a new folder for the rewritten clone"),
    "erase-public": (
        "{named} còn được công bố. Ghi việc rút đồng ý trước: portal withdraw {named}",
        "{named} is still published. First write that consent was taken back: portal withdraw {named}",
    ),
    "erase-uncommitted": (
        "{path} chưa có trong lịch sử git; chỉ cần xoá tệp ấy",
        "{path} is not in the history of git; just delete the file",
    ),
    "erase-behind": (
        "nhánh {branch} ở đây thiếu {behind} commit của kho chung; gửi bản viết lại lên sẽ làm mất chúng. Chạy git pull cho nhánh ấy rồi làm lại",
        "the branch {branch} lacks {behind} commits of the remote here; pushing the rewritten one would lose them. Run git pull on it and try again",
    ),
    "erase-shallow": (
        "kho này là bản clone không đủ lịch sử (--depth); clone lại đầy đủ rồi xoá ở đó",
        "this clone lacks part of the history (--depth); clone it whole and erase there",
    ),
    "erase-failed": (
        "git-filter-repo không chạy được, kho vẫn như cũ:\n{problem}",
        "git-filter-repo could not run, the repository is as it was:\n{problem}",
    ),
    "erase-found": (
        "{named}: {versions} bản ghi, {photos} ảnh trong lịch sử; {also} bản của tệp khác cũng sửa",
        "{named}: {versions} versions of the record, {photos} photos in history; {also} versions of other files rewritten too",
    ),
    "erase-scanned": (
        "Đã viết lại {commits} commit trong {out} và soát từng đối tượng của bản sao.",
        "Rewrote {commits} commits in {out} and searched every object of the clone.",
    ),
    "erase-changed": (
        "Lưu ý: tệp {path} khác trước, đáng ra không đổi; đừng gửi bản này",
        "Note: the file {path} is not as it was, though it should be; do not push this",
    ),
    "erase-left": (
        "Còn lời hoặc ảnh của địa chỉ ở những chỗ sau, chưa xoá xong:",
        "Words or photos of the address are left in these places, it is not erased yet:",
    ),
    "erase-also": (
        "Mở từng chỗ để xem. Đúng là của địa chỉ này thì xoá thư mục bản sao và chạy lại với --also TỆP cho từng tệp; trùng lời tình cờ thì để nguyên. Chỉ khi mọi chỗ trên đều là tình cờ mới làm tiếp:",
        "Look at each. Where it is of this address, delete the clone and run again with --also FILE for each file; a sentence alike by chance may stay. Only when all of them are, go on:",
    ),
    "erase-clean": (
        "Không còn lời hay ảnh nào của địa chỉ trong bản sao. Việc cần làm:",
        "No word or photo of the address is left in the clone. To do:",
    ),
    "erase-push": (
        "1. Trên máy chủ cho phép viết lại một lần (git config nhandao.rewrite true; GitHub, GitLab: tạm bỏ bảo vệ nhánh), rồi:\n   git -C {out} push --force {remote} {refs}\n   Xong thì bỏ phép ấy và cho máy chủ dọn: git reflog expire --expire=now --all; git gc --prune=now. GitHub, GitLab còn giữ bản cũ trong các yêu cầu gộp: nhờ họ xoá.",
        "1. Let the server be rewritten once (git config nhandao.rewrite true; on GitHub, GitLab lift the protection of the branch), then:\n   git -C {out} push --force {remote} {refs}\n   Then take that back and let the server clean up: git reflog expire --expire=now --all; git gc --prune=now. GitHub and GitLab keep old merge requests: ask them to delete those.",
    ),
    "erase-remote": ("ĐỊA_CHỈ_KHO_CHUNG", "ADDRESS_OF_THE_REMOTE"),
    "erase-reclone": (
        "2. Mọi bản sao cũ phải xoá và clone lại, không pull, không push từ đó: máy này; máy chủ dựng trang; bản sao của dịch vụ nhận ủng hộ (thư mục state); bản sao lưu; và máy của những người đã ghi trong một năm qua:\n{names}\n3. Dựng và đăng lại trang; gỡ bản phát hành dữ liệu cũ; hồ sơ giấy và kho riêng thì huỷ theo quy định của Hội.",
        "2. Every old clone is deleted and cloned anew, never pulled into or pushed from: this one; the server that builds the site; the clone of the donation callback (its state folder); backups; and those of whoever committed within a year:\n{names}\n3. Build and publish the site; take down old data releases; paper files and the private store by the rules of the society.",
    ),
    "erase-stashes": (
        "4. Ở máy này có {count} stash; chỉ cái mới nhất được chép và xoá. Những cái khác mất cùng bản sao cũ.",
        "4. There are {count} stashes here; only the latest was copied and erased. The others go with the old clone.",
    ),
}
