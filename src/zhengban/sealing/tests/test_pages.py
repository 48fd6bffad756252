"""The pages of seals: who opens them, what they offer, what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongwen.seal import save_key
from tests.people import Cast
from zhengban.access.models import User
from zhengban.documents.tests.lives import issued, open_office
from zhengban.sealing.models import Custody, Seal, SealKind, SealState
from zhengban.sealing.tests.seals import approved_seal, made_seal, requested_seal, second_keeper
from zhengban.sealing.tests.test_register import Maker

REGISTER = "/seals/"


def sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


@pytest.mark.parametrize(
    ("who", "register", "uses"),
    [
        ("seal_keeper", 200, 200),
        ("leader", 200, 200),
        ("security_administrator", 200, 403),
        ("drafter", 403, 403),
        ("registrar", 403, 403),
        ("system_administrator", 403, 403),
        ("auditor", 403, 403),
    ],
)
def test_who_reads_the_registers(client: Client, cast: Cast, who: str, register: int, uses: int) -> None:
    made_seal(cast)
    sign_in(client, getattr(cast, who))

    assert client.get(REGISTER).status_code == register
    assert client.get(f"{REGISTER}uses/").status_code == uses


def test_another_agency_sees_nothing_of_it(client: Client, cast: Cast) -> None:
    seal = made_seal(cast)
    sign_in(client, cast.finance_leader)

    assert "还没有印章" in client.get(REGISTER).content.decode()
    for page in ("", "picture.png", "stop/", "lend/"):
        assert client.get(f"{REGISTER}{seal.pk}/{page}").status_code == 404


def test_a_seal_is_asked_for_approved_and_made_in_the_browser(client: Client, cast: Cast) -> None:
    sign_in(client, cast.seal_keeper)
    asked = {
        "kind": "SPECIAL",
        "name": cast.city_office.name,
        "title": "行政审批专用章",
        "diameter": 42,
        "reason": "审批窗口使用",
    }
    assert client.post(f"{REGISTER}new/", asked).status_code == 302
    seal = Seal.objects.get()
    assert "审批" not in client.get(f"{REGISTER}{seal.pk}/approve/").content.decode().split("<main")[0]

    sign_in(client, cast.leader)
    assert client.post(f"{REGISTER}{seal.pk}/approve/", {"reason": "同意。"}).status_code == 302
    sign_in(client, cast.security_administrator)
    assert client.post(f"{REGISTER}{seal.pk}/make/", {"keeper": cast.seal_keeper.pk}).status_code == 302

    seal.refresh_from_db()
    assert (seal.state, seal.keeper) == (SealState.IN_USE, cast.seal_keeper)
    sign_in(client, cast.seal_keeper)
    shown = client.get(seal.get_absolute_url()).content.decode()
    assert f"{REGISTER}{seal.pk}/picture.png" in shown
    assert client.get(f"{REGISTER}{seal.pk}/picture.png")["Content-Type"] == "image/png"


def test_a_refused_request_stays_on_the_form_with_its_reason(client: Client, cast: Cast) -> None:
    made_seal(cast)
    sign_in(client, cast.seal_keeper)

    answer = client.post(
        f"{REGISTER}new/",
        {"kind": "OFFICIAL", "name": cast.city_office.name, "title": "", "diameter": 42, "reason": "再刻一枚"},
    )

    assert answer.status_code == 422
    assert "不能重复刻制" in answer.content.decode()


def test_a_seal_is_lent_signed_for_and_returned_in_the_browser(client: Client, cast: Cast) -> None:
    seal, other = made_seal(cast), second_keeper(cast)
    sign_in(client, cast.seal_keeper)
    day = timezone.localdate() + timedelta(days=3)
    client.post(f"{REGISTER}{seal.pk}/lend/", {"to": other.pk, "due_on": day.isoformat(), "reason": "休假"})
    custody = Custody.objects.get(kind="LENT")
    assert "待接收" in client.get(seal.get_absolute_url()).content.decode()

    sign_in(client, other)
    client.post(f"{REGISTER}custodies/{custody.pk}/accept/")
    seal.refresh_from_db()
    assert seal.holder == other
    assert "借给白行简" in client.get(REGISTER).content.decode()
    client.post(f"{REGISTER}{seal.pk}/give-back/")

    seal.refresh_from_db()
    assert seal.holder == cast.seal_keeper


def test_a_seal_goes_to_keepers_of_the_agency_only(client: Client, cast: Cast) -> None:
    seal = made_seal(cast)
    sign_in(client, cast.seal_keeper)

    answer = client.post(f"{REGISTER}{seal.pk}/hand-over/", {"to": cast.drafter.pk, "reason": "代管"})

    assert answer.status_code == 422
    assert not Custody.objects.filter(kind="HANDED_OVER").exists()


def test_an_outside_seal_is_brought_in_by_upload(client: Client, cast: Cast) -> None:
    outside, seal = Maker(), approved_seal(cast)
    sign_in(client, cast.security_administrator)
    files = {
        "seal_file": SimpleUploadedFile("office.esl", outside.seal),
        "certificate": SimpleUploadedFile("office.cer", outside.office.certificate.der),
        "key": SimpleUploadedFile("office.key", save_key(outside.office.pair, "口令")),
    }

    shown = client.post(
        f"{REGISTER}{seal.pk}/bring-in/", {"keeper": cast.seal_keeper.pk, "password": "口令", **files}
    )

    assert shown.status_code == 302
    seal.refresh_from_db()
    assert seal.state == SealState.IN_USE


@pytest.mark.parametrize("name", ["seal_file", "certificate", "key"])
def test_an_upload_too_large_is_refused(client: Client, cast: Cast, name: str) -> None:
    seal = approved_seal(cast)
    sign_in(client, cast.security_administrator)
    files = {one: SimpleUploadedFile(one, b"x") for one in ("seal_file", "certificate", "key")}
    files[name] = SimpleUploadedFile(name, bytes(2 * 1024 * 1024 + 1))

    answer = client.post(
        f"{REGISTER}{seal.pk}/bring-in/", {"keeper": cast.seal_keeper.pk, "password": "口令", **files}
    )

    assert answer.status_code == 422
    assert "文件过大" in answer.content.decode()


def test_the_buttons_follow_the_state_and_say_why_not(client: Client, cast: Cast) -> None:
    seal = requested_seal(cast)
    sign_in(client, cast.seal_keeper)
    shown = client.get(seal.get_absolute_url()).content.decode()
    assert "的负责人可以审批刻制印章" in shown
    assert "停用" not in shown.split('class="page-actions"')[1].split("</div>")[0]

    sign_in(client, cast.security_administrator)
    assert "制发" not in client.get(seal.get_absolute_url()).content.decode()


def test_the_uses_are_found_by_words(client: Client, cast: Cast) -> None:
    open_office(cast)
    document = issued(cast)
    sign_in(client, cast.leader)

    assert document.number_text in client.get(f"{REGISTER}uses/", {"words": "防汛"}).content.decode()
    assert "没有用印记录" in client.get(f"{REGISTER}uses/", {"words": "抗旱"}).content.decode()


def test_the_lists_ask_no_more_for_more_rows(client: Client, cast: Cast) -> None:
    made_seal(cast)
    sign_in(client, cast.seal_keeper)
    client.get(REGISTER)
    with CaptureQueriesContext(connection) as few:
        client.get(REGISTER)
    made_seal(cast, kind=SealKind.SPECIAL, title="财务专用章")
    made_seal(cast, kind=SealKind.SIGNATURE)
    with CaptureQueriesContext(connection) as more:
        client.get(REGISTER)

    assert len(more) == len(few) <= 12
