"""The commands for seals (签章): seal, verify, make-seal, and the authority for trials, ca."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.cli.streams import CLEAN, FOUND, STREAM, CommandError, read_bytes, reason, say, write_bytes

if TYPE_CHECKING:
    from gongwen.seal import (
        AcrossPages,
        At,
        Certificate,
        ElectronicSeal,
        KeyPair,
        OnSignature,
        SoftwareKey,
        Trust,
    )
    from gongwen.seal.pki.authority import Authority

    Commands: TypeAlias = argparse._SubParsersAction[Any]

PASSWORD = "GONGWEN_PASSWORD"  # noqa: S105 - the variable's name
_PURPOSES = ("seal", "maker", "person", "timestamp")
_REASONS = ("key_compromise", "affiliation_changed", "superseded", "cessation_of_operation", "privilege_withdrawn")


def add_commands(commands: Commands) -> None:
    """Add the commands to the parser of ``gongwen``."""
    _add_seal(commands)
    _add_verify(commands)
    _add_make_seal(commands)
    _add_ca(commands)


def _add_seal(commands: Commands) -> None:
    seal = commands.add_parser(
        "seal", help="用印", description="在 OFD 文件上加盖电子印章；不指定位置时盖在落款（署名和成文日期）上。"
    )
    seal.add_argument("input", metavar="IN.ofd", help="文件，“-”为标准输入")
    seal.add_argument("-o", "--output", required=True, metavar="OUT.ofd", help="输出文件，“-”为标准输出")
    seal.add_argument("--seal", required=True, metavar="SEAL.esl", help="电子印章文件")
    _add_key(seal)
    seal.add_argument("--page", type=int, metavar="N", help="页码，从 1 起，与 --at 一起用")
    seal.add_argument("--at", metavar="X,Y", help="印章中心距页面左边、上边的毫米数")
    seal.add_argument("--riding", action="store_true", help="加盖骑缝章")
    seal.set_defaults(run=_seal)


def _add_verify(commands: Commands) -> None:
    verify = commands.add_parser(
        "verify",
        help="验章",
        description="验证文件中的签章；退出码：0 全部有效，1 没有签章、存疑或无效，2 无法读取。",
    )
    verify.add_argument("files", nargs="+", metavar="FILE", help="文件，“-”为标准输入")
    verify.add_argument("--trust", action="append", default=[], metavar="CERT", help="受信任的根证书，可多次给出")
    verify.add_argument(
        "--maker", action="append", default=[], metavar="CERT", help="认可的制章人证书，或只给制章人发证的机构证书"
    )
    verify.add_argument("--known", action="append", default=[], metavar="CERT", help="中间证书或签名人证书")
    verify.add_argument("--crl", action="append", default=[], metavar="CRL", help="吊销列表")
    verify.add_argument("--format", choices=("text", "json"), default="text", help="text 或 json（每行一个文件）")
    verify.set_defaults(run=_verify)


def _add_make_seal(commands: Commands) -> None:
    make = commands.add_parser(
        "make-seal", help="制章", description="由制章人制作电子印章（GB/T 38540），指定可以使用它的签章人证书。"
    )
    make.add_argument("--name", required=True, help="印章名称")
    make.add_argument("--id", required=True, help="印章编码")
    make.add_argument("--kind", choices=("unit", "person"), default="unit", help="单位印章或个人印章")
    make.add_argument("--picture", required=True, metavar="FILE.png", help="印章图片")
    make.add_argument("--width", type=int, required=True, metavar="MM", help="宽，毫米")
    make.add_argument("--height", type=int, metavar="MM", help="高，毫米；默认与宽相同")
    make.add_argument("--signer", action="append", required=True, metavar="CERT", help="签章人证书，可多次给出")
    make.add_argument("--maker", required=True, metavar="CERT", help="制章人证书")
    _add_key(make)
    make.add_argument("--until", required=True, metavar="YYYY-MM-DD", help="有效期至（当天结束）")
    make.add_argument("-o", "--output", required=True, metavar="SEAL.esl", help="输出文件")
    make.set_defaults(run=_make_seal)


def _add_ca(commands: Commands) -> None:
    ca = commands.add_parser("ca", help="测试发证机构", description="试用和测试用的发证机构，不用于正式印章。")
    acts = ca.add_subparsers(required=True, metavar="操作")

    init = _add_act(acts, "init", "建立", "在新目录中建立根证书和密钥。", _ca_init)
    init.add_argument("--name", required=True, help="机构名称")

    issue = _add_act(acts, "issue", "签发证书", "生成密钥并签发证书。", _ca_issue)
    issue.add_argument("--name", required=True, help="证书名称")
    issue.add_argument("--organization", default="", help="所属单位")
    issue.add_argument("--for", dest="purpose", choices=_PURPOSES, default="seal", help="用途")
    issue.add_argument("--days", type=int, default=1095, help="有效天数")
    issue.add_argument("-o", "--output", required=True, metavar="CERT.pem", help="证书文件")
    issue.add_argument("--key-out", required=True, metavar="KEY.pem", help="私钥文件（加密）")
    issue.add_argument("--key-password-file", metavar="FILE", help="新私钥的口令文件；默认与机构的口令相同")

    _add_act(acts, "list", "列出证书", "列出签发过的证书。", _ca_list)

    revoke = _add_act(acts, "revoke", "吊销证书", "吊销一张证书。", _ca_revoke)
    revoke.add_argument("serial", metavar="SERIAL", help="序列号（十六进制）")
    revoke.add_argument("--reason", choices=_REASONS, default="cessation_of_operation", help="原因")

    crl = _add_act(acts, "crl", "发布吊销列表", "签发吊销列表。", _ca_crl)
    crl.add_argument("-o", "--output", required=True, metavar="CRL.pem", help="输出文件")


def _add_act(
    acts: Commands, name: str, about: str, description: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    act: argparse.ArgumentParser = acts.add_parser(name, help=about, description=description)
    act.add_argument("folder", metavar="DIR", help="机构目录")
    _add_password(act)
    act.set_defaults(run=run)
    return act


def _add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", required=True, metavar="KEY.pem", help="加密的 PKCS #8 私钥文件")
    _add_password(parser)


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", metavar="FILE", help=f"口令文件（第一行）；默认取环境变量 {PASSWORD}，再从终端询问"
    )


def _seal(arguments: argparse.Namespace) -> int:
    data = read_bytes(arguments.input)
    from gongwen.seal import seal_ofd

    seal = _read_seal(arguments.seal)
    placements = _placements(arguments, seal)
    device = _device_of(seal, arguments)
    with _about(arguments.input):
        sealed = seal_ofd(data, seal, device, placements, at=datetime.now(UTC))
    write_bytes(arguments.output, sealed)
    return CLEAN


def _placements(arguments: argparse.Namespace, seal: ElectronicSeal) -> tuple[At | OnSignature | AcrossPages, ...]:
    from gongwen.seal import AcrossPages, At, OnSignature

    if (arguments.page is None) != (arguments.at is None):
        raise CommandError("--page 和 --at 要一起给出。")
    riding = (AcrossPages(),) if arguments.riding else ()
    if arguments.at is None:
        return riding or (OnSignature(seal.name),)
    parts = arguments.at.split(",")
    try:
        x, y = (float(part) for part in parts)
    except ValueError as error:
        raise CommandError("--at 应是两个毫米数，例如 105,180。") from error
    return (At(arguments.page, x, y), *riding)


def _verify(arguments: argparse.Namespace) -> int:
    from gongwen.seal import Verdict, inspect

    trust = _trust(arguments)
    status = CLEAN
    for name in arguments.files:
        data = read_bytes(name)
        with _about(name):
            report = inspect(data, trust)
        if arguments.format == "json":
            say(json.dumps({"file": name, **report.facts()}, ensure_ascii=False))
        else:
            say(f"{name}\n{report.text()}")
        if report.verdict is not Verdict.VALID:
            status = FOUND
    return status


def _trust(arguments: argparse.Namespace) -> Trust:
    from gongwen.seal import Trust, read_certificates, read_revocation_list

    roots: list[Certificate] = []
    makers: list[Certificate] = []
    others: list[Certificate] = []
    for names, found in ((arguments.trust, roots), (arguments.maker, makers), (arguments.known, others)):
        for name in names:
            with _about(name):
                found += read_certificates(read_bytes(name))
    lists = []
    for name in arguments.crl:
        with _about(name):
            lists.append(read_revocation_list(read_bytes(name)))
    return Trust(tuple(roots), tuple(makers), tuple(others), tuple(lists))


def _make_seal(arguments: argparse.Namespace) -> int:
    from gongwen.seal import Picture, SealKind, make_seal

    device = _device(arguments.maker, arguments)
    signers = tuple(_certificate(name) for name in arguments.signer)
    kind = SealKind.UNIT if arguments.kind == "unit" else SealKind.PERSON
    width, height = arguments.width, arguments.height or arguments.width
    picture = Picture("PNG", read_bytes(arguments.picture), width, height)
    with _about(arguments.name):
        seal = make_seal(
            arguments.name,
            picture,
            seal_id=arguments.id,
            kind=kind,
            signers=signers,
            maker=device,
            created_at=_now(),
            valid_until=_end_of(arguments.until),
        )
    write_bytes(arguments.output, seal.der)
    return CLEAN


def _end_of(text: str) -> datetime:
    from gongwen.seal import BEIJING

    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError("--until 应是日期，例如 2029-12-31。") from error
    return datetime.combine(day, time(23, 59, 59), BEIJING)


def _ca_init(arguments: argparse.Namespace) -> int:
    from gongwen.seal.pki.authority import Authority

    password = _password(arguments.password_file, "新机构的口令")
    folder = Path(arguments.folder)
    with _about(arguments.folder):
        Authority.create(folder, arguments.name, password, at=_now())
    return CLEAN


def _ca_issue(arguments: argparse.Namespace) -> int:
    from gongwen.seal import dump_pem, generate_key_pair, save_key
    from gongwen.seal.pki.authority import Purpose

    authority = _authority(arguments)
    password = (
        _password(arguments.key_password_file, "新私钥的口令")
        if arguments.key_password_file
        else _password(arguments.password_file, "机构的口令")
    )
    pair = generate_key_pair()
    purpose = next(purpose for purpose in Purpose if purpose.code == arguments.purpose)
    with _about(arguments.folder):
        certificate = authority.issue(
            arguments.name,
            pair.public,
            at=_now(),
            organization=arguments.organization,
            purpose=purpose,
            days=arguments.days,
        )
    _write_private(arguments.key_out, save_key(pair, password))
    write_bytes(arguments.output, dump_pem(certificate.der))
    return CLEAN


def _ca_list(arguments: argparse.Namespace) -> int:
    for line in _authority(arguments).issued:
        state = f"已于 {line.revoked_at} 吊销" if line.revoked_at else f"有效期至 {line.not_after}"
        say(f"{line.serial} {line.name}（{line.purpose}，{state}）")
    return CLEAN


def _ca_revoke(arguments: argparse.Namespace) -> int:
    authority = _authority(arguments)
    with _about(arguments.folder):
        authority.revoke(arguments.serial, at=_now(), reason=arguments.reason)
    return CLEAN


def _ca_crl(arguments: argparse.Namespace) -> int:
    from gongwen.seal import dump_pem

    encoded = _authority(arguments).revocation_list(at=_now())
    write_bytes(arguments.output, dump_pem(encoded, "X509 CRL"))
    return CLEAN


def _authority(arguments: argparse.Namespace) -> Authority:
    from gongwen.seal.pki.authority import Authority

    password = _password(arguments.password_file, "机构的口令")
    with _about(arguments.folder):
        return Authority(Path(arguments.folder), password)


def _device_of(seal: ElectronicSeal, arguments: argparse.Namespace) -> SoftwareKey:
    """The key with the certificate that the seal itself lists for it."""
    from gongwen.seal import SoftwareKey, read_certificate

    pair = _key(arguments)
    with _about(arguments.seal):
        certificates = [read_certificate(encoded) for encoded in seal.signers]
    for certificate in certificates:
        if certificate.public_key == pair.public:
            return SoftwareKey(certificate, pair)
    raise CommandError(f"{arguments.key}：这个私钥不属于印章“{seal.name}”的任何签章人，无权用印。")


def _device(certificate: str, arguments: argparse.Namespace) -> SoftwareKey:
    from gongwen.seal import SoftwareKey

    pair = _key(arguments)
    own = _certificate(certificate)
    with _about(arguments.key):
        return SoftwareKey(own, pair)


def _key(arguments: argparse.Namespace) -> KeyPair:
    from gongwen.seal import load_key

    password = _password(arguments.password_file, "私钥的口令")
    with _about(arguments.key):
        return load_key(read_bytes(arguments.key), password)


def _certificate(name: str) -> Certificate:
    from gongwen.seal import read_certificates

    with _about(name):
        return read_certificates(read_bytes(name))[0]


def _read_seal(name: str) -> ElectronicSeal:
    from gongwen.seal import read_seal

    with _about(name):
        return read_seal(read_bytes(name))


@contextmanager
def _about(name: str) -> Iterator[None]:
    """What the library refuses becomes the one line of the command, after the file's name."""
    from gongwen.guard import ReadingError
    from gongwen.seal import MissingBackend, SealError

    try:
        yield
    except (ReadingError, SealError, MissingBackend) as error:
        raise CommandError(f"{name}：{error}") from error


def _password(file: str | None, what: str) -> str:
    if file:
        lines = read_bytes(file).decode("utf-8", "replace").splitlines()
        return lines[0] if lines else ""
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    import getpass
    import sys

    if not sys.stdin.isatty():
        raise CommandError(f"没有给出{what}，请用 --password-file 或环境变量 {PASSWORD} 给出。")
    return getpass.getpass(f"{what}：")


def _write_private(name: str, content: bytes) -> None:
    """A key file is its owner's only, and never replaces another."""
    if name == STREAM:
        write_bytes(name, content)
        return
    try:
        with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise CommandError(f"{name}：文件已存在，不覆盖私钥文件。") from error
    except OSError as error:
        raise CommandError(f"{name}：{reason(error)}，无法写入。") from error


def _now() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)
