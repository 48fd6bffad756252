"""The parts every page is made of, as a person meets them in the style guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, accessibility_problems

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed_cast"),
]


@pytest.fixture
def guide(page: Page, live_server, settings) -> Page:
    settings.DEBUG = True
    page.goto(f"{live_server.url}/styleguide/")
    return page


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", ["/styleguide/", "/sign-in/?next=/", "/nothing-here/"])
def test_pages_are_accessible_and_never_wider_than_the_window(page: Page, live_server, settings, window, address):
    settings.DEBUG = address == "/styleguide/"
    page.set_viewport_size(window)
    page.goto(live_server.url + address)

    assert accessibility_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]


def test_a_refused_button_says_why_by_keyboard_and_does_nothing(guide: Page):
    button = guide.locator("[aria-labelledby=guide-actions]").get_by_role("button", name="送签")
    reason = guide.locator("#why-documentssubmit")
    expect(reason).to_be_hidden()

    button.focus()
    expect(reason).to_be_visible()
    expect(reason).to_contain_text("核稿尚未完成")
    expect(reason).to_contain_text("依据：条例 第二十二条")

    address = guide.url
    guide.keyboard.press("Enter")
    expect(reason).to_be_visible()
    assert guide.url == address

    guide.keyboard.press("Escape")
    expect(reason).to_be_hidden()


def test_a_phone_shows_the_reason_without_hovering(browser, live_server, settings):
    settings.DEBUG = True
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{live_server.url}/styleguide/")

    expect(page.locator("#why-documentssubmit")).to_be_visible()
    context.close()


def test_a_finding_selects_its_words_after_a_rare_character(guide: Page):
    guide.evaluate("document.querySelector('#id_body').value = '𰻝𰻝面馆于[2024]年开业'")
    show = guide.locator("[aria-labelledby=guide-check] [data-finding]").first
    guide.evaluate(
        "one => { one.dataset.start = 5; one.dataset.end = 11; one.dataset.quote = '[2024]'; }",
        show.element_handle(),
    )

    show.get_by_role("button", name="定位").click()

    field = "document.querySelector('#id_body')"
    assert guide.evaluate(f"{field}.value.slice({field}.selectionStart, {field}.selectionEnd)") == "[2024]"


def test_a_finding_moved_by_an_edit_is_found_and_its_suggestion_taken(guide: Page):
    body = guide.locator("#id_body")
    body.fill("新加的一行\n" + body.input_value())
    finding = guide.locator("[aria-labelledby=guide-check] [data-finding]").first

    finding.get_by_role("button", name="采纳").click()

    assert "南政发〔2024〕8号" in body.input_value()
    expect(guide.locator("[aria-labelledby=guide-check] [data-finding]")).to_have_count(2)


def test_a_finding_whose_words_are_gone_says_so(guide: Page):
    guide.locator("#id_body").fill("全部重写")

    guide.locator("[aria-labelledby=guide-check] [data-finding-show]").first.click()

    expect(guide.locator("#notices")).to_contain_text("这处文字已经改动，请重新校核。")


def test_typed_text_survives_a_reload_and_can_be_given_up(guide: Page):
    guide.locator("#id_title").fill("关于召开防汛会商会的通知")
    guide.get_by_label("特急").check()
    guide.reload()

    expect(guide.locator("#id_title")).to_have_value("关于召开防汛会商会的通知")
    expect(guide.get_by_label("特急")).to_be_checked()
    expect(guide.locator("#notices")).to_contain_text("已恢复您")

    guide.locator("#notices").get_by_role("button", name="放弃恢复").click()
    expect(guide.locator("#id_title")).to_have_value("")
    guide.reload()
    expect(guide.locator("#id_title")).to_have_value("")


def test_typed_text_survives_a_submission_that_was_not_taken(guide: Page):
    guide.locator("#id_title").fill("关于召开防汛会商会的通知")
    guide.get_by_role("button", name="保存").click()

    expect(guide.get_by_role("heading", name="页面已失效")).to_be_visible()
    guide.get_by_role("link", name="返回刚才的页面").click()

    expect(guide.locator("#id_title")).to_have_value("关于召开防汛会商会的通知")


def test_people_are_chosen_by_typing(guide: Page):
    picker = guide.get_by_role("combobox", name="会签人员")
    picker.press_sequentially("林")
    expect(guide.get_by_role("option", name="林知远")).to_be_visible()
    picker.press("ArrowDown")
    picker.press("Enter")
    assert _chosen(guide) == ["顾南乔", "林予安"]

    picker.press("Backspace")
    assert _chosen(guide) == ["顾南乔"]

    guide.get_by_role("button", name="移除顾南乔").click()
    assert _chosen(guide) == []


def test_a_file_of_the_wrong_kind_is_refused_before_it_is_sent(guide: Page, tmp_path: Path):
    good, bad = tmp_path / "附件1.pdf", tmp_path / "程序.exe"
    good.write_bytes(b"%PDF-1.7")
    bad.write_bytes(b"MZ")

    guide.locator("#id_attachment").set_input_files(bad)
    expect(guide.locator("#notices")).to_contain_text("程序.exe：不接受这种格式，可以上传OFD、PDF、DOCX文件。")
    assert guide.evaluate("document.querySelector('#id_attachment').files.length") == 0

    guide.locator("#id_attachment").set_input_files(good)
    expect(guide.locator(".file-list")).to_contain_text("附件1.pdf")
    guide.get_by_role("button", name="移除附件1.pdf").click()
    assert guide.evaluate("document.querySelector('#id_attachment').files.length") == 0


def test_a_double_click_sends_once(guide: Page):
    sent: list[str] = []
    guide.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    guide.evaluate(
        "() => { const form = document.querySelector('form[data-keep]');"
        " const button = form.querySelector('.btn-primary'); button.click(); button.click(); }"
    )
    expect(guide.get_by_role("heading", name="页面已失效")).to_be_visible()

    assert len(sent) == 1


def test_what_cannot_be_taken_back_is_asked_first(guide: Page):
    guide.get_by_role("button", name="作废").click()
    dialog = guide.get_by_role("dialog", name="请确认")
    expect(dialog).to_contain_text("作废后编号保留，不能恢复。")

    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_have_count(0)
    expect(guide.get_by_role("heading", name="按钮与灯号")).to_be_visible()

    guide.get_by_role("button", name="作废").click()
    guide.get_by_role("dialog").get_by_role("button", name="作废").click()
    expect(guide.get_by_role("heading", name="页面已失效")).to_be_visible()


def test_a_phone_switches_between_the_document_and_its_handling(guide: Page):
    guide.set_viewport_size(PHONE)
    expect(guide.locator("#desk")).to_be_hidden()

    guide.get_by_role("button", name="看公文").click()
    expect(guide.locator("#desk")).to_be_visible()
    expect(guide.get_by_role("tab", name="处理笺")).to_be_hidden()


def test_a_phone_opens_the_whole_navigation(guide: Page):
    guide.set_viewport_size(PHONE)
    expect(guide.get_by_role("link", name="收文登记簿")).to_be_hidden()

    guide.get_by_role("button", name="更多", exact=True).click()
    expect(guide.get_by_role("link", name="收文登记簿")).to_be_visible()


def _chosen(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelector('#id_people').selectedOptions].map(one => one.text)")
