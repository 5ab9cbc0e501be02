"""What each problem of the data means, for the handbook: why there is such a rule, and what to do when it is met."""

from __future__ import annotations

from collections.abc import Mapping

HEAD = """\
Title: Sổ tay: mọi mã lỗi
Slug: so-tay-moi-ma-loi
Summary: Mỗi mã lỗi của công cụ kiểm tra: lời báo, vì sao có quy tắc ấy và cách xử lý.
Order: 31
Modified: 2023-10-31

Mã lỗi đứng trong ngoặc vuông ở cuối mỗi dòng báo. Tìm mã ở đây bằng Ctrl + F. \
Cách đọc cả dòng và những lỗi hay gặp nhất có ở [Lỗi thường gặp](/chien-dich/so-tay-loi-thuong-gap/). \
Chỗ ghi “…” trong lời báo là điều máy thấy trong tệp của bạn.
"""

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Tệp": {
        "file-too-big": "Thường do chép cả văn bản hay ảnh vào hồ sơ. Cắt phần thừa; ảnh thì đặt trong `photos/`.",
        "byte-order-mark": "Dấu ẩn ở đầu tệp làm chương trình khác đọc sai tên trường đầu tiên. "
        "Chọn “UTF-8” khi lưu, không chọn “UTF-8 with BOM”.",
        "not-utf-8": "Chữ có dấu gõ bằng bảng mã cũ sẽ hiện sai trên trang. Chuyển sang Unicode rồi lưu dạng UTF-8.",
        "line-ends": "Trộn hai kiểu xuống dòng làm git thấy cả tệp thay đổi. Đổi CRLF thành LF trong trình soạn thảo.",
        "tab": "YAML không nhận phím Tab để thụt dòng. Xoá khoảng trống đầu dòng rồi gõ dấu cách.",
        "hidden-character": "Ký tự không nhìn thấy, hay đi theo khi chép từ trang web, có thể đổi chiều chữ hoặc "
        "làm hai tên trông giống nhau. Xoá cả đoạn và gõ lại.",
        "empty-file": "Tệp tạo ra rồi quên. Viết hồ sơ vào hoặc xoá tệp.",
        "not-a-mapping": "Tệp không bắt đầu bằng các trường. Xem lại ví dụ ở chương ghi hồ sơ.",
        "several-documents": "Mỗi tệp một hồ sơ. Bỏ dấu `---`, chuyển phần sau sang tệp riêng.",
        "yaml-syntax": "Hay do thụt dòng lệch, thiếu dấu nháy, hoặc dấu hai chấm trong câu. "
        "Xem cả dòng được báo và dòng ngay trên.",
        "anchor": "Neo và bí danh làm tệp khó đọc. Viết lại nội dung ở cả hai chỗ.",
        "tag": "Dấu `!` ở đầu giá trị là lệnh của YAML. Là chữ thì đặt cả câu trong dấu nháy.",
        "too-deep": "Thường do thụt dòng mỗi lúc một sâu. Đưa các trường về cùng hàng.",
        "key-not-text": "Tên trường là chữ; máy thấy số, danh sách hoặc để trống. Xem lại phần trước dấu hai chấm.",
        "duplicate-key": "Máy không biết lấy bản nào. Giữ bản đúng, xoá bản kia.",
        "not-a-file": "Có thư mục hay thứ khác mang tên của một hồ sơ. Đổi tên hoặc xoá đi.",
        "broken-link": "Liên kết có thể dẫn ra ngoài thư mục dữ liệu. Chép chính tệp vào chỗ đó.",
        "unreadable": "Máy không được phép đọc, hoặc đĩa hỏng. Xem quyền của tệp, rồi chạy lại.",
        "unknown-place": "Mỗi loại hồ sơ có chỗ của mình, ghi trong lời báo. Chuyển tệp đến đó.",
        "path-and-content": "Tên tệp và nội dung phải cùng nói một điều, để tìm là thấy. "
        "Sửa tên tệp theo nội dung; nếu nội dung sai thì sửa nội dung.",
        "missing-file": "Cổng cần tệp này mới dựng được trang. Tạo lại từ bản trước trong git.",
    },
    "Một giá trị": {
        "missing": "Trường này phải có. Máy chỉ vào đầu phần thiếu, vì chưa có dòng nào để chỉ.",
        "empty-value": "Để trống dễ bị hiểu là “không” hay “chưa biết”. Chưa biết thì xoá cả dòng.",
        "unknown-field": "Hay do gõ nhầm. Sửa theo gợi ý; mọi tên trường có ở chương từng trường.",
        "not-in-list": "Chỉ nhận giá trị trong danh sách, viết đúng từng chữ.",
        "too-short": "Người đọc chưa đủ để hiểu. Nói rõ ai, cần gì.",
        "too-long": "Phần này hiện ở chỗ hẹp trên điện thoại. Rút gọn, chi tiết để ở câu chuyện.",
        "pattern": "Giá trị có dạng cố định, ghi trong lời báo. Mã số đặt trong dấu nháy để không mất số 0 ở đầu.",
        "text-expected": "Máy cần một dòng chữ. Có dấu hai chấm trong câu thì đặt cả câu trong dấu nháy.",
        "list-expected": "Dù chỉ có một mục vẫn viết dạng danh sách: mỗi mục một dòng, bắt đầu bằng `- `.",
        "mapping-expected": "Ở đây là một nhóm trường, mỗi trường một dòng dạng `tên: giá trị`.",
        "list-too-short": "Còn thiếu mục. Thêm cho đủ.",
        "list-too-long": "Quá nhiều mục cho một hồ sơ. Xem có mục nào trùng nhau.",
        "money-text": "Tiền là số nguyên đồng, chỉ chữ số: `60000`. Dấu chấm, dấu phẩy hay chữ đều có thể bị đọc sai.",
        "negative": "Số tiền luôn dương. Trả lại hay ghi nhầm thì thêm dòng mới có `reverses`.",
        "greater_than_equal": "Số nhỏ hơn mức thấp nhất. Xem có thiếu chữ số.",
        "less_than_equal": "Số lớn hơn mức cao nhất. Xem có thừa chữ số.",
        "day-text": "Viết ngày như `2023-05-12`: bốn số năm, hai số tháng, hai số ngày.",
        "no-such-day": "Ngày không có trong lịch, như 30 tháng 2. Xem lại giấy tờ gốc.",
        "true-false": "Chỉ ghi `true` (có) hoặc `false` (không).",
        "code-shape": "Mã do Hội tỉnh cấp hoặc `portal new` đặt. Đừng tự nghĩ ra mã.",
        "code-check": "Ký tự cuối giúp phát hiện gõ nhầm. So với mã trên giấy trước khi dùng mã máy gợi ý.",
    },
    "Một hồ sơ": {
        "unsupported-check-missing": "Nhóm “khó khăn khác” chỉ nhận người chưa được ai trợ giúp. "
        "Ghi ngày và người đã kiểm tra.",
        "category-twice": "Xoá dòng thừa.",
        "call-missing": "Vận động theo Nghị định 93/2021 phải có ngày mở và ngày đóng. Ghi cả hai.",
        "call-too-long": "Nghị định 93/2021, Điều 8 giới hạn 90 ngày. Rút ngắn, hoặc kết thúc rồi mở đợt mới.",
        "regime-and-category": "Nghị định 93/2021 chỉ cho các nhóm ghi ở `decree_93_categories` của `campaign.yaml`. "
        "Nhóm khác ghi `red_cross_law`.",
        "name-not-wanted": "Người giúp đã chọn không nêu tên, nên tên không được nằm trong tệp công khai. Xoá tên.",
        "leader-without-organisation": "Chức danh thuộc một tổ chức. Ghi mã tổ chức ấy.",
        "programme-and-count": "Một đồng không được tính hai lần cho hai cuộc vận động. Xem khoản này thuộc bên nào.",
        "one-of": "Một dòng sổ chỉ có một lý do: phí, huỷ, phần của khoản khác, hay chuyển từ khoản khác.",
        "addresses-or-one-fund": "Một đợt dành cho các địa chỉ, hoặc cho một quỹ; không trộn cả hai.",
        "moved-to-itself": "Khoản chuyển phải đi từ mã này sang mã khác. Xem lại hai mã.",
        "days-missing": "Giúp bằng công thì ghi số ngày, để tính trị giá theo đơn giá ngày công.",
        "paid-from-without-receipts": "Chỉ tiền Hội đang giữ mới chi từ quỹ. Người giúp trao thẳng thì bỏ `paid_from`.",
        "reporting-year": "Năm báo cáo của Kế hoạch không phải năm dương lịch. Tính lại theo ngày 25 tháng 11.",
        "currency-twice": "Gộp hai dòng của cùng một loại tiền.",
        "dates-out-of-order": "Thứ tự là khảo sát, hồ sơ, phê duyệt, giới thiệu, kết thúc. Xem lại ngày trên giấy.",
        "step-missing": "Không bước nào được bỏ qua. Ghi bước còn thiếu, hoặc bỏ bước ghi quá sớm.",
        "approved-without-consent": "Không ai lên trang khi chưa đồng ý; trẻ em có đồng ý riêng của mình và của người "
        "giám hộ. Có phiếu thì ghi; chưa có thì bỏ `approved` và đi hỏi.",
        "consent-order": "Ngày hết hạn hoặc ngày rút phải sau ngày đồng ý. Xem lại phiếu.",
        "consent-giver": "Lời đồng ý phải do đúng người có quyền cho. Xem ai đã ký trên phiếu.",
        "photo-not-listed": "Chỉ ảnh có trong mục `photos`, với sự đồng ý, mới được dùng. Thêm mục, hoặc bỏ lời nhắc.",
        "photo-twice": "Hai ảnh sẽ đè lên nhau khi dựng trang. Đổi tên một tệp.",
    },
    "Ảnh": {
        "photo-missing": "Tệp ảnh chưa được chép vào, hoặc khác tên. So từng chữ.",
        "photo-without-record": "Ảnh không có hồ sơ thì không ai biết đã được đồng ý hay chưa. Ghi vào hồ sơ hoặc xoá.",
        "photo-metadata": "Ảnh điện thoại giữ nơi chụp, giờ chụp, tên máy. Biểu mẫu `/admin/` tự xoá; "
        "làm tay thì xuất lại ảnh không kèm thông tin.",
        "photo-broken": "Tệp tải về dở hoặc không phải ảnh. Lấy lại bản gốc, lưu JPEG hoặc PNG.",
        "photo-name": "Tên tệp hiện trong đường dẫn của ảnh. Đặt tên chung như `anh-1.jpg`.",
        "photo-too-big": "Thu nhỏ ảnh; trang chỉ dùng ảnh rộng vài nghìn điểm.",
    },
    "Lô gô": {
        "logo-name": "Lô gô đặt ở `logos/`, tên tệp là mã tổ chức, bằng chữ thường không dấu. "
        "`.jpeg` đổi thành `.jpg`.",
        "logo-ending": "Đổi đuôi tên không làm tệp thành loại khác, và tệp giả dạng có thể hại người xem. "
        "Mở bằng chương trình ảnh rồi lưu lại đúng loại.",
        "logo-too-big": "Ảnh quá lớn có thể làm treo máy dựng trang. Thu nhỏ rồi lưu lại; "
        "trang chỉ hiện lô gô rộng 200 điểm.",
        "logo-broken": "Tệp tải về dở, ảnh động hoặc không phải ảnh. Xin lại bản gốc, lưu PNG.",
        "logo-without-organisation": "Lô gô phải thuộc một tổ chức đã có hồ sơ. So tên tệp với trường `id` của hồ sơ.",
        "logo-twice": "Máy không biết nên hiện tệp nào. Giữ bản SVG hoặc bản rõ nhất.",
        "svg-broken": "Tệp cắt cụt hoặc sai cú pháp XML ở dòng ấy. Xuất lại.",
        "svg-empty": "Có khi hình nằm ở lớp ẩn, hoặc chỉ là ảnh nhúng. Xuất lại từ tệp gốc.",
        "svg-doctype": "Thực thể có thể phình thành hàng tỉ chữ hoặc đọc tệp khác. "
        "Xoá cả phần DOCTYPE, từ đầu đến dấu đóng ngoặc vuông.",
        "svg-script": "Lô gô chỉ cần hình. Mã trong tệp SVG có thể lừa người xem, nên không bao giờ nhận; "
        "hãy hỏi bên gửi vì sao có nó.",
        "svg-remote": "Trỏ ra ngoài làm người khác biết ai đang xem trang. Nhúng hình vào tệp dưới dạng nét vẽ.",
        "svg-text": "Trong Inkscape: Path → Object to Path. Trong Illustrator: Type → Create Outlines.",
        "svg-style": "Trong Illustrator: Export As → SVG, Styling: Presentation Attributes. "
        "Trong Inkscape: lưu Plain SVG.",
        "svg-element": "Bộ lọc, hoạ tiết, ảnh nhúng và chuyển động không được nhận. "
        "Có chúng thì PNG là cách nhanh nhất.",
        "svg-attribute": "Xem dòng ấy: thường là hiệu ứng của chương trình vẽ. Làm phẳng hiệu ứng rồi xuất lại.",
        "svg-view-box": "Không có viewBox thì lô gô bị cắt khi thu nhỏ. Thêm vào thẻ svg như lời báo.",
        "svg-nested": "Vài dòng trỏ lẫn nhau có thể vẽ ra hàng tỉ hình. Tách liên kết (Unlink Clone) rồi xuất lại.",
        "svg-too-big": "Trang phải nhẹ cho điện thoại. Giảm số điểm (Simplify), hoặc dùng PNG.",
    },
    "Riêng tư và phẩm giá": {
        "identity-number": "Không bao giờ được công bố, không có ngoại lệ. Xoá; cần giữ thì dùng `portal identity`.",
        "phone-number": "Người giúp liên hệ qua Hội, để không ai bị làm phiền. Xoá.",
        "email-address": "Thư riêng không thuộc về trang công khai. Xoá.",
        "bank-account": "Tiền chỉ vào tài khoản của Hội. Số tài khoản khác trên trang là cách lừa đảo hay gặp. Xoá.",
        "house-number": "Số nhà, thôn ấp dẫn người lạ đến tận cửa. Chỉ ghi đến xã; muốn hơn phải có đồng ý `place`.",
        "web-link": "Liên kết có thể đổi nội dung sau khi duyệt. Xoá.",
        "full-name": "Dùng tên gọi tắt như “Cô H.”, trừ khi có phiếu đồng ý nêu tên.",
        "school-told": "Trường lớp cho biết mỗi ngày trẻ ở đâu. Bỏ đi, hoặc có đồng ý `place`.",
        "health-told": "Bệnh tật là thông tin nhạy cảm theo luật. Bỏ đi, hoặc có đồng ý `health`.",
        "pity-word": "Viết như thể chính người ấy sẽ đọc. Dùng cách nói máy gợi ý, hoặc viết lại câu.",
    },
    "Giữa các hồ sơ": {
        "unknown-unit": "Mã xã thuộc một danh mục; từ năm 2025 nhiều xã đã sáp nhập. Xem lại mã và `epoch`.",
        "unknown-district": "Như trên, với mã huyện.",
        "merge-mismatch": "Nơi sáp nhập khác với danh mục. Sửa `data/units`, nhờ văn phòng Hội.",
        "unknown-address": "Hay do gõ nhầm mã. So với mã trên biên bản.",
        "unknown-fund": "Quỹ phải được khai trong `campaign.yaml` trước.",
        "unknown-organisation": "Tạo tệp của tổ chức trước, hoặc sửa mã theo gợi ý.",
        "unknown-leader": "Chức danh phải có trong danh sách của tổ chức. Thêm vào `leaders` trước.",
        "unknown-pledge": "Hay do gõ nhầm mã. Mã lời hứa bắt đầu bằng CK.",
        "unknown-line": "Dòng sổ được nhắc đến không có. Chép nguyên mã từ tệp của nó.",
        "unknown-need": "Nhu cầu đếm từ 1, theo thứ tự trong hồ sơ.",
        "unknown-list": "Tên danh sách ưu tiên được khai trong `campaign.yaml`.",
        "code-twice": "Mỗi mã dùng một lần, kể cả khi địa chỉ đã kết thúc. Lấy mã mới bằng `portal new address`.",
        "rank-twice": "Hai địa chỉ không thể cùng thứ tự. Xem biên bản họp xét.",
        "leader-twice": "Xoá dòng thừa, hoặc đặt tên chức danh cho khác nhau.",
        "part-above-whole": "Một phần không thể lớn hơn tổng. Xem lại cả hai số trong báo cáo.",
        "fewer-times-than-addresses": "Mỗi địa chỉ được giúp là ít nhất một lượt. Xem lại hai số.",
        "value-without-times": "Có trị giá thì phải có lượt trao. Ghi số lượt.",
        "quarter-order": "Bốn quý theo mục V của Kế hoạch, quý I từ ngày 25 tháng 11. Ghi theo thứ tự.",
        "allotted-below-plan": "Mục III của Kế hoạch đặt mức thấp nhất cho mỗi xã. Giao bằng hoặc hơn mức ấy.",
        "allotted-twice": "Giữ một dòng cho mỗi xã, mỗi trường.",
        "not-a-school": "Chỉ tiêu này giao cho trường học. Xem lại mã.",
        "period-not-over": "Báo cáo không thể nhận trước khi kỳ kết thúc. Xem lại ngày nhận và kỳ.",
        "no-such-report": "Theo mục V, đơn vị này không nộp báo cáo kỳ ấy. Xem lại kỳ hoặc đơn vị.",
        "drive-of-hidden": "Tổ chức đã không cho nêu tên thì đợt của họ cũng gỡ ngay. Ghi `public: false` ở đợt; "
        "nếu tổ chức đồng ý nêu tên, sửa ở tệp của tổ chức.",
        "closes-before-opens": "Ngày đóng là ngày cuối còn nhận, không thể trước ngày mở. Xem lại hai ngày.",
        "drive-goal": "Hay do thừa hoặc thiếu số 0. Xem lại mục tiêu với đơn vị tổ chức đợt.",
        "account-twice": "Mỗi địa chỉ ghi một lần trong một đợt.",
        "duplicate-circle": "Các hồ sơ chỉ vòng quanh nhau. Chọn một hồ sơ giữ lại, bỏ `duplicate_of` ở đó.",
        "duplicate-of-itself": "Ghi mã của hồ sơ kia, không phải của chính nó.",
    },
    "Sổ": {
        "negative-balance": "Không thể trao nhiều hơn đã nhận. Xem số tiền, hoặc khoản nhận chưa ghi.",
        "reversed-too-much": "Các dòng huỷ cộng lại không được quá khoản gốc. Xem có huỷ hai lần.",
        "bundle-is-a-pledge": "Các lời hứa gửi cùng lúc có mã chung riêng, khác mã từng lời hứa.",
        "bundle-differs": "Các lời hứa cùng mã chung phải cùng ngày, cùng người giúp, mỗi địa chỉ một lời.",
        "part-differs": "Các phần của một khoản chuyển phải cùng nguồn, cùng ngày với khoản ấy.",
        "line-and-account": "Dòng huỷ hoặc phí phải cùng mã địa chỉ với dòng gốc.",
        "line-before-original": "Dòng huỷ không thể có trước dòng gốc. Xem lại ngày.",
        "line-gone": "Sổ phải giữ mọi dòng đã từng có, kể cả dòng ghi sai (Thông tư 41/2022/TT-BTC). "
        "Lấy lại tệp bằng `git restore`, rồi thêm dòng huỷ.",
        "line-changed": "Như trên. Lời hứa chỉ nhận thêm câu trả lời: nhận, không nhận, hết hạn.",
        "not-plausible": "Máy hỏi lại khi số lạ thường, vì thừa một số 0 là gấp mười lần. "
        "Sai thì sửa; đúng thì thêm `confirmed_note` nói vì sao.",
        "labour-rate": "Trị giá ngày công bằng số ngày nhân đơn giá trong `campaign.yaml`. Tính lại.",
        "line-before-approval": "Chưa duyệt thì chưa nhận, chưa trao. Xem lại ngày của dòng sổ hoặc của bước duyệt.",
        "out-of-order-help": "Kế hoạch giúp người khó khăn nhất trước. Có lý do giúp khác thứ tự thì ghi rõ.",
        "receipt-reversed-at-once": "Không huỷ một dòng huỷ. Thêm khoản nhận mới cho đúng.",
    },
}
