"""The forms in which findings are told: exact places, nothing secret, nothing that acts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree, html

from gongwen.document import Aside, Reading, recognize
from gongwen.proofread import check, rules
from gongwen.report import Checked, Colours, Unreadable, as_json_line, as_page, as_sarif, as_text, examine

TEXT = "云政办发[2026]12号\n\n关于检查的通知\n请于2026年2月30日前报送。。\n联系13912345678，口令：Zk9#2026mno。\n"
SECRETS = ("13912345678", "Zk9")


def checked(text: str = TEXT, name: str = "通知.txt", **changes: Any) -> Checked:
    reading = recognize(text)
    reading = Reading(**{**vars(reading), **changes})
    return examine(name, reading, check(reading), is_source=True)


def sarif_run(*files: Checked | Unreadable) -> dict[str, Any]:
    log = json.loads(as_sarif(files))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def page_of(*files: Checked | Unreadable) -> html.HtmlElement:
    return html.document_fromstring(as_page(files))


FORMS = {
    "text": lambda one: "\n".join(as_text(one, Colours())),
    "json": lambda one: "\n".join(as_json_line(one.name, finding) for finding in one.findings),
    "sarif": lambda one: as_sarif([one]),
    "html": lambda one: as_page([one]),
}


@pytest.mark.parametrize("form", FORMS)
def test_secrets_are_masked_in_every_form_also_around_other_findings(form):
    one = checked(asides=(Aside("文件属性", "备注：密码：Zk9#2026mno"),))
    told = FORMS[form](one)

    assert "2026年2月30日" in told
    assert not [secret for secret in SECRETS if secret in told]


def test_text_marks_the_quote_below_its_line():
    lines = list(as_text(checked("认真落实。。请于5月报送。"), Colours()))

    assert lines[:3] == [
        "通知.txt:1:5 PUN005 一般 标点“。。”连用。",
        "    认真落实。。请于5月报送。",
        "            ^^^^",
    ]
    assert lines[-1] == "通知.txt：共 1 处（一般 1 处）。"


def test_text_has_no_colour_unless_it_is_asked_for_and_never_one_of_the_file():
    told = "\n".join(as_text(checked("认真\x1b[31m落实。。", name="a\x1b]0;x\x07.txt"), Colours()))

    assert "\x1b" not in told
    assert "‹U+001B›" in told
    assert "\x1b[33m" in "\n".join(as_text(checked("认真落实。。"), Colours.of_terminal()))


def test_a_long_line_is_cut_around_the_quote():
    lines = list(as_text(checked("县" * 500 + "落实。。" + "区" * 500), Colours()))

    assert lines[1].strip() == f"…{'县' * 22}落实。。{'区' * 36}…"


def test_a_clean_file_without_facts_tells_nothing():
    assert list(as_text(checked("请认真落实。"), Colours())) == []


def test_facts_about_the_file_come_first():
    one = checked("请认真落实。", notes=("含有 1 处修订痕迹。",), asides=(Aside("文件属性", "作者：某某"),))

    assert list(as_text(one, Colours())) == ["通知.txt：含有 1 处修订痕迹。", "通知.txt：文件属性：作者：某某。"]
    assert sarif_run(one)["artifacts"][0]["description"]["text"] == "含有 1 处修订痕迹。\n文件属性：作者：某某。"
    assert [item.text for item in page_of(one).iterfind(".//ul/li")] == list(one.facts)


def test_sarif_names_every_rule_with_help():
    driver = sarif_run(checked())["tool"]["driver"]

    assert (driver["name"], driver["language"]) == ("gongwen", "zh-CN")
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in rules()]
    for rule, described in zip(rules(), driver["rules"], strict=True):
        assert described["shortDescription"]["text"] == rule.title
        assert rule.why in described["help"]["text"]
        assert rule.source in described["help"]["markdown"]
        assert described["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_sarif_regions_are_the_places_in_the_file():
    one = checked()
    run = sarif_run(one)
    lines = TEXT.split("\n")

    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(one.findings) > 4
    for finding, result in zip(one.findings, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert place["artifactLocation"]["uri"] == "%E9%80%9A%E7%9F%A5.txt"
        assert (region["charOffset"], region["charLength"]) == (finding.start, finding.end - finding.start)
        line = lines[region["startLine"] - 1]
        assert region["startLine"] == region["endLine"]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == TEXT[finding.start : finding.end]
        assert region["snippet"]["text"] == finding.quote
        assert place["contextRegion"]["charLength"] == len(line)


def test_sarif_carries_the_fix_only_for_a_text_that_is_the_files_own():
    own, taken_out = checked(), checked()
    taken_out = Checked(taken_out.name, taken_out.findings, taken_out.text, (), is_source=False)

    fixes = [result["fixes"][0] for result in sarif_run(own)["results"] if "fixes" in result]
    replacements = [fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] for fix in fixes]
    assert (
        replacements == [finding.fix for finding in own.findings if finding.fix is not None] == ["〔2026〕", "。"]
    )
    assert not [result for result in sarif_run(taken_out)["results"] if "fixes" in result]


def test_sarif_tells_of_a_file_that_was_not_read():
    (invocation,) = sarif_run(Unreadable("坏.docx", "文件已损坏。"))["invocations"]

    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "文件已损坏。"


def test_page_shows_the_text_with_its_findings_and_links_both_ways():
    one = checked()
    page = page_of(one, Unreadable("坏.docx", "文件已损坏。"))
    shown = page.find(".//div[@class='text']")

    assert shown.text_content() == one.text
    assert [mark.text_content() for mark in shown.iterfind(".//mark")] == [
        finding.quote for finding in one.findings
    ]
    identifiers = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert {link.get("href")[1:] for link in page.iterfind(".//a")} <= set(identifiers)
    assert page.find(".//p[@class='unread']").text == "文件已损坏。"


def test_page_needs_nothing_from_outside_and_nothing_in_it_acts():
    name = '"><script>alert(1)</script>.txt'
    page = page_of(checked('<img src=x onerror=alert(1)> 落实。。</div><a href="javascript:x">', name=name))

    assert not list(page.iter("script", "img", "link", "iframe", "object"))
    assert not [
        element for element in page.iter() for key in element.attrib if key.startswith("on") or key == "src"
    ]
    assert all(link.get("href").startswith("#") for link in page.iter("a"))
    assert page.find(".//h2").text == name
    assert "default-src 'none'" in page.find(".//meta[@http-equiv]").get("content")
    style = page.find(".//style").text
    assert ":has(" in style
    assert "@media print" in style
    assert "url(" not in style


@pytest.mark.parametrize(
    "text", ["", "a", "\ud800落实。。", "\x00\u200b落实。。\u202e", "（" * 1000, "落实。。\r\n落实。。\r\n"]
)
def test_odd_texts_are_told_in_every_form(text):
    one = checked(text)

    for tell in FORMS.values():
        tell(one).encode("utf-8", "backslashreplace")
    json.loads(as_sarif([one]).encode("utf-8", "backslashreplace"))
    etree.fromstring(as_page([one]).encode(), etree.HTMLParser())


def test_findings_one_over_the_other_are_cut_apart():
    text = "根据《办法》（云政发[2026]第08号）要求，根据《办法》（云政发[2026]第08号）要求。。"
    one = checked(text)

    assert page_of(one).find(".//div[@class='text']").text_content() == text
    spans = {(finding.start, finding.end) for finding in one.findings}
    assert len(spans) > 3
