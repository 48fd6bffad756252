"""Pages as a person uses them: status codes, nothing twice, nothing lost, few queries."""

from __future__ import annotations

import io
import subprocess
import uuid
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongwen.reading.office import office_program
from tests.people import Cast
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.tests.lives import CODE, drafted, issued, item_of, open_office, registered, reviewed

MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _as(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _form(**changes: object) -> dict[str, object]:
    return {
        "kind": "通知",
        "title": "云江市人民政府办公室关于做好防汛工作的通知",
        "code": CODE,
        "urgency": "NORMAL",
        "disclosure": "ACTIVE",
        "to_names": "各县（区）人民政府，市政府各部门",
        "copies": 1,
        "body": "现将有关事项通知如下：\n一、压实责任\n请认真落实。",
        "request_key": uuid.uuid4(),
        **changes,
    }


def test_a_form_posted_twice_makes_one_draft(client: Client, cast: Cast) -> None:
    form = _form()

    answers = [_as(client, cast.drafter).post("/documents/draft/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    document = OutgoingDocument.objects.get()
    assert document.to_names == ["各县（区）人民政府", "市政府各部门"]


def test_an_incomplete_form_comes_back_with_its_text(client: Client, cast: Cast) -> None:
    answer = _as(client, cast.drafter).post("/documents/draft/", _form(title=""))

    assert answer.status_code == 422
    assert "请认真落实。" in answer.content.decode()
    assert not OutgoingDocument.objects.exists()


def test_a_change_over_anothers_change_is_told_who_and_when(client: Client, cast: Cast) -> None:
    document = drafted(cast)

    answer = _as(client, cast.drafter).post(f"/documents/out/{document.pk}/edit/", _form(seen_version=0))

    assert answer.status_code == 409
    assert "林晚青已于" in answer.content.decode()


def test_a_second_click_on_a_finished_item_is_told_who_was_first(client: Client, cast: Cast) -> None:
    item = item_of(cast.leader, reviewed(cast))
    address = f"/documents/items/{item.pk}/complete/"
    first = _as(client, cast.leader).post(address, {"opinion": "同意。"})

    second = client.post(address, {"opinion": "同意。"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "已由周明远于" in second.content.decode()
    assert AuditEntry.objects.filter(code="documents.sign").count() == 1


def test_a_reply_without_its_key_is_a_bad_request(client: Client, cast: Cast) -> None:
    incoming = registered(cast)
    before = OutgoingDocument.objects.count()

    for data in ({}, {"request_key": "not-a-key"}):
        assert (
            _as(client, cast.finance_registrar).post(f"/documents/in/{incoming.pk}/reply/", data).status_code
            == 400
        )

    assert OutgoingDocument.objects.count() == before


def test_the_preview_shows_pages_and_findings_and_saves_nothing(client: Client, cast: Cast) -> None:
    answer = _as(client, cast.drafter).post(
        "/documents/draft/preview/", _form(body="根据《办法》（云政发[2026]8号）要求，请落实。")
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "data:image/svg+xml;base64," in page
    assert "NUM001" in page
    assert not OutgoingDocument.objects.exists()


def test_without_fonts_the_preview_says_so_and_still_shows_the_findings(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_FONTS", "")
    answer = _as(client, cast.drafter).post(
        "/documents/draft/preview/", _form(body="根据《办法》（云政发[2026]9号）要求，请落实。")
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "系统缺少公文字体，暂时不能排版，请联系系统管理员。" in page
    assert "NUM001" in page


def test_without_fonts_a_print_is_refused_with_the_same_sentence(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = drafted(cast)
    monkeypatch.setenv("GONGWEN_FONTS", "")

    for address in ("print.pdf", "sheet.pdf"):
        answer = _as(client, cast.drafter).get(f"/documents/out/{document.pk}/{address}")
        assert answer.status_code == 409
        assert "系统缺少公文字体" in answer.content.decode()


@pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["通知.doc", "通知.wps"])
def test_a_draft_starts_from_an_old_word_file(client: Client, cast: Cast, tmp_path: Path, name: str) -> None:
    written = docx.Document()
    for line in ("云江市人民政府办公室关于做好防汛工作的通知", "各县（区）人民政府：", "请认真落实。"):
        written.add_paragraph(line)
    written.save(str(tmp_path / "in.docx"))
    command = [office_program(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "doc:MS Word 97", "in.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    upload = SimpleUploadedFile(name, (tmp_path / "in.doc").read_bytes())

    answer = _as(client, cast.drafter).post(
        "/documents/draft/from-file/", {"upload": upload, "request_key": uuid.uuid4()}
    )

    assert answer.status_code == 302
    document = OutgoingDocument.objects.get()
    assert document.title == "云江市人民政府办公室关于做好防汛工作的通知"
    assert document.files.get().name == name


def test_an_old_word_file_that_bears_a_secrecy_mark_is_stopped(client: Client, cast: Cast, tmp_path: Path) -> None:
    if not office_program():
        pytest.skip("LibreOffice is not installed")
    upload = SimpleUploadedFile("通知.doc", b"{\\rtf1\\ansi\\uc1 \\u26426?\\u23494?\\u9733?1\\u24180?\\par text}")

    answer = _as(client, cast.drafter).post(
        "/documents/draft/from-file/", {"upload": upload, "request_key": uuid.uuid4()}
    )

    assert answer.status_code == 403
    assert "密级" in answer.content.decode()
    assert not OutgoingDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("坏.docx", b"PK\x03\x04broken", "已损坏"),
        ("空.txt", b"", "空"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "另存为"),
    ],
)
def test_a_bad_file_gets_one_sentence(
    client: Client, cast: Cast, name: str, content: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile(name, content)

    answer = _as(client, cast.drafter).post(
        "/documents/draft/from-file/", {"upload": upload, "request_key": uuid.uuid4()}
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not OutgoingDocument.objects.exists()


def test_a_secret_file_is_stopped_and_the_attempt_recorded(client: Client, cast: Cast) -> None:
    upload = SimpleUploadedFile("密.txt", "机密★3年\n\n关于某事的通知\n\n正文。".encode())

    answer = _as(client, cast.drafter).post(
        "/documents/draft/from-file/", {"upload": upload, "request_key": uuid.uuid4()}
    )

    assert answer.status_code == 403
    assert "机密" in answer.content.decode()
    assert not OutgoingDocument.objects.exists()
    assert AuditEntry.objects.filter(code="documents.secret_stopped").count() == 1


def test_a_scan_named_secret_is_stopped_by_its_name(client: Client, cast: Cast) -> None:
    document = drafted(cast)
    scan = SimpleUploadedFile("（机密）会议材料.png", b"\x89PNG\r\n\x1a\n" + bytes(64))

    answer = _as(client, cast.drafter).post(
        f"/documents/out/{document.pk}/files/", {"upload": scan, "purpose": "ATTACHMENT"}
    )

    assert answer.status_code == 403
    assert not document.files.exists()
    assert AuditEntry.objects.filter(code="documents.secret_stopped").count() == 1


def test_the_register_is_exported_as_text_cells(client: Client, cast: Cast) -> None:
    document = issued(cast)

    answer = _as(client, cast.registrar).get("/documents/out/export/")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert rows[0][:2] == ("发文字号", "标题")
    assert rows[1][:2] == (document.number_text, document.title)
    assert AuditEntry.objects.filter(code="documents.export").count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/to-do/",
        "/to-read/",
        "/handled/",
        "/started/",
        "/documents/out/",
        "/documents/in/",
        "/documents/deliveries/",
    ],
)
def test_lists_need_few_queries(client: Client, cast: Cast, address: str) -> None:
    for _ in range(3):
        registered(cast)
    _as(client, cast.registrar).get(address)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)

    assert answer.status_code == 200
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


def test_search_finds_a_number_with_its_brackets(client: Client, cast: Cast) -> None:
    document = issued(cast)

    page = _as(client, cast.registrar).get("/search/", {"q": document.number_text}).content.decode()

    assert document.title in page
    assert document.title not in client.get("/search/", {"q": "无此内容"}).content.decode()
    for query in ('"', "*", "a" * 5000, "\x00", "NOT OR AND", "(", "\ud800"):
        assert client.get("/search/", {"q": query.encode("utf-8", "replace").decode()}).status_code == 200
