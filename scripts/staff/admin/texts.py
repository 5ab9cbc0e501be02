"""What the form editor's own pages, answers and commands say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # what can be written
    "admin-addresses": ("Địa chỉ nhân đạo", "Humanitarian addresses"),
    "admin-addresses-one": ("địa chỉ", "address"),
    "admin-organisations": ("Tổ chức", "Organisations"),
    "admin-organisations-one": ("tổ chức", "organisation"),
    "admin-handovers": ("Trao trợ giúp", "Handovers"),
    "admin-handovers-one": ("lần trao", "handover"),
    "admin-role-commune": ("người viết, cấp xã", "writer of the commune"),
    "admin-role-district": ("người xét, cấp huyện", "reviewer of the district"),
    "admin-role-province": ("người duyệt, cấp tỉnh", "approver of the province"),
    "admin-status-draft": ("Bản nháp", "Draft"),
    "admin-status-pending_review": ("Đang xét duyệt", "In review"),
    "admin-status-pending_publish": ("Sẵn sàng", "Ready"),
    # a save that is refused
    "admin-problems": ("Chưa lưu được, có {count} chỗ cần sửa.", "Not saved: {count} places to mend."),
    "admin-more": ("… và {count} chỗ nữa", "… and {count} more"),
    "admin-elsewhere": ("tệp {path}", "file {path}"),
    "admin-question": (
        "Không hiểu yêu cầu này. Hãy tải lại trang rồi làm lại.",
        "This request is not understood. Load the page again and repeat it.",
    ),
    "admin-path": (
        "Tên “{found}” không phải tên của một hồ sơ; hãy mở hồ sơ từ danh sách.",
        "“{found}” is not the name of an entry; open it from the list.",
    ),
    "admin-not-your-unit": (
        "Hồ sơ này không thuộc địa bàn của bạn. Hãy chọn đúng xã, phường của mình, hoặc báo người phụ trách.",
        "This entry is not in your unit. Choose a commune of your own, or tell whoever is in charge.",
    ),
    "admin-line-kept": (
        "Dòng đã đăng không sửa được. Ghi sai thì thêm một lần trao mới, ở ô “Huỷ dòng” ghi mã của dòng sai.",
        "A published line is never edited. Where it is wrong, add a new handover that names it under “Reverses”.",
    ),
    "admin-code-taken": (
        "Mã {found} đã có hồ sơ. Hãy đổi sang mã còn trống: {hint}",
        "The code {found} is taken. Change it to one that is free: {hint}",
    ),
    "admin-code-changed": (
        "Mã là của riêng hồ sơ này và không đổi được: gặp “{found}”, hãy ghi lại “{hint}”.",
        "A code stays with its entry for good: found “{found}”, write “{hint}” again.",
    ),
    "admin-path-changed": (
        "Loại của một hồ sơ đã có không đổi được: gặp “{found}”, hãy để “{hint}”.",
        "The kind of an entry cannot change: found “{found}”, leave “{hint}”.",
    ),
    # somebody else was quicker
    "admin-late-draft": (
        "{by} đã lưu bản nháp này sau khi bạn mở. Bản của bạn được giữ nguyên ở mục “Bản bị trùng”; hãy mở mục ấy và chọn.",
        "{by} saved this draft after you opened it. Yours is kept whole under “Two versions”; open that and choose.",
    ),
    "admin-late-main": (
        "Bản đang công bố đã đổi từ khi bạn mở. Bản của bạn được giữ nguyên ở mục “Bản bị trùng”; hãy mở mục ấy và chọn.",
        "What is published changed after you opened it. Yours is kept whole under “Two versions”; open that and choose.",
    ),
    "admin-late-gone": (
        "Bản nháp bạn đang sửa đã bị bỏ. Bản của bạn được giữ nguyên ở mục “Bản bị trùng”; hãy mở mục ấy và chọn.",
        "The draft you are editing was discarded. Yours is kept whole under “Two versions”; open that and choose.",
    ),
    "admin-changed-since": (
        "Nội dung đã đổi từ khi bạn xem{who}. Hãy tải lại, xem lại rồi bấm lần nữa.",
        "It changed since you looked{who}. Load it again, look, and press once more.",
    ),
    "admin-both": (
        "Hai bản sửa cùng một mục nên không gộp được; hãy chọn một bản.",
        "Both change the same part and cannot be joined; choose one.",
    ),
    "admin-publish-late": (
        "Chưa đăng được: bản đang công bố của {name} đã đổi từ khi bản nháp bắt đầu. Người viết mở bản nháp, bấm Lưu rồi "
        "chọn ở mục “Bản bị trùng”; bản nháp vẫn còn nguyên.",
        "Not published: what is published of {name} changed since the draft began. Its writer opens the draft, saves, and "
        "chooses under “Two versions”; the draft is untouched.",
    ),
    "admin-busy": (
        "Kho dữ liệu đang có nhiều thay đổi. Chưa có gì mất; hãy bấm lại sau một phút.",
        "The data is changing quickly. Nothing is lost; press again in a minute.",
    ),
    # steps
    "admin-own-draft": (
        "Bạn đã viết bản nháp này nên người khác phải xét và đăng.",
        "You wrote part of this draft, so somebody else has to review and publish it.",
    ),
    "admin-own-review": (
        "Bạn đã xét bản nháp này nên một người khác của tỉnh phải đăng.",
        "You reviewed this draft, so somebody else of the province has to publish it.",
    ),
    "admin-not-your-step": (
        "Bước này do cấp trên làm: xã viết, huyện xét, tỉnh đăng.",
        "This step is another's: the commune writes, the district reviews, the province publishes.",
    ),
    "admin-not-ready": (
        "Bản nháp chưa được xét. Huyện chuyển sang “Sẵn sàng” trước, rồi tỉnh đăng.",
        "The draft has not been reviewed. The district moves it to “Ready” first, then the province publishes.",
    ),
    "admin-no-draft": ("Không còn bản nháp này.", "There is no such draft any more."),
    "admin-not-your-draft": (
        "Có người khác cùng viết bản nháp này; người xét ở huyện hoặc tỉnh mới bỏ được.",
        "Others wrote part of this draft; only the district or the province can discard it.",
    ),
    "admin-no-delete": (
        "Hồ sơ đã đăng không xoá được. Hãy ghi “Tạm ngừng”, “Không duyệt” hoặc “Kết thúc” trong hồ sơ.",
        "What was published cannot be deleted. Write a suspension, a rejection or an end in the entry.",
    ),
    # photos
    "admin-photo-where": (
        "Ảnh chỉ thêm được trong hồ sơ của địa chỉ, ở mục Ảnh.",
        "Photos are added in the entry of their address, under Photos.",
    ),
    "admin-photo-large": (
        "Ảnh “{name}”: {found}, tối đa 20 MB. Hãy chụp ở cỡ nhỏ hơn hoặc gửi ảnh đã thu nhỏ.",
        "Photo “{name}”: {found}, at most 20 MB. Take it smaller, or send a smaller copy.",
    ),
    "admin-photo-pixels": (
        "Ảnh “{name}”: {found}, quá lớn để mở. Hãy gửi ảnh dưới 40 triệu điểm ảnh.",
        "Photo “{name}”: {found}, too large to open. Send one below 40 million pixels.",
    ),
    "admin-photo-kind": (
        "Ảnh “{name}”: gặp {found}, chỉ nhận ảnh JPEG hoặc PNG. Hãy lưu lại thành JPEG rồi chọn lại.",
        "Photo “{name}”: found {found}, only JPEG or PNG is taken. Save it as JPEG and choose it again.",
    ),
    "admin-photo-broken": (
        "Ảnh “{name}” bị hỏng hoặc cụt. Hãy chép lại từ máy ảnh rồi chọn lại.",
        "Photo “{name}” is damaged or cut off. Copy it again from the camera and choose it again.",
    ),
    "admin-photo-name": (
        "Tên tệp ảnh “{found}” không dùng được. Hãy đổi tên tệp rồi chọn lại.",
        "The name “{found}” of the photo cannot be used. Rename the file and choose it again.",
    ),
    "admin-photos-many": ("Mỗi lần lưu tối đa {limit} ảnh mới.", "At most {limit} new photos in one save."),
    "admin-too-large": (
        "Gửi lên quá nhiều: tối đa {limit} MB mỗi lần. Hãy chọn ảnh nhỏ hơn hoặc lưu từng ảnh.",
        "Too much at once: at most {limit} MB. Choose smaller photos, or save one by one.",
    ),
    # the remote and this machine
    "admin-remote": (
        "Không tới được kho dữ liệu chung nên chưa đăng. Bản nháp vẫn còn; hãy bấm lại sau. ({problem})",
        "The shared data cannot be reached, so nothing was published. The draft is kept; press again later. ({problem})",
    ),
    "admin-remote-refuses": (
        "Kho dữ liệu chung từ chối nhận. Bản nháp vẫn còn; hãy báo người trông máy chủ.",
        "The shared data refuses the change. The draft is kept; tell whoever looks after the server.",
    ),
    "admin-broken": (
        "Máy chủ gặp lỗi nên chưa làm được. Những gì đã lưu vẫn còn; hãy thử lại, còn lỗi thì báo người trông máy chủ.",
        "The server failed. What was saved is kept; try again, and tell whoever looks after the server if it goes on.",
    ),
    "admin-no-campaign": (
        "Dữ liệu chưa có tệp campaign.yaml đọc được; hãy chạy “portal check” trong kho dữ liệu.",
        "The data has no readable campaign.yaml; run “portal check” in it.",
    ),
    # logging in
    "admin-title": ("Biểu mẫu hồ sơ", "Forms"),
    "admin-log-in": ("Đăng nhập", "Log in"),
    "admin-log-out": ("Đăng xuất", "Log out"),
    "admin-user": ("Tên đăng nhập", "User name"),
    "admin-password": ("Mật khẩu", "Password"),
    "admin-wrong": (
        "Tên đăng nhập hoặc mật khẩu không đúng. Quên mật khẩu thì nhờ người trông máy chủ cấp lại.",
        "User name or password is wrong. Whoever looks after the server can give a new one.",
    ),
    "admin-locked": (
        "Nhập sai nhiều lần nên tài khoản tạm khoá đến {until}.",
        "Too many wrong passwords: the account is locked until {until}.",
    ),
    "admin-slow-down": ("Quá nhiều yêu cầu. Hãy chờ {seconds} giây rồi thử lại.", "Too many requests. Wait {seconds} s."),
    "admin-elsewhere-sent": (
        "Yêu cầu không đến từ trang này nên không được nhận. Hãy mở lại trang và làm lại ở đó.",
        "The request does not come from this site and is not taken. Open the page again and repeat it there.",
    ),
    "admin-logged-out": (
        "Phiên làm việc đã hết. Hãy mở trang đăng nhập ở thẻ khác, đăng nhập rồi bấm lại; nội dung đang viết không mất.",
        "You are logged out. Log in on another tab and press again; what you were writing is not lost.",
    ),
    "admin-host": ("Máy chủ này không mang tên ấy.", "This server does not go by that name."),
    # our own pages
    "admin-forms": ("Biểu mẫu", "Forms"),
    "admin-work": ("Việc của tôi", "My work"),
    "admin-two-versions": ("Bản bị trùng", "Two versions"),
    "admin-nothing-kept": ("Không có bản nào bị trùng.", "There is no second version of anything."),
    "admin-kept-at": ("{name}, lưu lúc {at}", "{name}, saved at {at}"),
    "admin-drafts": ("Bản nháp trong địa bàn", "Drafts in your unit"),
    "admin-no-drafts": ("Chưa có bản nháp nào.", "There are no drafts."),
    "admin-step": ("Bước", "Step"),
    "admin-changed": ("Sửa lần cuối", "Last change"),
    "admin-preview": ("Xem trước", "Preview"),
    "admin-waits-you": ("chờ bạn", "waits for you"),
    "admin-choose": ("Chọn một bản", "Choose a version"),
    "admin-choose-what": (
        "Bạn và một người khác cùng sửa {name}. Chưa bản nào mất. Các mục khác nhau:",
        "You and somebody else changed {name}. Neither version is lost. What differs:",
    ),
    "admin-mine": ("Bản của bạn", "Yours"),
    "admin-theirs": ("Bản hiện có", "What is there now"),
    "admin-use-mine": ("Dùng bản của tôi", "Use mine"),
    "admin-use-theirs": ("Giữ bản hiện có, bỏ bản của tôi", "Keep what is there, drop mine"),
    "admin-use-both": ("Gộp cả hai", "Join both"),
    "admin-chosen": ("Đã ghi lựa chọn của bạn.", "Your choice is saved."),
    "admin-nothing": ("(trống)", "(empty)"),
    "admin-not-found": ("Không có trang này.", "There is no such page."),
    "admin-preview-note": ("Xem trước, chưa công bố.", "A preview, not published."),
    "admin-preview-supposed": (
        "Trang này coi như đã xong các bước còn thiếu: {steps}.",
        "This page supposes that these steps are done: {steps}.",
    ),
    "admin-preview-none": (
        "Chưa có trang để xem: địa chỉ này đang không được công khai (đồng ý công khai đã rút hoặc hết hạn, hồ sơ tạm "
        "ngừng, không duyệt, trùng hoặc đã kết thúc).",
        "There is no page to see: this address is not public now (consent withdrawn or expired, suspended, rejected, a "
        "duplicate or finished).",
    ),
    "admin-preview-errors": ("Dữ liệu còn lỗi nên chưa dựng được trang:", "The data has errors, so no page can be made:"),
    # the command
    "admin-running": (
        "thư mục {state} đang có một dịch vụ biểu mẫu khác làm việc; hãy dừng dịch vụ kia trước",
        "another form editor works on the folder {state}; stop it first",
    ),
    "admin-branch": (
        "[repository]: nhánh “{branch}” hoặc thư mục dữ liệu “{data}” không phải tên hợp lệ",
        "[repository]: the branch “{branch}” or the data folder “{data}” is not a name",
    ),
    "admin-no-remote": (
        "không lấy được kho dữ liệu “{remote}”: {problem}. Kiểm tra địa chỉ, mạng và quyền đọc rồi chạy lại",
        "the data repository “{remote}” cannot be fetched: {problem}. Check address, network and rights, and run again",
    ),
    "admin-no-branch": (
        "kho “{remote}” không có nhánh “{branch}”; hãy ghi đúng tên nhánh trong [repository]",
        "“{remote}” has no branch “{branch}”; name the right one in [repository]",
    ),
    "admin-no-settings": (
        "không có tệp cấu hình “{path}”. Thử ngay trên máy này: portal admin --demo. Cài thật: chương “Biểu mẫu hồ sơ” của "
        "sổ tay",
        "there is no settings file “{path}”. To try it on this machine: portal admin --demo. To install it: the handbook's "
        "chapter on the forms",
    ),
    "admin-no-accounts": (
        "chưa có tài khoản nào ({path}). Tạo bằng: portal admin --add-user TÊN --name \"Họ tên\" --role commune --unit 2023/MÃ",
        "there are no accounts yet ({path}). Make one: portal admin --add-user NAME --name \"Name\" --role commune "
        "--unit 2023/CODE",
    ),
    "admin-user-name": (
        "--add-user: gặp “{found}”, cần 2 đến 31 chữ thường không dấu, số hoặc gạch nối, bắt đầu bằng chữ, ví dụ co-hanh",
        "--add-user: found “{found}”, expected 2 to 31 small letters, digits or hyphens, such as co-hanh",
    ),
    "admin-account": (
        "{field}: gặp “{found}”. Cần: --name từ 2 đến 60 ký tự; --role commune, district hoặc province; --unit dạng "
        "2023/25216 với commune, 688 với district, không ghi với province",
        "{field}: found “{found}”. Needed: --name of 2 to 60 characters; --role commune, district or province; --unit such "
        "as 2023/25216 for commune, 688 for district, none for province",
    ),
    "admin-no-user": ("không có tài khoản “{found}”", "there is no account “{found}”"),
    "admin-accounts-inside": (
        "accounts: “{path}” nằm trong một kho git; tệp tài khoản phải ở ngoài mọi kho",
        "accounts: “{path}” is inside a git repository; accounts have to be outside of every one",
    ),
    "admin-not-secure": (
        "url: gặp “{url}”. Ngoài máy này phải dùng https, để mật khẩu không đi trần trên mạng",
        "url: found “{url}”. Beyond this machine it has to be https, so that no password travels in the open",
    ),
    "admin-added": (
        "Tài khoản {user} ({role}), mật khẩu: {password}\nMật khẩu chỉ hiện một lần này; hãy đưa tận tay.",
        "Account {user} ({role}), password: {password}\nIt is shown this once; hand it over in person.",
    ),
    "admin-removed": ("Đã bỏ tài khoản {user}", "The account {user} is gone"),
    "admin-ready": ("Biểu mẫu đang mở tại {url} (Ctrl+C để dừng)", "The forms are at {url} (Ctrl+C stops)"),
    "admin-demo-making": ("Đang chép dữ liệu mẫu…", "Copying the sample…"),
    "admin-demo-user": ("{user}  {password}  {name} ({role})", "{user}  {password}  {name} ({role})"),
    "admin-demo-where": (
        "Bản sao dùng xong sẽ bị xoá. Kho chung của buổi thử: {remote}",
        "The copy is thrown away at the end. The shared repository of this trial: {remote}",
    ),
}  # fmt: skip
