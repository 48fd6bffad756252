"""The commands for seals, from founding an authority to the answer of a verification."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli.test_cli import gongwen, refused

from gongwen.seal import read_seal

from .test_pdf import pdf
from .world import NAME, ofd_parts, package, png, sample_ofd, unpacked

_PASSWORD = {"GONGWEN_PASSWORD": "口令 1"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, a maker, an office, its seal and a file to be sealed."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "in.ofd").write_bytes(sample_ofd(3))
    (folder / "picture.png").write_bytes(png())
    ca = str(folder / "ca")
    done("ca", "init", ca, "--name", "云江市测试根证书")
    for name, title, purpose in (("maker", "云江市印章制作中心", "maker"), ("office", NAME, "seal")):
        out = ("-o", str(folder / f"{name}.pem"), "--key-out", str(folder / f"{name}.key"))
        done("ca", "issue", ca, "--name", title, "--organization", "云江市人民政府", "--for", purpose, *out)
    make(folder, folder / "office.esl")
    return folder


def done(*arguments: str) -> str:
    run = gongwen(*arguments, **_PASSWORD)
    assert (run.returncode, run.stderr.decode()) == (0, "")
    return run.stdout.decode()


def make(desk: Path, output: Path) -> None:
    done(
        *("make-seal", "--name", NAME, "--id", "53010000000017", "--size", "42"),
        *("--picture", str(desk / "picture.png"), "--signer", str(desk / "office.pem")),
        *("--maker", str(desk / "maker.pem"), "--key", str(desk / "maker.key"), "--until", "2099-12-31"),
        *("-o", str(output)),
    )


def seal_arguments(desk: Path, output: Path | str, *more: str, file: str = "in.ofd") -> list[str]:
    seal, key = str(desk / "office.esl"), str(desk / "office.key")
    return ["seal", str(desk / file), "-o", str(output), "--seal", seal, "--key", key, *more]


def trusted(desk: Path) -> list[str]:
    return ["--trust", str(desk / "ca" / "ca.pem"), "--maker", str(desk / "maker.pem")]


def test_seal_and_verify(desk: Path, tmp_path: Path) -> None:
    done(*seal_arguments(desk, tmp_path / "out.ofd"))
    told = done("verify", str(tmp_path / "out.ofd"), *trusted(desk))
    assert f"{tmp_path / 'out.ofd'}\n结论：有效\n" in told
    assert "位置：第3页" in told


def test_at_a_point_and_riding_to_a_pipe(desk: Path, tmp_path: Path) -> None:
    run = gongwen(*seal_arguments(desk, "-", "--page", "1", "--at", "60,80", "--riding"), **_PASSWORD)
    assert run.returncode == 0
    answer = gongwen("verify", "-", "--format", "json", *trusted(desk), given=run.stdout)
    facts = json.loads(answer.stdout)
    assert (answer.returncode, facts["verdict"], facts["file"]) == (0, "valid", "-")
    assert facts["signatures"][0]["pages"] == [1, 2, 3]


def test_not_valid_exits_with_1(desk: Path, tmp_path: Path) -> None:
    done(*seal_arguments(desk, tmp_path / "out.ofd"))
    parts = unpacked((tmp_path / "out.ofd").read_bytes())
    changed = package({**parts, "Doc_0/Attachs/tasks.xlsx": b"another"})
    for data, options, saying in (
        (changed, trusted(desk), "不符：附件“任务分解表”在签章之后被改动"),
        (sample_ofd(1), trusted(desk), "结论：没有签章"),
        ((tmp_path / "out.ofd").read_bytes(), [], "结论：存疑"),
    ):
        run = gongwen("verify", "-", *options, given=data)
        assert run.returncode == 1
        assert saying in run.stdout.decode()


def test_revoked(desk: Path, tmp_path: Path) -> None:
    ca = str(desk / "ca")
    done(
        "ca",
        "issue",
        ca,
        "--name",
        "云江市统计局",
        "-o",
        str(tmp_path / "own.pem"),
        "--key-out",
        str(tmp_path / "own.key"),
    )
    serial = next(line.split()[0] for line in done("ca", "list", ca).splitlines() if "云江市统计局" in line)
    done("ca", "revoke", ca, serial, "--reason", "key_compromise")
    done("ca", "crl", ca, "-o", str(tmp_path / "crl.pem"))
    assert "已于" in done("ca", "list", ca)
    (desk / "own.esl").unlink(missing_ok=True)
    done(
        *("make-seal", "--name", "云江市统计局", "--id", "53010000000018", "--picture", str(desk / "picture.png")),
        *("--signer", str(tmp_path / "own.pem"), "--maker", str(desk / "maker.pem")),
        *("--key", str(desk / "maker.key"), "--until", "2099-12-31", "-o", str(tmp_path / "own.esl")),
    )
    arguments = (
        "--seal",
        str(tmp_path / "own.esl"),
        "--key",
        str(tmp_path / "own.key"),
        "--page",
        "1",
        "--at",
        "60,80",
    )
    done("seal", str(desk / "in.ofd"), "-o", str(tmp_path / "out.ofd"), *arguments)
    run = gongwen("verify", str(tmp_path / "out.ofd"), *trusted(desk), "--crl", str(tmp_path / "crl.pem"))
    assert run.returncode == 1
    assert "吊销（私钥泄露）" in run.stdout.decode()


class TestRefused:
    def test_wrong_password(self, desk: Path, tmp_path: Path) -> None:
        run = gongwen(*seal_arguments(desk, tmp_path / "out.ofd"), GONGWEN_PASSWORD="x")
        refused(run, saying="口令不正确")
        assert not (tmp_path / "out.ofd").exists()

    def test_password_file(self, desk: Path, tmp_path: Path) -> None:
        (tmp_path / "password").write_text("口令 1\n", encoding="utf-8")
        run = gongwen(*seal_arguments(desk, tmp_path / "out.ofd", "--password-file", str(tmp_path / "password")))
        assert run.returncode == 0

    def test_no_password(self, desk: Path, tmp_path: Path) -> None:
        refused(gongwen(*seal_arguments(desk, tmp_path / "out.ofd")), saying="没有给出私钥的口令")

    def test_key_of_somebody_else(self, desk: Path, tmp_path: Path) -> None:
        arguments = seal_arguments(desk, tmp_path / "out.ofd")
        arguments[arguments.index("--key") + 1] = str(desk / "maker.key")
        refused(gongwen(*arguments, **_PASSWORD), saying="不属于印章“云江市人民政府办公室”的任何签章人")

    def test_no_signature_block(self, desk: Path, tmp_path: Path) -> None:
        parts = ofd_parts(1)
        page = parts["Doc_0/Pages/Page_0/Content.xml"].replace("2026年11月24日<", "某日<")
        (desk / "plain.ofd").write_bytes(package({**parts, "Doc_0/Pages/Page_0/Content.xml": page}))
        run = gongwen(*seal_arguments(desk, tmp_path / "out.ofd", file="plain.ofd"), **_PASSWORD)
        refused(run, saying="没有找到落款")

    @pytest.mark.parametrize(
        ("options", "saying"),
        [
            (("--page", "1"), "--page 和 --at 要一起给出"),
            (("--page", "1", "--at", "60"), "两个毫米数"),
            (("--page", "1", "--at", "a,b"), "两个毫米数"),
            (("--page", "9", "--at", "60,80"), "没有第 9 页"),
        ],
    )
    def test_places(self, desk: Path, tmp_path: Path, options: tuple[str, ...], saying: str) -> None:
        refused(gongwen(*seal_arguments(desk, tmp_path / "out.ofd", *options), **_PASSWORD), saying=saying)

    def test_keys_are_not_overwritten(self, desk: Path, tmp_path: Path) -> None:
        key = (desk / "office.key").read_bytes()
        out = ("-o", str(tmp_path / "x.pem"), "--key-out", str(desk / "office.key"))
        run = gongwen("ca", "issue", str(desk / "ca"), "--name", "x", *out, **_PASSWORD)
        refused(run, saying="不覆盖私钥文件")
        assert (desk / "office.key").read_bytes() == key

    def test_second_authority_in_a_folder(self, desk: Path) -> None:
        refused(gongwen("ca", "init", str(desk / "ca"), "--name", "x", **_PASSWORD), saying="不能覆盖")

    @pytest.mark.parametrize("given", [b"", b"hello", b"PK\x03\x04"])
    def test_files_that_are_none(self, given: bytes) -> None:
        refused(gongwen("verify", "-", given=given), saying="-：")


@pytest.mark.skipif(not os.environ.get("GONGWEN_FONTS"), reason="no fonts installed")
class TestDrawing:
    @pytest.mark.parametrize(("suffix", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".ofd", b"PK")])
    def test_draw(self, tmp_path: Path, suffix: str, begins: bytes) -> None:
        done("draw-seal", "--name", NAME, "--code", "5301000000017", "-o", str(tmp_path / f"seal{suffix}"))
        assert (tmp_path / f"seal{suffix}").read_bytes().startswith(begins)

    def test_make_with_a_drawn_picture(self, desk: Path, tmp_path: Path) -> None:
        done(
            *("make-seal", "--name", NAME, "--title", "财务专用章", "--id", "53010000000019", "--draw-as", "OFD"),
            *("--signer", str(desk / "office.pem"), "--maker", str(desk / "maker.pem")),
            *("--key", str(desk / "maker.key"), "--until", "2099-12-31", "-o", str(tmp_path / "own.esl")),
        )
        seal = read_seal((tmp_path / "own.esl").read_bytes())
        assert (seal.picture.kind, seal.picture.width, seal.valid_until.year) == ("OFD", 42, 2099)

    def test_refused(self, tmp_path: Path) -> None:
        output = ("-o", str(tmp_path / "seal.png"))
        refused(gongwen("draw-seal", "--name", "府", *output), saying="印章名称应为 2 至 40 个字")
        refused(gongwen("draw-seal", "--name", NAME, "-o", str(tmp_path / "seal.gif")), saying="扩展名")
        person = ("draw-seal", "--kind", "person", "--name", "李云江", "--title", "专用章")
        refused(gongwen(*person, *output), saying="名章没有专用章名称")


class TestPdf:
    def test_seal_and_verify(self, desk: Path, tmp_path: Path) -> None:
        (desk / "in.pdf").write_bytes(pdf())
        done(*seal_arguments(desk, tmp_path / "out.pdf", "--page", "2", "--at", "105,150", file="in.pdf"))
        assert "结论：有效" in done("verify", str(tmp_path / "out.pdf"), *trusted(desk))

    def test_sign_for_outside_readers(self, tmp_path: Path) -> None:
        (tmp_path / "in.pdf").write_bytes(pdf())
        (tmp_path / "own.p12").write_bytes(b"x")
        run = gongwen(
            *("sign-pdf", str(tmp_path / "in.pdf"), "-o", str(tmp_path / "out.pdf")),
            *("--pkcs12", str(tmp_path / "own.p12")),
            **_PASSWORD,
        )
        refused(run, saying="PKCS #12 文件已损坏")
