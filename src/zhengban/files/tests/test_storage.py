from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from pytest_django import Settings

from tests.people import Cast
from zhengban.access.authority import Authority, acting
from zhengban.access.errors import GateClosed
from zhengban.files.errors import FileRefused, FileTooLarge
from zhengban.files.kinds import FileKind
from zhengban.files.models import StoredFile
from zhengban.files.responses import file_response
from zhengban.files.storage import keep, path_of, read_stored, receive, store
from zhengban.files.tests import samples

DAY = 24 * 3600


@pytest.fixture
def stored(cast: Cast) -> StoredFile:
    with acting(Authority(cast.drafter, None, None)):
        return store(samples.PDF, name="稿.pdf")


def _files() -> list[Path]:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file() and path.name != ".lock"]


def test_a_content_lies_under_its_hash_and_is_not_written_again(stored: StoredFile) -> None:
    sha256 = hashlib.sha256(samples.PDF).hexdigest()

    assert (stored.sha256, stored.size, stored.kind) == (sha256, len(samples.PDF), FileKind.PDF)
    [place] = _files()
    assert place == settings.MEDIA_ROOT / sha256[:2] / sha256[2:4] / sha256
    assert stat.S_IMODE(place.stat().st_mode) == 0o440
    assert read_stored(stored) == samples.PDF


def test_the_same_content_is_kept_once_whatever_its_name(cast: Cast, stored: StoredFile) -> None:
    with acting(Authority(cast.leader, None, None)):
        again = store(SimpleUploadedFile("别的名字.pdf", samples.PDF), name="别的名字.pdf")

    assert again.pk == stored.pk
    assert len(_files()) == 1


def test_a_received_file_is_kept_inside_an_action_only(cast: Cast) -> None:
    received = receive(samples.docx(), name="../通知")

    assert received.name == "通知.docx"
    assert not StoredFile.objects.exists()
    for attempt in (lambda: keep(received), lambda: store(samples.PDF, name="稿.pdf")):
        with pytest.raises(GateClosed):
            attempt()
    with acting(Authority(cast.drafter, None, None)):
        assert keep(received).sha256 == received.sha256


def test_a_stored_file_is_never_changed(cast: Cast, stored: StoredFile) -> None:
    stored.kind = FileKind.TXT
    with acting(Authority(cast.drafter, None, None)):
        with pytest.raises(GateClosed, match="never changed"):
            stored.save()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).update(kind=FileKind.TXT)

    assert StoredFile.objects.get(pk=stored.pk).kind == FileKind.PDF


def test_an_undone_action_leaves_no_row_without_its_file(cast: Cast) -> None:
    with acting(Authority(cast.drafter, None, None)), transaction.atomic():
        store(samples.PDF, name="稿.pdf")
        transaction.set_rollback(True)

    assert not StoredFile.objects.exists()
    assert len(_files()) == 1


def test_what_is_refused_leaves_nothing_behind(settings: Settings) -> None:
    settings.LARGEST_FILE = 1024 * 1024
    with pytest.raises(FileTooLarge, match=r"“大\.pdf”超过1MB，不能上传。") as refused:
        receive(SimpleUploadedFile("大.pdf", samples.PDF + b" " * 1024 * 1024), name="大.pdf")
    with pytest.raises(FileRefused, match="含有宏"):
        receive(samples.docx(**{"word/vbaProject.bin": b"x"}), name="宏.docx")

    assert refused.value.status == 413
    assert _files() == []


def test_a_received_file_that_was_swept_must_be_uploaded_again(cast: Cast) -> None:
    received = receive(samples.PDF, name="稿.pdf")
    _grow_old(path_of(received.sha256), 2 * DAY)
    call_command("files", "sweep")

    with acting(Authority(cast.drafter, None, None)), pytest.raises(FileRefused, match="请重新上传"):
        keep(received)


def test_the_sweep_takes_old_content_nobody_refers_to(stored: StoredFile) -> None:
    forgotten = receive(samples.PNG, name="图.png")
    fresh = receive(samples.JPEG, name="图.jpg")
    half_written = settings.MEDIA_ROOT / "incoming" / "tmp1"
    half_written.write_bytes(b"%PDF")
    for path in (path_of(stored.sha256), path_of(forgotten.sha256), half_written):
        _grow_old(path, 2 * DAY)

    call_command("files", "sweep")

    assert set(_files()) == {path_of(stored.sha256), path_of(fresh.sha256)}


def test_receiving_a_forgotten_content_again_saves_it_from_the_sweep() -> None:
    first = receive(samples.PNG, name="图.png")
    _grow_old(path_of(first.sha256), 2 * DAY)
    receive(samples.PNG, name="图.png")

    call_command("files", "sweep")

    assert path_of(first.sha256).is_file()


def test_verification_names_the_content_that_is_lost_or_changed(cast: Cast, stored: StoredFile) -> None:
    with acting(Authority(cast.drafter, None, None)):
        lost = store(samples.PNG, name="图.png")
    call_command("files", "verify")
    path_of(lost.sha256).unlink()
    place = path_of(stored.sha256)
    place.chmod(0o640)
    place.write_bytes(samples.PDF[::-1])

    with pytest.raises(CommandError) as found:
        call_command("files", "verify")

    assert f"{stored.sha256} 内容与摘要不符" in str(found.value)
    assert f"{lost.sha256} 文件缺失" in str(found.value)


def test_a_download_carries_the_name_and_no_type_of_the_senders_choice(cast: Cast, stored: StoredFile) -> None:
    shown = file_response(stored, "关于“值班”\r\n.pdf")
    with acting(Authority(cast.drafter, None, None)):
        saved = file_response(store(b"<script>alert(1)</script>", name="页.txt"), "页.txt")

    assert shown["Content-Disposition"] == (
        "inline; filename*=utf-8''%E5%85%B3%E4%BA%8E%E2%80%9C%E5%80%BC%E7%8F%AD%E2%80%9D.pdf"
    )
    assert shown["Content-Type"] == "application/pdf"
    assert b"".join(shown) == samples.PDF
    assert saved["Content-Disposition"].startswith("attachment; ")
    assert saved["Content-Type"] == "text/plain"
    assert (saved["X-Content-Type-Options"], saved["Cache-Control"]) == ("nosniff", "private, no-store")


def _grow_old(path: Path, seconds: int) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))
