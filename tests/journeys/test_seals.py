"""A seal from request to use in a real browser, and a stranger who verifies what was sealed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, accessibility_problems
from tests.journeys.test_two_lives import Browser
from tests.people import Cast
from zhengban.documents.tests.lives import issued, open_office
from zhengban.files.storage import read_stored
from zhengban.sealing.models import Seal, SealState, SealUse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _sign_in(desk: Browser, username: str) -> None:
    desk.page.context.clear_cookies()
    desk.page.goto(f"{desk.server.url}/sign-in/")
    desk.page.fill("input[name=username]", username)
    desk.page.fill("input[name=password]", "Yunjiang-2026")
    desk.page.click("form button")
    desk.page.wait_for_selector(".sidebar, .bottombar", state="attached")


def test_a_seal_is_asked_for_approved_and_made(committed_cast: Cast, page: Page, live_server: LiveServer) -> None:
    desk = Browser(page, live_server)

    _sign_in(desk, "seal_keeper")
    page.goto(f"{live_server.url}/seals/")
    page.click("text=申请刻制印章")
    page.select_option("select[name=kind]", "SPECIAL")
    page.fill("input[name=title]", "行政审批专用章")
    page.fill("textarea[name=reason]", "审批窗口使用。")
    page.click("button:has-text('提交申请')")
    expect(page.locator(".notice-success")).to_be_visible()
    seal = Seal.objects.get()

    _sign_in(desk, "leader")
    page.goto(live_server.url + seal.get_absolute_url())
    page.click("a:has-text('批准刻制')")
    page.click("button:has-text('批准刻制')")
    expect(page.locator(".notice-success")).to_be_visible()

    _sign_in(desk, "secadmin")
    page.goto(live_server.url + seal.get_absolute_url())
    page.click("a:has-text('制发')")
    page.select_option("select[name=keeper]", label="温如玉")
    page.click("button:has-text('制发')")
    expect(page.locator("img.seal-picture")).to_be_visible()
    seal.refresh_from_db()
    assert seal.state == SealState.IN_USE
    assert accessibility_problems(page) == []


def test_a_stranger_verifies_a_sealed_file_on_a_phone(
    committed_cast: Cast, page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    open_office(committed_cast)
    issued(committed_cast)
    path = tmp_path / "通知.ofd"
    path.write_bytes(read_stored(SealUse.objects.get().ofd))
    page.set_viewport_size(PHONE)

    page.goto(f"{live_server.url}/sign-in/")
    page.click("a:has-text('公章验真')")
    page.set_input_files("input[name=upload]", str(path))
    page.click("button:has-text('验证')")

    expect(page.locator(".seal-verdict")).to_contain_text("来源可信")
    expect(page.locator(".verify-pages img")).to_have_count(2)
    assert accessibility_problems(page) == []
