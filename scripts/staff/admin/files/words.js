// Words the form editor has no Vietnamese of yet (decap-cms 3.16.3), and the beginning of it.
"use strict";

(() => {
  const words = {
    collection: {
      collectionTop: { viewAsList: "Xem dạng danh sách", viewAsGrid: "Xem dạng lưới", groupBy: "Nhóm theo" },
      entries: { unpublishedHeader: "Chưa công bố" },
      groups: { other: "Khác", negateLabel: "Không %{label}" },
    },
    editor: {
      editorControl: { field: { widgetLabel: "Ô %{widgetLabel}" } },
      editorToolbar: {
        statusInfoTooltipDraft: "Đây là bản nháp. Viết xong thì chuyển sang “Đang xét duyệt”.",
        statusInfoTooltipInReview: "Đang chờ người khác xét. Bạn vẫn sửa thêm được.",
      },
      editorWidgets: {
        datetime: { setToNow: "Đặt %{fieldLabel} là hôm nay" },
        image: { addMore: "Thêm ảnh", chooseMultiple: "Chọn ảnh", removeAll: "Bỏ mọi ảnh" },
        list: { add: "Thêm %{item}", addType: "Thêm %{item}" },
        object: { expand: "Mở ra", collapse: "Thu lại" },
      },
    },
    mediaLibrary: {
      mediaLibraryCard: {
        copy: "Chép",
        copied: "Đã chép",
        copyName: "Chép tên",
        copyPath: "Chép đường dẫn",
        copyUrl: "Chép địa chỉ",
      },
      mediaLibraryModal: { close: "Đóng" },
    },
    ui: { settingsDropdown: { account: "Tài khoản" } },
  };

  function joined(own, added) {
    const result = { ...own };
    for (const [key, value] of Object.entries(added)) {
      result[key] = typeof value === "object" ? joined(own?.[key] ?? {}, value) : (own?.[key] ?? value);
    }
    return result;
  }

  window.CMS.registerLocale("vi", joined(window.CMS.getLocale("vi"), words));
  window.CMS.init();
})();
