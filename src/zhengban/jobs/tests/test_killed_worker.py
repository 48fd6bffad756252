from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

MANAGE = settings.ROOT / "manage.py"


def _environment(state: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite://{state / 'test.sqlite3'}",
        "ZHENGBAN_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "zhengban.jobs.tests.impatient",
    }


def _manage(state: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, str(MANAGE), *arguments], env=_environment(state), check=True, capture_output=True
    )


def _start_cluster(state: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(MANAGE), "qcluster"],
        env=_environment(state),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill_all(cluster: subprocess.Popen[bytes]) -> None:
    os.killpg(cluster.pid, signal.SIGKILL)
    cluster.wait()


def _lines(diary: Path, count: int) -> list[str]:
    """The diary once it has that many lines."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        lines = diary.read_text(encoding="ascii").split() if diary.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    pytest.fail(f"The job did not write line {count}.")


def test_a_job_whose_worker_or_machine_is_killed_is_run_again(tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    _manage(tmp_path, "migrate", "--verbosity", "0")
    enqueue = f"from zhengban.jobs.queue import enqueue; enqueue('zhengban.jobs.tests.dying.work', {str(diary)!r})"
    _manage(tmp_path, "shell", "-c", enqueue)

    cluster = _start_cluster(tmp_path)
    try:
        [worker] = _lines(diary, 1)
        os.kill(int(worker), signal.SIGKILL)
        _lines(diary, 2)
        _kill_all(cluster)
        cluster = _start_cluster(tmp_path)
        lines = _lines(diary, 4)
    finally:
        _kill_all(cluster)

    assert lines[3] == "done"
    assert len(set(lines)) == 4
