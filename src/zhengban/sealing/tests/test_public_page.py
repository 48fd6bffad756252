"""公章验真: any file gets a clear answer, from us or not; nothing of it is kept."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from gongwen.document import load_source
from gongwen.seal import Trust
from gongwen.typeset import typeset_ofd
from tests.people import Cast
from zhengban.audit.models import AuditEntry
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.tests.lives import issued, item_of, numbered, open_office, step
from zhengban.files.models import StoredFile
from zhengban.files.storage import read_stored
from zhengban.sealing.actions.register import stop
from zhengban.sealing.models import Seal, SealUse
from zhengban.sealing.views import public
from zhengban.workflow.actions import send_back

PAGE = "/verify/"


@pytest.fixture(autouse=True)
def _fresh_minute() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sealed(cast: Cast) -> bytes:
    open_office(cast)
    issued(cast)
    return read_stored(SealUse.objects.get().ofd)


def ask(client: Client, content: bytes, name: str = "文件.ofd") -> HttpResponse:
    return client.post(PAGE, {"upload": SimpleUploadedFile(name, content)})


def repacked(content: bytes, change: dict[str, bytes]) -> bytes:
    """The same package with some parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return buffer.getvalue()


def test_anybody_reads_the_answer_and_sees_the_pages(client: Client, sealed: bytes) -> None:
    answer = ask(client, sealed)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "内容没有改动，签章时的证书和印章有效，来源可信。" in shown
    for said in ("云江市人民政府办公室印", "政办本机制章人", "用印登记：云江市人民政府办公室 云政办发〔"):
        assert said in shown
    assert shown.count("data:image/svg+xml;base64,") == 2


def test_nothing_is_kept(client: Client, sealed: bytes, settings: Settings) -> None:
    before = (StoredFile.objects.count(), AuditEntry.objects.count())
    files = sum(len(names) for _folder, _folders, names in os.walk(settings.MEDIA_ROOT))

    ask(client, repacked(sealed, {}))

    assert (StoredFile.objects.count(), AuditEntry.objects.count()) == before
    assert sum(len(names) for _folder, _folders, names in os.walk(settings.MEDIA_ROOT)) == files


def test_a_changed_page_is_named(client: Client, sealed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(sealed)) as package:
        page = next(name for name in package.namelist() if "Pages/" in name and name.endswith("Content.xml"))
        content = package.read(page)
    tampered = repacked(sealed, {page: content.replace("〔".encode(), "〕".encode())})
    assert tampered != sealed

    shown = ask(client, tampered).content.decode()

    assert "签章无效，或者内容在签章之后改动过" in shown
    assert "第1页" in shown.replace(" ", "")
    assert "用印登记：" not in shown


def test_a_seal_under_a_root_that_nobody_here_knows_is_doubted(
    client: Client, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengban.sealing.verification.trust", Trust)

    shown = ask(client, sealed).content.decode()

    assert "有一点不能确认" in shown
    assert "无法确认证书" in shown


def test_a_revoked_seal_is_no_longer_good(cast: Cast, client: Client, sealed: bytes) -> None:
    stop(Seal.objects.get(), actor=cast.leader, reason="密钥泄露", is_compromised=True)

    shown = ask(client, sealed).content.decode()

    assert "签章无效" in shown
    assert "已于" in shown
    assert "吊销" in shown


def test_a_voided_use_says_so_though_its_signature_is_good(cast: Cast, client: Client) -> None:
    open_office(cast)
    document = numbered(cast)
    step(document, cast.seal_keeper)
    content = read_stored(SealUse.objects.get().ofd)
    send_back(item_of(cast.registrar, document).at_hand, actor=cast.registrar, to="seal", opinion="印章偏斜。")

    shown = ask(client, content).content.decode()

    assert "这次用印已经作废" in shown


def test_our_own_pdf_is_known_by_its_bytes(client: Client, sealed: bytes) -> None:
    pytest.importorskip("pyhanko")
    use = SealUse.objects.get()

    shown = ask(client, read_stored(use.pdf), "印刷件.pdf").content.decode()

    assert "与本系统用印登记的印刷件逐字节一致" in shown
    assert use.number in shown


def test_an_unsealed_file_is_said_to_be_so(cast: Cast, client: Client, sealed: bytes) -> None:
    document = OutgoingDocument.objects.get()
    plain = typeset_ofd(load_source(document.current_version.source))

    assert "没有电子签章" in ask(client, plain).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"hello", "OFD"),
        (b"PK\x03\x04 damaged", "损坏"),
        (b"%PDF-1.7 damaged", "PDF"),
        (b"\xd0\xcf\x11\xe0 an old Word file", "OFD"),
    ],
)
def test_a_bad_file_gets_one_sentence(db: None, client: Client, content: bytes, words: str) -> None:
    answer = ask(client, content)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_package_that_expands_too_far_is_stopped(db: None, client: Client) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", b" " * 300_000_000)

    assert ask(client, buffer.getvalue()).status_code == 422


def test_a_file_too_large_is_not_read(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "LARGEST", 1000)

    answer = ask(client, b"PK\x03\x04" + bytes(2000))

    assert answer.status_code == 422
    assert "不能在这里验证" in answer.content.decode()


def test_who_asks_too_often_waits(db: None, client: Client, settings: Settings) -> None:
    settings.VERIFICATIONS_A_MINUTE = 2

    answers = [ask(client, b"hello").status_code for _time in range(3)]

    assert answers == [422, 422, 429]


def test_only_so_many_files_are_read_at_once(db: None, client: Client) -> None:
    for _place in range(public.AT_ONCE):
        assert public._busy.acquire(blocking=False)
    try:
        answer = ask(client, b"hello")
    finally:
        for _place in range(public.AT_ONCE):
            public._busy.release()

    assert answer.status_code == 503
    assert ask(client, b"hello").status_code == 422


def test_a_file_name_is_no_markup(client: Client, sealed: bytes) -> None:
    shown = ask(client, sealed, "<script>alert(1)</script>.ofd").content.decode()

    assert "<script>alert" not in shown
