"""The papers that the typesetting tests set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongwen.document import Attachment, Layout, OfficialDocument, PrintInfo

SENTENCE = "各县区人民政府和市政府各部门要加强组织领导层层压实责任抓好各项措施落实工作"
"""36 characters without a mark, so that a paragraph of them fills its lines to the last cell."""

OFFICE = "云江市人民政府办公室"

NOTICE = OfficialDocument(
    kind="通知",
    issuers=(OFFICE,),
    number="云政办发〔2026〕12号",
    title="云江市人民政府办公室关于做好今冬明春火灾防控工作的通知",
    to=("各县（区）人民政府", "市政府各部门、各直属机构"),
    body="现就有关事项通知如下：\n一、压实责任\n（一）落实属地责任。" + SENTENCE + "。\n" + SENTENCE * 3 + "。",
    written_on=date(2026, 11, 20),
    cc=("市委办公室", "市人大常委会办公室"),
    print_info=PrintInfo(OFFICE, date(2026, 11, 20)),
)

LONG_NOTICE = replace(NOTICE, body=SENTENCE * 60)

REQUEST = replace(
    NOTICE,
    kind="请示",
    issuers=("云江市财政局",),
    number="云财〔2026〕8号",
    title="云江市财政局关于提请审定城市更新专项资金管理办法的请示",
    to=("市人民政府",),
    signers=("周明",),
)

LETTER = replace(
    NOTICE,
    kind="函",
    layout=Layout.LETTER,
    number="云政办函〔2026〕36号",
    title="云江市人民政府办公室关于商请支持消防救援站建设用地的函",
    to=("南岭省消防救援总队",),
)

ORDER = OfficialDocument(
    kind="令",
    layout=Layout.ORDER,
    issuers=("云江市人民政府",),
    number="第15号",
    body="《云江市城市绿化管理办法》已经市人民政府第8次常务会议审议通过，现予公布。",
    signers=("市长 林致远",),
    written_on=date(2026, 11, 3),
)

MINUTES = OfficialDocument(
    kind="纪要",
    layout=Layout.MINUTES,
    issuer_mark="市长办公会议纪要",
    issuers=(OFFICE,),
    number="〔2026〕9号",
    body="会议研究了城市更新工作。\n出席：" + "、".join(["林致远", "周明", "陈若山"] * 5) + "\n列席：孙立言",
    written_on=date(2026, 11, 20),
)

ATTACHED = replace(
    NOTICE,
    attachments=(
        Attachment(
            "云江市今冬明春火灾防控重点任务分工表及各单位联络员名单和联系方式", "一、总体要求\n" + SENTENCE
        ),
        Attachment("检查记录表", SENTENCE),
    ),
)
