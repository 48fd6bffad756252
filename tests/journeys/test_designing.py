"""An administrator redraws a process: refused, mended, tried, reviewed by another, and run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, accessibility_problems
from tests.journeys.test_administration import Desk
from tests.people import Cast
from zhengban.documents.tests.lives import drafted, open_office
from zhengban.workflow.models import ProcessDefinition, ProcessInstance

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _choose(page: Page, element: str) -> None:
    page.locator(f"[data-element-id={element}] .djs-hit").first.click(force=True)


def test_a_process_is_drawn_refused_mended_and_released(
    committed_cast: Cast, page: Page, live_server: LiveServer
) -> None:
    cast = committed_cast
    open_office(cast)
    desk = Desk(page, live_server)
    verdict = page.locator("[data-verdict]")

    desk.sign_in("sysadmin")
    desk.open("/processes/")
    row = page.locator("tr", has_text="发文办理")
    row.get_by_role("link", name="设计新版").click()
    desk.press("开始设计")
    expect(page.locator("[data-element-id=archive]").first).to_be_visible()
    expect(verdict).to_contain_text("任何情况下都能办结")
    assert accessibility_problems(page) == []

    # The way to the end is taken away: nobody could ever finish.
    _choose(page, "archive_to_end")
    page.locator(".djs-context-pad .pad-entry", has_text="删除").click()
    expect(verdict).to_have_class("designer-verdict is-bad")
    desk.press("撤销")
    expect(verdict).to_have_class("designer-verdict is-good")

    _choose(page, "archive")
    page.get_by_label("岗位").select_option(label="机要文书")
    expect(page.locator("[data-saved]")).to_have_text("有改动尚未保存")
    expect(verdict).to_have_class("designer-verdict is-good")
    desk.press("保存")
    expect(page.locator("[data-saved]")).to_have_text("已保存")

    desk.follow("试走")
    desk.pick("拟稿人", "林晚青")
    desk.press("试走")
    expect(page.locator("main")).to_contain_text("何砚秋")
    desk.follow("返回设计")
    expect(page.locator(".changes")).to_contain_text("环节“归档”的办理人")
    desk.follow("提交审核")
    page.get_by_label("修改说明").fill("归档由机要文书办理")
    desk.press("提交审核")
    desk.expect_done("已提交审核")

    desk.sign_in("secadmin")
    desk.open("/processes/")
    page.locator("main").get_by_role("link", name="发文办理").first.click()
    expect(page.locator(".drawing [data-element-id=archive]").first).to_be_visible()
    desk.follow("审核通过并发布")
    desk.press("审核通过并发布")
    desk.expect_done("新版本已发布")

    latest = ProcessDefinition.objects.latest_of("outgoing")
    assert latest is not None
    assert latest.version == 2
    assert ProcessInstance.objects.about(drafted(cast)).get().definition == latest


def test_a_drawing_can_be_read_on_a_phone(committed_cast: Cast, page: Page, live_server: LiveServer) -> None:
    open_office(committed_cast)
    page.set_viewport_size(PHONE)
    desk = Desk(page, live_server)
    desk.sign_in("auditor")
    desk.open("/processes/")
    page.locator("main").get_by_role("link", name="发文办理").first.click()

    expect(page.locator(".drawing [data-element-id=archive]").first).to_be_visible()
    assert accessibility_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
