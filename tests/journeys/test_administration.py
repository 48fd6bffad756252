"""A newcomer's first day: opened, appointed, enabled and given a role by two administrators; the third sees it all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import DESK, PHONE, accessibility_problems
from tests.people import PASSWORD, Cast
from zhengban.access.models import User
from zhengban.audit.batches import close_batch
from zhengban.organizations.actions import add_post
from zhengban.organizations.models import Appointment, PostKind, Role, RoleGrant

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OWN_PASSWORD = "Qingxi-2027"


class Desk:
    """One browser that different people sit down at, one after another."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page, self.server = page, server

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self.page.context.clear_cookies()
        self.open("/sign-in/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def open(self, address: str) -> None:
        self.page.goto(f"{self.server.url}{address}")

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()

    def pick(self, label: str, words: str) -> None:
        # The script puts an input in the place of the select.
        self.page.locator("input[role=combobox]").and_(self.page.get_by_role("combobox", name=label)).fill(words)
        self.page.locator('[role="option"][data-at]').filter(has_text=words.split()[-1]).first.click()

    def expect_done(self, sentence: str) -> None:
        expect(self.page.locator(".notice-success")).to_contain_text(sentence)


def test_a_newcomers_first_day(committed_cast: Cast, page: Page, live_server: LiveServer) -> None:
    cast = committed_cast
    add_post(actor=cast.system_administrator, unit=cast.finance_unit, name="见习员", kind=PostKind.STAFF, rank=99)
    desk = Desk(page, live_server)

    desk.sign_in("sysadmin")
    desk.follow("新建账号")
    page.get_by_label("用户名").fill("xin.ren")
    page.get_by_label("姓名").fill("辛仁")
    first = page.get_by_label("初始密码").input_value()
    desk.press("建立账号")
    desk.expect_done("由安全保密管理员启用后才能登录")
    desk.follow("任职")
    desk.pick("职务", "财政局 见习")
    desk.press("任职")
    desk.expect_done("任职已登记。")
    expect(page.locator("main")).to_contain_text("云江市财政局 预算科 见习员")
    newcomer = User.objects.get(username="xin.ren")
    assert Appointment.objects.get(user=newcomer).is_primary

    desk.sign_in("secadmin")
    page.get_by_label("账号状态").select_option(label="未启用")
    desk.press("查询")
    desk.follow("辛仁")
    desk.follow("启用账号")
    desk.press("启用账号")
    desk.expect_done("账号已启用。")
    desk.follow("授予岗位")
    page.get_by_label("岗位").select_option(label="档案管理")
    desk.press("授予")
    desk.expect_done("岗位已授予。")
    assert RoleGrant.objects.get(user=newcomer).role == Role.ARCHIVIST

    desk.sign_in("xin.ren", first)
    expect(page.get_by_role("heading", level=1)).to_have_text("首次登录，请修改密码")
    assert accessibility_problems(page) == []
    page.get_by_label("原密码").fill(first)
    page.get_by_label("新密码", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("再次输入新密码").fill(OWN_PASSWORD)
    desk.press("修改密码")
    page.wait_for_url("**/to-do/")

    close_batch()
    desk.sign_in("auditor")
    page.get_by_label("操作人").fill("安全管理员乙")
    desk.press("查询")
    expect(page.locator("tbody tr").first).to_contain_text("授予岗位")
    page.get_by_role("link", name="授予岗位").first.click()
    expect(page.locator("main")).to_contain_text("辛仁（")
    desk.open("/audit/batches/")
    desk.press("核验")
    expect(page.locator(".notice-success")).to_contain_text("均未被改动")
    desk.open("/audit/")
    with page.expect_download() as download:
        desk.press("导出表格")
    assert download.value.suggested_filename.startswith("审计记录")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        ("sysadmin", ["people/", "people/{user}/", "people/new/", "people/appoint/", "", "agencies/{agency}/"]),
        ("secadmin", ["people/{user}/", "roles/", "roles/grant/", "people/{user}/disable/"]),
        ("drafter", ["delegations/", "delegations/new/", "me/"]),
    ],
)
def test_the_pages_fit_and_are_accessible(
    committed_cast: Cast,
    page: Page,
    live_server: LiveServer,
    size: dict[str, int],
    who: str,
    addresses: list[str],
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    desk = Desk(page, live_server)
    desk.sign_in(who)

    for address in addresses:
        desk.open(
            "/organization/"
            + address.format(user=committed_cast.registrar.pk, agency=committed_cast.city_office.pk)
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert accessibility_problems(page) == [], address
