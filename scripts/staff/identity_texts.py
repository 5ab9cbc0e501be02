"""What `portal identity` and the deletion of contacts say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "identity-needs-code": ("thiếu mã địa chỉ hoặc số hồ sơ", "the code of an address or number of a file is missing"),
    "identity-no-address": (
        "không có địa chỉ nào có mã hoặc số hồ sơ “{found}” trong dữ liệu",
        "there is no address of the code or file number “{found}” in the data",
    ),
    "identity-several": (
        "số hồ sơ “{found}” có ở nhiều địa chỉ: {codes}; hãy ghi mã địa chỉ",
        "the file number “{found}” is of several addresses: {codes}; give the code of one",
    ),
    "identity-exists": (
        "{address} đã có danh tính trong kho riêng; thêm --replace để thay bằng bản mới",
        "the identity of {address} is kept already; add --replace to put a new one in its place",
    ),
    "identity-unknown": ("kho riêng chưa có danh tính của {found}", "no identity of {found} is kept"),
    "identity-not-opened": (
        "khoá này không mở được danh tính của {found}: khác năm, hoặc tệp hỏng",
        "this key does not open the identity of {found}: another year, or a broken file",
    ),
    "identity-no-terminal": (
        "không có màn hình để hỏi; hãy ghi tệp YAML và dùng --from TỆP, hoặc --from - để đọc từ đầu vào",
        "there is no terminal to ask at; write a YAML file and give --from FILE, or --from - for the standard input",
    ),
    "identity-from-in-data": (
        "{path} nằm trong {inside}, nơi được công bố hoặc đưa vào git: hãy để tệp này chỗ khác rồi làm lại",
        "{path} is inside {inside}, which is published or committed: put this file elsewhere and try again",
    ),
    "identity-wrong": ("danh tính chưa đúng, chưa ghi gì:\n{problems}", "wrong, nothing was kept:\n{problems}"),
    "identity-kept": (
        "đã niêm phong danh tính của {address}; chỉ người giữ khoá bí mật mở được",
        "the identity of {address} is sealed; only whoever holds the secret key opens it",
    ),
    "identity-shred": ("Hãy xoá hẳn tệp {path}: trong đó còn danh tính.", "Now delete {path}: it tells who they are."),
    "identity-removed": (
        "đã xoá danh tính của {address}. Bản chép trên bản sao lưu chỉ hết đọc được khi huỷ khoá bí mật của năm",
        "the identity of {address} is deleted. Copies on backups end when the secret key of the year is destroyed",
    ),
    "identity-dry": ("sẽ xoá danh tính của {address}", "would delete the identity of {address}"),
    "identity-resealed": (
        "đã niêm phong lại {count} danh tính bằng khoá năm {year}; {left} còn theo khoá khác. Khi không còn gì theo "
        "một khoá cũ thì huỷ khoá bí mật ấy",
        "{count} identities are sealed anew with the key of {year}; {left} are for other keys. Once nothing is for an "
        "old key, destroy its secret half",
    ),
    "identity-line": ("{address}  hồ sơ {dossier}  {state}", "{address}  file {dossier}  {state}"),
    "identity-state-kept": ("đã có danh tính", "kept"),
    "identity-state-missing": ("CHƯA có danh tính", "MISSING"),
    "identity-state-due": ("ĐẾN HẠN XOÁ", "TO BE DELETED"),
    "identity-state-stray": ("có trong kho riêng, không có trong dữ liệu", "kept, but not in the data"),
    "identity-total": (
        "{kept} danh tính, {missing} hồ sơ chưa có, {due} đến hạn xoá",
        "{kept} identities, {missing} files without, {due} to be deleted",
    ),
    "identity-none-due": ("không có danh tính nào đến hạn xoá", "no identity is to be deleted yet"),
    "identity-ask-full_name": ("Họ và tên", "full name"),
    "identity-ask-role": (
        "Là ai (self: người được giúp, member: người trong nhà, child: trẻ em, representative: người đại diện)",
        "who (self, member, child, representative)",
    ),
    "identity-ask-born": ("Năm sinh, hoặc năm-tháng-ngày; bỏ trống nếu không rõ", "year or day of birth, or nothing"),
    "identity-ask-id_number": ("Số căn cước; bỏ trống nếu không có", "number of the identity card, or nothing"),
    "identity-ask-phone": ("Điện thoại, viết liền; bỏ trống nếu không có", "telephone, digits only, or nothing"),
    "identity-ask-another": ("Thêm người nữa? (c/k)", "another person? (c = yes, k = no)"),
    "identity-ask-place": ("Chỗ ở: số nhà, ấp, đường vào; bỏ trống nếu không ghi", "where they live, or nothing"),
    "identity-ask-bank": ("Tài khoản nhận tiền; bỏ trống nếu không có", "account for payments, or nothing"),
    "identity-ask-consent_kept": (
        "Giấy đồng ý cất ở đâu; bỏ trống nếu không ghi",
        "where the consent lies, or nothing",
    ),
    "identity-ask-note": ("Ghi chú; bỏ trống nếu không có", "a note, or nothing"),
    "contact-due": ("{reference}: đến hạn xoá", "{reference}: to be deleted"),
    "contact-none-due": ("không có liên hệ nào đến hạn xoá", "no contact is to be deleted yet"),
    "contact-deleted": ("đã xoá {count} liên hệ đến hạn", "{count} contacts were deleted"),
}
