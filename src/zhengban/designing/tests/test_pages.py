from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.people import Cast
from zhengban.access.models import User
from zhengban.designing.actions import release
from zhengban.designing.models import ProcessDraft
from zhengban.designing.tests.drawings import begun, latest, submitted
from zhengban.documents.tests.lives import open_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_shows_versions_and_drafts(cast: Cast) -> None:
    begun(cast)

    page = _as(cast.system_administrator).get("/processes/").content.decode()

    for words in ("发文办理", "收文办理", "第 1 版", "设计中"):
        assert words in page


def test_a_draft_is_begun_from_a_version_and_opened(cast: Cast) -> None:
    client = _as(cast.system_administrator)

    answer = client.post(f"/processes/versions/{latest().pk}/design/")

    draft = ProcessDraft.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "data-designer" in page
    assert client.post(f"/processes/versions/{latest().pk}/design/").status_code == 422


def test_the_verdict_is_given_while_drawing(cast: Cast) -> None:
    client = _as(cast.system_administrator)
    xml = latest().xml

    def asked(xml: str) -> dict[str, object]:
        answer: dict[str, object] = json.loads(
            client.post("/processes/check/", {"xml": xml, "key": "outgoing"}).content
        )
        return answer

    assert (asked(xml)["verdict"], asked(xml)["faults"]) == ("sound", [])
    unknown = asked(xml.replace('rule="role:ARCHIVIST"', 'rule="role:NOBODY"'))
    assert unknown["word"] == "还需补正"
    assert unknown["faults"][0]["element"] == "archive"  # type: ignore[index]
    for bad in ("", "<", "x" * 5_000_000, "\0"):
        assert asked(bad)["verdict"] == "invalid"


def test_saving_tells_what_happened(cast: Cast) -> None:
    draft, client = begun(cast), _as(cast.system_administrator)
    url = f"/processes/drafts/{draft.pk}/save/"

    first = client.post(url, {"xml": draft.xml, "revision": 0})
    again = client.post(url, {"xml": draft.xml, "revision": 0})

    assert (first.status_code, first.json()["revision"]) == (200, 1)
    assert (again.status_code, "另一个窗口" in again.json()["problem"]) == (409, True)
    assert client.post(url, {"revision": "x"}).status_code == 422


def test_a_file_drawn_elsewhere_is_brought_in(cast: Cast) -> None:
    client = _as(cast.system_administrator)

    def sent(content: bytes) -> int:
        return client.post("/processes/import/", {"file": SimpleUploadedFile("a.bpmn", content)}).status_code

    assert sent(b"\xff\xfe") == 422
    assert sent(b"<definitions/>") == 422
    assert sent(latest("incoming").xml.encode()) == 302
    assert ProcessDraft.objects.get().name == "收文办理"


def test_the_reviewer_reads_the_changes_and_releases(cast: Cast) -> None:
    draft, client = submitted(cast), _as(cast.security_administrator)

    page = client.get(draft.get_absolute_url()).content.decode()
    assert "环节“归档”的办理人" in page
    assert "归档由机要文书办理" in page
    assert "data-designer" not in page
    answer = client.post(f"/processes/drafts/{draft.pk}/review/", {"opinion": "同意。"})

    assert answer.status_code == 302
    version = client.get(f"/processes/versions/{latest().pk}/").content.decode()
    assert "与第 1 版相比" in version
    assert "环节“归档”的办理人" in version


def test_an_older_version_is_the_way_back(cast: Cast) -> None:
    first = latest()
    release(submitted(cast), actor=cast.security_administrator)

    _as(cast.system_administrator).post(f"/processes/versions/{first.pk}/design/")

    draft = ProcessDraft.objects.unfinished().get()
    assert (draft.xml, draft.base) == (first.xml, latest())


def test_drawings_are_exported_whole(cast: Cast) -> None:
    draft, client = begun(cast), _as(cast.auditor)

    for url in (f"/processes/versions/{latest().pk}/export/", f"/processes/drafts/{draft.pk}/export/"):
        answer = client.get(url)
        assert answer.content.decode() == latest().xml
        assert "attachment" in answer["Content-Disposition"]


def test_imaginary_papers_are_shown(cast: Cast) -> None:
    draft, client = begun(cast), _as(cast.system_administrator)
    url = f"/processes/drafts/{draft.pk}/try/"

    assert client.get(url).status_code == 200
    page = client.get(
        url, {"drafter": cast.drafter.pk, "urgency": "URGENT", "begun_on": "2026-03-02"}
    ).content.decode()

    assert "何砚秋" in page
    assert client.get(url, {"drafter": "999999"}).status_code == 422


def test_people_of_business_see_nothing_of_it(cast: Cast) -> None:
    draft, client = begun(cast), _as(cast.drafter)

    for url in ("/processes/", draft.get_absolute_url(), f"/processes/versions/{latest().pk}/"):
        assert client.get(url).status_code == 403
