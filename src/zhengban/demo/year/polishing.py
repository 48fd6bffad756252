"""Small changes of wording (文字修改), as a reviewer makes them; a version tells what was changed."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from gongwen.document import OfficialDocument

_CHANGES = (
    ("主要负责同志亲自过问", "主要负责同志亲自抓、负总责"),
    ("及时报告", "第一时间报告"),
    ("抓紧整改", "限期整改到位"),
    ("逐项抓好落实", "逐项抓好落实、按期销号"),
    ("定期", "按月"),
    ("有关单位", "有关部门和单位"),
    ("明确专人负责", "明确专人专岗负责"),
    ("积极支持", "主动支持"),
    ("结合实际", "紧密结合实际"),
    ("认真落实", "不折不扣落实"),
    ("加强", "进一步加强"),
    ("推动", "有力推动"),
    ("开展", "组织开展"),
)
# The title of another paper stays as it is.
_CITED = re.compile("《[^《》]*》")
_DEADLINE = re.compile(r"(?<=于)(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=前)")


def polished(document: OfficialDocument, dice: Random) -> OfficialDocument:
    """The document with one to three phrases changed; itself where none of them occurs."""
    body = document.body
    fitting = [(old, new) for old, new in _CHANGES if old in body and new not in body]
    for old, new in dice.sample(fitting, min(len(fitting), dice.randint(1, 3))):
        # In the middle of the text more often than in its first line.
        cited = [found.span() for found in _CITED.finditer(body)]
        places = [
            found.start()
            for found in re.finditer(re.escape(old), body)
            if not any(start < found.start() < end for start, end in cited)
        ]
        if places:
            at = dice.choice(places)
            body = body[:at] + new + body[at + len(old) :]
    return replace(document, body=body)
