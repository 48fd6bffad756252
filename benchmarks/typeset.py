"""How fast documents are typeset to PDF, OFD and DOCX, warm, in one process, beside an empty page of the press.

Run: ``GONGWEN_FONTS=var/fonts python benchmarks/typeset.py [SECONDS]``. Every document differs in every
paragraph, so that nothing is answered from a cache. Where LibreOffice is installed it prints the same documents
from their DOCX, all in one start, in the same run.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "libs/gongwen/src"))

from benchmarks.timing import measured
from gongwen.document import Attachment, OfficialDocument, PrintInfo
from gongwen.guard import Deadline
from gongwen.reading.office import office_program, run_office
from gongwen.typeset import (
    compose,
    installed_fonts,
    typeset_docx,
    typeset_ofd,
    typeset_pages_svg,
    typeset_pdf,
)
from gongwen.typeset.canvas import Composition, Page
from gongwen.typeset.press import Press

_CLAUSES = (
    "各县（区）人民政府要加强组织领导",
    "定期分析研判本地区风险隐患",
    "主要负责人要亲自部署、亲自检查",
    "教育、民政、卫生健康等部门要按照职责分工抓好落实",
    "整改率应达到98.5%以上",
    "于2026年12月15日前报市政府办公室",
    "建立“隐患清单”“责任清单”“整改清单”",
    "严格执行24小时值班和领导带班制度",
    "遇有突发情况按规定及时报告并妥善处置",
    "去年同期全市共完成投资1,286.4万元",
    "坚决防范和遏制重特大事故发生",
    "加快推进城市更新和老旧小区改造",
)
_OFFICE = "云江市人民政府办公室"
_BATCH = 20


@dataclass(frozen=True)
class Result:
    name: str
    milliseconds: float
    note: str = ""

    def row(self, floor: float) -> str:
        return (
            f"{self.name:<34}{1000 / self.milliseconds:>10.1f}{self.milliseconds:>11.2f}"
            f"{self.milliseconds / floor:>11.1f}  {self.note}"
        )


def papers(paragraphs: int) -> Iterator[OfficialDocument]:
    """Notices without end, no two alike."""
    chance = random.Random(20261120)
    number = 0
    while True:
        number += 1
        lines = []
        for at in range(paragraphs):
            heading = f"（{'一二三四五六七八九十'[at % 10]}）" if at % 3 == 0 else ""
            lines.append(heading + "，".join(chance.sample(_CLAUSES, 6)) + "。")
        yield OfficialDocument(
            kind="通知",
            issuers=(_OFFICE,),
            number=f"云政办发〔2026〕{number}号",
            title=f"{_OFFICE}关于做好第{number}批重点工作的通知",
            to=("各县（区）人民政府", "市政府各部门、各直属机构"),
            body="\n".join(lines),
            attachments=(Attachment("重点任务分工表"),),
            written_on=date(2026, 11, 20),
            print_info=PrintInfo(_OFFICE, date(2026, 11, 20)),
        )


def by_libreoffice(documents: Iterator[OfficialDocument]) -> float:
    """The milliseconds LibreOffice takes to print one of many documents from DOCX, its start shared among them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number}.docx" for number in range(_BATCH)]
        for path in paths:
            path.write_bytes(typeset_docx(next(documents)))
        start = time.perf_counter()
        run_office(folder, ("--convert-to", "pdf"), paths, Deadline(300))
        taken = time.perf_counter() - start
        assert len(list((folder / "out").glob("*.pdf"))) == _BATCH
    return taken / _BATCH * 1000


def main(seconds: float) -> None:
    start = time.perf_counter()
    fonts = installed_fonts()
    first = next(papers(8))
    pages = len(compose(replace(first, print_info=None), fonts=fonts).pages)
    assert pages == 3, pages
    typeset_pdf(first)
    cold = (time.perf_counter() - start) * 1000
    press = Press(fonts)
    empty = Composition("", (Page(()),))
    floor = measured(lambda: press.pdf(empty), seconds / 4)
    source = papers(8)
    body = first.body

    def typed(count: list[int] = [0]) -> object:  # noqa: B006 - a counter
        count[0] += 1
        return typeset_pages_svg(replace(first, body=f"{body}正在输入第{count[0]}个字"))

    results = [
        Result("empty page, PDF (floor)", floor),
        Result("three pages and imprint, PDF", measured(lambda: typeset_pdf(next(source)), seconds)),
        Result("  of which set in lines and pages", measured(lambda: compose(next(source)), seconds / 2)),
        Result("three pages and imprint, OFD", measured(lambda: typeset_ofd(next(source)), seconds)),
        Result("three pages and imprint, DOCX", measured(lambda: typeset_docx(next(source)), seconds)),
        Result("three pages, pictures, all new", measured(lambda: typeset_pages_svg(next(source)), seconds / 2)),
        Result("preview after one character typed", measured(typed, seconds / 2)),
    ]
    long = papers(1200)
    many = compose(next(long))
    for form, make in (("PDF", typeset_pdf), ("OFD", typeset_ofd), ("DOCX", typeset_docx)):
        name = f"compilation of {len(many.pages)} pages, {form}"
        results.append(Result(name, measured(lambda make=make: make(next(long)), 0)))  # type: ignore[misc]
    if office_program():
        name = f"LibreOffice, PDF from DOCX, {_BATCH} a start"
        results.append(Result(name, by_libreoffice(source)))
    print(f"{'':<34}{'per second':>10}{'ms':>11}{'x floor':>11}")
    for result in results:
        print(result.row(floor))
    print(f"first document, fonts read: {cold:.0f} ms")
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 8.0)
