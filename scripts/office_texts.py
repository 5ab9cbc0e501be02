"""What is said when an office file cannot be written (nhandao.office.problem), Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "office-template-missing": (
        "không có tệp mẫu “{path}”; hãy chỉ một tệp .docx với --template, hoặc bỏ tham số đó để dùng mẫu có sẵn",
        "there is no template “{path}”; name a .docx file with --template, or leave it out to use the one that is here",
    ),
    "office-template-too-large": (
        "tệp mẫu “{path}” quá lớn; mẫu phải dưới {most} MB, hãy thu nhỏ hình ảnh trong đó",
        "the template “{path}” is too large; it must be below {most} MB, make the pictures in it smaller",
    ),
    "office-template-old-word": (
        "tệp mẫu “{path}” là tệp Word kiểu cũ (.doc) hoặc có mật khẩu; hãy mở bằng Word rồi lưu thành .docx, không đặt "
        "mật khẩu",
        "the template “{path}” is an old Word file (.doc) or has a password; open it in Word and save it as .docx, "
        "without a password",
    ),
    "office-template-not-docx": (
        "tệp mẫu “{path}” không phải tệp .docx mở được; hãy mở bằng Word rồi lưu lại thành “Word Document (.docx)”",
        "the template “{path}” is no .docx that can be opened; open it in Word and save it as “Word Document (.docx)”",
    ),
    "office-template-macros": (
        "tệp mẫu “{path}” có chứa macro nên không dùng; hãy lưu lại thành “Word Document (.docx)”, loại không có macro",
        "the template “{path}” holds macros and is not used; save it as “Word Document (.docx)”, which has none",
    ),
    "office-template-tag": (
        "tệp mẫu “{path}” có thẻ viết sai, gặp “{told}”; mỗi thẻ phải mở và đóng trong cùng một đoạn, ví dụ "
        "{{{{ co_quan }}}}, và mỗi {{%p for … %}} cần một {{%p endfor %}}",
        "the template “{path}” has a broken tag, found “{told}”; each tag begins and ends in one paragraph, such as "
        "{{{{ co_quan }}}}, and each {{%p for … %}} needs an {{%p endfor %}}",
    ),
    "office-template-unknown": (
        "tệp mẫu “{path}” dùng tên không có: {found}. Các tên dùng được (sau dấu hai chấm là các phần của từng "
        "mục trong danh sách):\n{known}",
        "the template “{path}” uses names that do not exist: {found}. These do (after the colon, the parts of each "
        "item of a list):\n{known}",
    ),
    "office-template-structure": (
        "tệp mẫu “{path}” có thẻ đặt sai chỗ nên văn bản bị vỡ ({told}); thẻ {{%p … %}} đứng riêng một đoạn, thẻ "
        "{{%tr … %}} đứng riêng một dòng của bảng",
        "the template “{path}” has a tag in the wrong place, which breaks the document ({told}); a tag {{%p … %}} "
        "stands in a paragraph of its own, a tag {{%tr … %}} in a row of its own",
    ),
    "office-template-failed": (
        "không điền được tệp mẫu “{path}”: {told}; hãy xem lại các thẻ, hoặc bắt đầu lại từ mẫu "
        "theme/office/letter.docx",
        "the template “{path}” cannot be filled in: {told}; look at its tags, or begin again with "
        "theme/office/letter.docx",
    ),
    "office-template-no-notice": (
        "dữ liệu này là dữ liệu mẫu, nên văn bản phải nói rõ; hãy thêm {{{{ {name} }}}} vào chân trang của tệp mẫu "
        "“{path}”",
        "this is sample data, and the document has to say so; put {{{{ {name} }}}} into the footer of the template "
        "“{path}”",
    ),
    "office-no-pdf": (
        "không ghi được PDF vì máy thiếu WeasyPrint hoặc thư viện Pango ({told}). Cài Pango (Debian, Ubuntu: apt-get "
        "install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango), hoặc ghi .docx rồi xuất PDF từ Word",
        "no PDF can be written, as WeasyPrint or the library Pango is not there ({told}). Install Pango (Debian, "
        "Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango), or export one from the "
        ".docx",
    ),
    "office-no-folder": (
        "không có thư mục “{folder}” để tạo “{path}” trong đó; hãy tạo thư mục đó hoặc chọn nơi khác",
        "there is no folder “{folder}” to make “{path}” in; make it or choose another place",
    ),
    "office-not-a-folder": ("“{path}” là tệp, cần một thư mục", "“{path}” is a file, a folder is needed"),
    "office-foreign-file": (
        "thư mục “{path}” có tệp không phải do lệnh này tạo ra (“{found}”), nên không ghi vào đó; hãy chọn thư mục mới",
        "the folder “{path}” holds a file this command did not make (“{found}”), so nothing is written there; choose a "
        "new folder",
    ),
    "office-edited-file": (
        "tệp “{found}” trong “{path}” đã được sửa sau khi tạo, nên không ghi đè; hãy chọn thư mục mới, hoặc cất tệp "
        "đó đi",
        "the file “{found}” in “{path}” was edited since it was made, so it is not replaced; choose a new folder, or "
        "put that file away",
    ),
    "office-other-files": (
        "thư mục “{path}” đang giữ các tệp của lần ghi khác (“{found}”), nên không ghi vào đó; hãy chọn thư mục mới",
        "the folder “{path}” holds the files of something else (“{found}”), so nothing is written there; choose a new "
        "folder",
    ),
    "no-libreoffice": (
        "không tìm thấy LibreOffice để mở thử các tệp văn phòng. Cài LibreOffice (Debian, Ubuntu: apt-get install "
        "libreoffice-calc libreoffice-writer)",
        "there is no LibreOffice to try the office files in. Install LibreOffice (Debian, Ubuntu: apt-get install "
        "libreoffice-calc libreoffice-writer)",
    ),
    "no-pango": (
        "không tìm thấy thư viện Pango để ghi thử PDF. Cài Pango (Debian, Ubuntu: apt-get install libpango-1.0-0 "
        "libpangoft2-1.0-0; macOS: brew install pango)",
        "there is no library Pango to try PDF with. Install Pango (Debian, Ubuntu: apt-get install libpango-1.0-0 "
        "libpangoft2-1.0-0; macOS: brew install pango)",
    ),
}
