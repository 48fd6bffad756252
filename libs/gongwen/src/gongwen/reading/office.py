"""Old Word, WPS and RTF files turned into DOCX by LibreOffice, where it is installed.

The file is untrusted: LibreOffice runs in a process of its own with a time limit and an empty profile in which
macros, active content and links are switched off, and without a network where the system can take it away.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from gongwen.guard import Damaged, Deadline, TooLarge, TooSlow, Unsupported
from gongwen.reading.detect import FileKind

MAX_CONVERTED = 100 * 1024 * 1024
_PROGRAMS = ("soffice", "libreoffice")
_INPUTS = {FileKind.DOC: ("in.doc", "MS Word 97"), FileKind.RTF: ("in.rtf", "Rich Text Format")}
_OUTPUT = "docx:MS Word 2007 XML"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""


@cache
def office_program() -> str:
    """The path of LibreOffice, empty where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), "")


def to_docx(data: bytes, kind: FileKind, deadline: Deadline) -> bytes:
    """The content of an old Word file as DOCX; raises Unsupported, Damaged, TooLarge or TooSlow."""
    program = office_program()
    if not program:
        raise Unsupported(f"文件是{kind.value}，本机没有 LibreOffice，不能转换，请另存为 .docx 后再试。")
    name, reader = _INPUTS[kind]
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        place = Path(folder)
        (place / name).write_bytes(data)
        settings = place / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _run(
            [
                *_without_network(),
                program,
                f"-env:UserInstallation={(place / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
                *(f"--infilter={reader}", "--convert-to", _OUTPUT, "--outdir", str(place / "out")),
                str(place / name),
            ],
            place,
            deadline,
        )
        result = place / "out" / "in.docx"
        if not result.is_file():
            raise Damaged(f"文件是{kind.value}，LibreOffice 无法转换，可能已损坏或加密，请另存为 .docx 后再试。")
        if result.stat().st_size > MAX_CONVERTED:
            raise TooLarge("文件转换后过大，已拒绝读取。")
        return result.read_bytes()


def _run(command: list[str], folder: Path, deadline: Deadline) -> None:
    """Run the conversion to its end or the deadline's; what it has started ends with it."""
    deadline.check()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(deadline.left)
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise TooSlow("文件转换用时过长，已停止，请另存为 .docx 后再试。") from error
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


@cache
def _without_network() -> tuple[str, ...]:
    """What puts a command into a network of its own without any way out, empty where the system has no such."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    command = (program, "--map-root-user", "--net", "--")
    tried = subprocess.run([*command, "true"], check=False, capture_output=True)
    return command if tried.returncode == 0 else ()
