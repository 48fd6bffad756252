"""Checking in a real browser: corrected and ignored while typing, a second person, the gate at 签发, a round of all."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, accessibility_problems
from tests.people import PASSWORD, Cast
from tests.queued import run_queued_jobs
from zhengban.documents.actions.outgoing import draft
from zhengban.documents.models import OutgoingDocument, OutgoingState
from zhengban.documents.tests.lives import notice, open_office, step
from zhengban.proofing.models import HouseException, Ignore, IgnoreState, LexiconEntry
from zhengban.quality.models import Round, RoundState
from zhengban.quality.tests.papers import TWO_ERRORS, issued_with

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BODY = "现将有关事项通知如下：\n一、压实责任\n请核对银行帐户信息，一如继往抓好落实。\n二、报送材料\n请{{单位名称}}于月底前报送。"


@pytest.fixture
def office(committed_cast: Cast) -> Cast:
    open_office(committed_cast)
    return committed_cast


class Desk:
    """One browser that different people sit down at, one after another."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page, self.server = page, server

    def sign_in(self, username: str) -> None:
        self.page.context.clear_cookies()
        self.open("/sign-in/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def open(self, address: str) -> None:
        self.page.goto(f"{self.server.url}{address}")

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()

    def expect_done(self, sentence: str) -> None:
        expect(self.page.locator(".notice-success")).to_contain_text(sentence)

    def look(self) -> None:
        """As it stands the page is fit for everybody, at the desk and on a phone."""
        size = self.page.viewport_size
        assert accessibility_problems(self.page) == []
        self.page.set_viewport_size(PHONE)
        assert accessibility_problems(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        if size is not None:
            self.page.set_viewport_size(size)


def _drafted(cast: Cast) -> OutgoingDocument:
    elements = replace(notice([cast.finance, cast.county_office]), body=BODY)
    return draft(actor=cast.drafter, request_key=uuid.uuid4(), elements=elements)


def test_a_draft_is_corrected_and_a_finding_ignored_while_typing(
    office: Cast, page: Page, live_server: LiveServer
) -> None:
    document = _drafted(office)
    desk = Desk(page, live_server)
    desk.sign_in("drafter")
    desk.open(f"/documents/out/{document.pk}/edit/")
    page.get_by_role("tab", name="校核").click()
    desk.look()

    page.locator(".finding").filter(has_text="帐户").get_by_role("button", name="采纳").click()
    expect(page.locator("#id_body")).to_have_value(BODY.replace("帐户", "账户"))
    card = page.locator(".finding").filter(has_text="一如继往")
    card.locator("summary").click()
    card.get_by_role("button", name="引用原文").click()
    expect(page.locator(".finding-ignored").first).to_contain_text("已忽略")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()

    document.refresh_from_db()
    assert document.current_version is not None
    assert document.current_version.why == "采纳校核意见：“帐户”改为“账户”"
    assert Ignore.objects.get().reason == "引用原文"


def test_what_must_be_corrected_stops_signing_until_two_people_let_it_stand(
    office: Cast, page: Page, live_server: LiveServer
) -> None:
    document = _drafted(office)
    step(document, office.drafter)
    step(document, office.unit_head)
    step(document, office.reviewer, chosen={"sign": [office.leader]})
    address = f"/documents/out/{document.pk}/"
    desk = Desk(page, live_server)

    desk.sign_in("leader")
    desk.open(address)
    refused = page.locator("#pane-handle .refused").filter(has_text="RES001")
    expect(refused.get_by_role("button", name="签发")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#pane-handle button[type=submit]:has-text('签发')")).to_have_count(0)

    desk.sign_in("drafter")
    desk.open(f"{address}?tab=check")
    card = page.locator(".finding").filter(has_text="单位名称")
    card.locator("summary").click()
    card.get_by_label("其他理由").fill("说明系统字段的写法")
    card.get_by_role("button", name="按此理由忽略").click()
    desk.expect_done("已忽略")
    expect(page.locator(".finding-waiting")).to_contain_text("待第二人确认")
    expect(page.get_by_role("button", name="确认忽略")).to_have_count(0)
    desk.look()

    desk.sign_in("unit_head")
    desk.open(f"{address}?tab=check")
    desk.press("确认忽略")
    desk.expect_done("已确认忽略")
    assert Ignore.objects.get().state == IgnoreState.IN_FORCE

    desk.sign_in("leader")
    desk.open(address)
    page.fill("#pane-handle textarea[name=opinion]", "同意印发。")
    page.click("#pane-handle button:has-text('签发')")
    desk.expect_done("已办理")
    document.refresh_from_db()
    assert document.state == OutgoingState.SIGNED


def test_an_ignore_becomes_the_agencys_exception_and_a_word_its_lexicon(
    office: Cast, page: Page, live_server: LiveServer
) -> None:
    document = _drafted(office)
    desk = Desk(page, live_server)
    desk.sign_in("drafter")
    desk.open(f"/documents/out/{document.pk}/?tab=check")
    card = page.locator(".finding").filter(has_text="帐户")
    card.locator("summary").click()
    card.get_by_role("button", name="专有名称").click()
    desk.expect_done("已忽略")

    desk.sign_in("reviewer")
    desk.open(f"/documents/out/{document.pk}/?tab=check")
    page.locator("summary.finding-severity").click()
    desk.press("定为本机关例外")
    page.locator("dialog[open]").get_by_role("button", name="定为本机关例外").click()
    desk.expect_done("已确定为本机关例外")
    assert HouseException.objects.get().owner == office.reviewer
    desk.open("/proofing/exceptions/")
    desk.look()

    desk.open("/proofing/lexicon/")
    desk.look()
    desk.follow("新增词条")
    page.get_by_label("错误写法").fill("市府办")
    page.get_by_label("正确写法").fill("市政府办公室")
    page.get_by_label("理由").fill("应使用规范化简称")
    desk.press("提出")
    desk.expect_done("等待另一人审核")
    desk.sign_in("rechecker")
    desk.open("/proofing/lexicon/")
    expect(page.locator(".proposal")).to_contain_text("新增：“市府办”应为“市政府办公室”")
    desk.look()
    desk.press("审核通过选中的词条")
    desk.expect_done("1条已审核通过")
    assert LexiconEntry.objects.in_force().count() == 1
    for address in ("/proofing/rules/", "/proofing/rules/TYP001/"):
        desk.open(address)
        desk.look()


def test_all_papers_are_checked_in_a_round_and_told_in_a_circular(
    office: Cast, page: Page, live_server: LiveServer
) -> None:
    issued_with(office, TWO_ERRORS)
    desk = Desk(page, live_server)
    desk.sign_in("reviewer")
    desk.open("/quality/rounds/")
    desk.follow("发起集中查错")
    desk.look()
    desk.press("开始检查")
    desk.expect_done("已开始检查")
    expect(page.locator("progress")).to_have_attribute("max", "1")
    desk.look()

    run_queued_jobs()
    expect(page.get_by_role("heading", name="差错类型和实例")).to_be_visible(timeout=15_000)
    expect(page.locator("main")).to_contain_text("一如继往")
    desk.look()
    with page.expect_download() as download:
        desk.follow("导出")
    assert download.value.suggested_filename.endswith(".xlsx")
    desk.press("起草通报")
    page.wait_for_url("**/edit/")
    assert "共检查公文1件" in page.locator("#id_body").input_value()
    found = Round.objects.get()
    assert (found.state, found.circular_id is not None) == (RoundState.FINISHED, True)
    desk.open("/quality/statistics/")
    desk.look()
