"""Vietnamese names of the plan's own lists: groups of people (II.4) and forms of help (II.4, IV.5-12)."""

from __future__ import annotations

CATEGORIES = {
    "disability": "Người khuyết tật",
    "agent_orange": "Nạn nhân chất độc da cam",
    "disaster": "Nạn nhân thiên tai",
    "critical_illness": "Người mắc bệnh hiểm nghèo",
    "injury": "Người bị tai nạn thương tích",
    "orphan": "Trẻ em mồ côi",
    "lonely_elderly": "Người già neo đơn",
    "other_vulnerable": "Đối tượng yếu thế khác",
}
FORMS = {
    "regular_support": "Trợ giúp thường xuyên",
    "wheelchair": "Xe lăn",
    "hand_tricycle": "Xe lắc",
    "housing": "Nhà ở",
    "rehabilitation": "Phục hồi chức năng",
    "capital": "Vốn sản xuất",
    "loan_interest_free": "Vay vốn không lãi",
    "seedlings_livestock": "Cây, con giống",
    "training": "Dạy nghề",
    "savings_book": "Sổ tiết kiệm",
    "health_insurance": "Thẻ bảo hiểm y tế",
    "medical": "Khám, chữa bệnh",
}
