"""The two lives of a paper in a real browser: out from the city office, in at the finance bureau."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, accessibility_problems
from tests.people import PASSWORD, Cast
from zhengban.documents.models import Delivery, IncomingDocument, IncomingState, OutgoingDocument, OutgoingState
from zhengban.documents.tests.lives import open_office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TITLE = "云江市人民政府办公室关于做好今冬明春火灾防控工作的通知"


@pytest.fixture
def office(committed_cast: Cast) -> Cast:
    open_office(committed_cast)
    return committed_cast


class Browser:
    """One browser that different people sit down at, one after another."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page, self.server = page, server

    def sign_in(self, username: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"{self.server.url}/sign-in/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form button[type=submit], form button:not([type])")
        self.page.wait_for_url("**/to-do/")

    def open_first(self) -> None:
        self.page.click("td.list-title a")
        self.page.wait_for_selector(".whereabouts")

    def pick(self, label: str, words: str) -> None:
        """Choose in a picker: type, then take the first that is offered."""
        field = self.page.get_by_role("combobox", name=label)
        field.click()
        field.fill(words)
        self.page.locator('[role="option"]:visible').filter(has_text=words).first.click()

    def handle(self, username: str, button: str, opinion: str = "") -> None:
        self.sign_in(username)
        self.open_first()
        if opinion:
            self.page.fill("#pane-handle textarea[name=opinion]", opinion)
        self.page.click(f"#pane-handle button:has-text('{button}')")
        expect(self.page.locator(".notice-success")).to_be_visible()


def _draft_file(folder: Path) -> Path:
    document = docx.Document()
    for line in (
        TITLE,
        "云江市财政局、青溪县人民政府办公室：",
        "为做好今冬明春火灾防控工作，现就有关事项通知如下：",
        "一、压实责任",
        "各单位要落实消防安全责任制。",
        "二、突出重点",
        "对重点场所开展全覆盖检查。",
    ):
        document.add_paragraph(line)
    path = folder / "通知.docx"
    document.save(str(path))
    return path


def test_a_paper_goes_out_and_comes_in(office: Cast, page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    desk = Browser(page, live_server)

    desk.sign_in("drafter")
    page.goto(f"{live_server.url}/documents/draft/")
    page.set_input_files("input[name=upload]", str(_draft_file(tmp_path)))
    page.click("button:has-text('由文件起草')")
    page.wait_for_url("**/edit/")
    expect(page.locator("#id_title")).to_have_value(TITLE)
    page.select_option("select[name=disclosure]", "ACTIVE")
    page.locator("textarea[name=body]").press_sequentially(" ")
    page.wait_for_selector("#desk img.sheet")
    page.click("button:has-text('保存并返回公文')")
    page.wait_for_selector(".whereabouts")
    document = OutgoingDocument.objects.get()
    assert document.to_names == ["云江市财政局", "青溪县人民政府办公室"]
    desk.pick("会签处室", "秘书一科")
    desk.pick("会签处室", "督查科")
    page.click("#pane-handle button:has-text('提交')")
    expect(page.locator(".notice-success")).to_be_visible()

    desk.handle("unit_head", "核稿通过", "同意，请会签。")
    desk.handle("second_head", "会签", "同意。")
    desk.handle("third_head", "会签", "同意。")
    desk.sign_in("reviewer")
    desk.open_first()
    page.select_option("#pane-handle select[name=to_sign]", label="周明远")
    page.fill("#pane-handle textarea[name=opinion]", "已核，请签发。")
    page.click("#pane-handle button:has-text('核稿通过')")
    expect(page.locator(".notice-success")).to_be_visible()
    desk.handle("leader", "签发", "同意印发。")
    desk.handle("rechecker", "复核通过")
    desk.handle("numbering", "编号")
    desk.handle("seal_keeper", "用印")
    desk.handle("registrar", "印制并分发")
    desk.handle("archivist", "归档")
    document.refresh_from_db()
    assert document.state == OutgoingState.ARCHIVED
    assert document.number_text.endswith("〕1号")
    assert page.request.get(f"{live_server.url}/documents/out/{document.pk}/print.pdf").body().startswith(b"%PDF")
    assert page.request.get(f"{live_server.url}/documents/out/{document.pk}/sheet.pdf").body().startswith(b"%PDF")
    assert accessibility_problems(page) == []

    desk.sign_in("f_registrar")
    page.goto(f"{live_server.url}/documents/deliveries/")
    page.click("button:has-text('签收')")
    page.click("button:has-text('登记')")
    page.wait_for_selector(".whereabouts")
    assert Delivery.objects.get(agency=office.finance).state == "REGISTERED"
    page.click("#tab-seals")
    expect(page.locator("#pane-seals")).to_contain_text("内容没有改动，签章时的证书和印章有效，来源可信。")
    page.click("#tab-handle")
    page.click("#pane-handle button:has-text('初审通过')")
    expect(page.locator(".notice-success")).to_be_visible()
    desk.sign_in("f_reviewer")
    desk.open_first()
    desk.pick("送批示的领导", "罗承安")
    desk.pick("主办处室", "预算科")
    page.fill("#pane-handle textarea[name=opinion]", "请预算科办理。")
    page.click("#pane-handle button:has-text('送批')")
    expect(page.locator(".notice-success")).to_be_visible()
    desk.handle("f_leader", "批示", "请认真落实。")
    desk.handle("f_head", "完成", "资金已安排。")
    incoming = IncomingDocument.objects.get()
    held = incoming_holder(incoming)
    desk.handle(held, "办结", "已办结。")
    desk.handle("f_archivist", "归档")
    incoming.refresh_from_db()
    assert incoming.state == IncomingState.ARCHIVED

    desk.sign_in("drafter")
    page.goto(f"{live_server.url}/documents/out/{document.pk}/")
    page.click("#tab-deliveries")
    expect(page.locator("#pane-deliveries")).to_contain_text("苏晓棠")


def incoming_holder(incoming: IncomingDocument) -> str:
    from zhengban.workflow.models import ProcessInstance

    item = ProcessInstance.objects.about(incoming).get().items.get(state="OPEN")
    return str(item.candidates.first().user.username)


def test_on_a_phone_a_leader_signs(office: Cast, page: Page, live_server: LiveServer) -> None:
    from zhengban.documents.tests.lives import reviewed

    document = reviewed(office)
    page.set_viewport_size(PHONE)
    desk = Browser(page, live_server)

    desk.handle("leader", "签发", "同意。")

    document.refresh_from_db()
    assert document.state == OutgoingState.SIGNED
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_typed_text_outlives_a_session(office: Cast, page: Page, live_server: LiveServer) -> None:
    desk = Browser(page, live_server)
    desk.sign_in("drafter")
    page.goto(f"{live_server.url}/documents/draft/")
    page.locator("textarea[name=body]").press_sequentially("这一段不能丢。")
    page.wait_for_timeout(800)
    page.context.clear_cookies(name="sessionid")
    page.click("button:has-text('保存')")
    page.wait_for_url("**/sign-in/**")

    page.fill("input[name=username]", "drafter")
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit], form button:not([type])")
    page.wait_for_url("**/documents/draft/")

    expect(page.locator("textarea[name=body]")).to_have_value("这一段不能丢。")
