"""Files shown in the page: page by page, to those who may see the paper, with what their seals prove."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import Cast
from zhengban.access.models import User
from zhengban.documents.models import DocumentFile, IncomingDocument, OutgoingDocument
from zhengban.documents.tests.lives import open_office, registered
from zhengban.files.storage import path_of


@pytest.fixture
def paper(cast: Cast) -> IncomingDocument:
    open_office(cast)
    return registered(cast)


@pytest.fixture
def ofd(paper: IncomingDocument) -> DocumentFile:
    return DocumentFile.objects.get(incoming=paper, file__kind="OFD")


def sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_the_receiver_sees_the_sealed_pages_and_the_verdict(
    client: Client, cast: Cast, paper: IncomingDocument, ofd: DocumentFile
) -> None:
    sign_in(client, cast.finance_registrar)

    shown = client.get(paper.get_absolute_url()).content.decode()
    first = f"/documents/files/{ofd.pk}/pages/1/"
    assert f'src="{first}" loading="lazy"' in shown
    page = client.get(first)
    last = client.get(f"/documents/files/{ofd.pk}/pages/2/")
    verdict = client.get(f"/documents/files/{ofd.pk}/verification/").content.decode()

    assert (page.status_code, page["Content-Type"]) == (200, "image/svg+xml")
    assert "sandbox" in page["Content-Security-Policy"]
    assert b"data:image/svg+xml" in last.content
    assert "来源可信" in verdict


def test_a_pdf_is_shown_as_pictures(client: Client, cast: Cast, paper: IncomingDocument) -> None:
    sign_in(client, cast.finance_registrar)
    pdf = DocumentFile.objects.get(incoming=paper, file__kind="PDF")

    page = client.get(f"/documents/files/{pdf.pk}/pages/1/")

    assert (page["Content-Type"], page.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert client.get(f"/documents/files/{pdf.pk}/pages/99/").status_code == 404


def test_the_sender_sees_the_same_file(client: Client, cast: Cast, ofd: DocumentFile) -> None:
    sign_in(client, cast.registrar)
    document = OutgoingDocument.objects.get()
    own = DocumentFile.objects.get(outgoing=document, file__kind="OFD")

    assert own.file == ofd.file
    assert f"/documents/files/{own.pk}/pages/1/" in client.get(document.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["stranger", "county_registrar", "auditor", "security_administrator"])
@pytest.mark.parametrize("what", ["pages/1/", "verification/"])
def test_who_may_not_see_the_paper_sees_no_page_of_it(
    client: Client, cast: Cast, ofd: DocumentFile, who: str, what: str
) -> None:
    sign_in(client, getattr(cast, who))

    assert client.get(f"/documents/files/{ofd.pk}/{what}").status_code in {403, 404}


def test_a_file_damaged_on_the_disk_says_so(client: Client, cast: Cast, ofd: DocumentFile) -> None:
    sign_in(client, cast.finance_registrar)
    path = path_of(ofd.file.sha256)
    path.chmod(0o640)
    path.write_bytes(b"PK\x03\x04 damaged")

    answer = client.get(f"/documents/files/{ofd.pk}/verification/")

    assert answer.status_code == 200
    assert "损坏" in answer.content.decode()
