"""The records (台账) that the examples of the rules which need them speak of."""

from collections.abc import Collection, Mapping
from datetime import date

from gongwen.proofread import NameChange, RecordedDocument, RecordedPost, Relation

DOCUMENTS = (
    RecordedDocument(
        "云政办发〔2020〕1号", "云江市值班规定", date(2020, 1, 8), date(2026, 3, 1), "云政办发〔2026〕9号"
    ),
    RecordedDocument("云政办发〔2026〕9号", "云江市值班规定", date(2026, 2, 20)),
    RecordedDocument("云政办发〔2026〕5号", "云江市人民政府办公室关于做好值班工作的通知", date(2026, 1, 20)),
)


class Register:
    """Answers from fixed entries; ``asked`` counts the questions."""

    def __init__(self) -> None:
        self.asked = 0

    def documents(self, numbers: Collection[str]) -> Mapping[str, RecordedDocument]:
        self.asked += 1
        return {one.number: one for one in DOCUMENTS if one.number in numbers}

    def series(self, codes: Collection[str]) -> Mapping[str, str]:
        self.asked += 1
        return {"云政办发": "云江市人民政府办公室"} if "云政办发" in codes else {}

    def posts(self, names: Collection[str], on: date) -> Mapping[str, tuple[RecordedPost, ...]]:
        self.asked += 1
        known = {
            "沈若川": (RecordedPost(("云江市财政局", "市财政局"), "副局长"),),
            "林知远": (RecordedPost(("云江市水利局", "市水利局"), "局长"),),
        }
        return {name: posts for name, posts in known.items() if name in names}

    def former_names(self) -> Collection[NameChange]:
        self.asked += 1
        return (NameChange("云江市经济贸易委员会", "云江市工业和信息化局", date(2019, 1, 10)),)

    def relations(self, sender: str, others: Collection[str]) -> Mapping[str, Relation]:
        self.asked += 1
        known = {
            "云江市人民政府": Relation.SUPERIOR,
            "南岭省人民政府": Relation.HIGHER,
            "云江市水利局": Relation.PEER,
            "清河县财政局": Relation.SUBORDINATE,
        }
        return {other: known[other] for other in others if sender == "云江市财政局" and other in known}
