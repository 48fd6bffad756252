"""The commands ``seal`` and ``verify`` (用印、验章)."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.cli.keys import about, add_key, add_password, password, read_key
from gongwen.cli.streams import CLEAN, FOUND, CommandError, read_bytes, say, write_bytes

if TYPE_CHECKING:
    from gongwen.seal import AcrossPages, At, Certificate, ElectronicSeal, OnSignature, SoftwareKey, Trust

    Commands: TypeAlias = argparse._SubParsersAction[Any]


def add_commands(commands: Commands) -> None:
    """Add the commands to the parser of ``gongwen``."""
    _add_seal(commands)
    _add_verify(commands)
    _add_sign_pdf(commands)


def _add_seal(commands: Commands) -> None:
    seal = commands.add_parser(
        "seal",
        help="用印",
        description="在 OFD 或 PDF 文件上加盖电子印章；不指定位置时盖在落款（署名和成文日期）上。",
    )
    seal.add_argument("input", metavar="IN", help="文件，“-”为标准输入")
    seal.add_argument("-o", "--output", required=True, metavar="OUT", help="输出文件，“-”为标准输出")
    seal.add_argument("--seal", required=True, metavar="SEAL.esl", help="电子印章文件")
    add_key(seal)
    seal.add_argument("--page", type=int, metavar="N", help="页码，从 1 起，与 --at 一起用")
    seal.add_argument("--at", metavar="X,Y", help="印章中心距页面左边、上边的毫米数")
    seal.add_argument("--timestamp", metavar="URL", help="时间戳服务的地址（RFC 3161），证明签章的时间")
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


def _add_sign_pdf(commands: Commands) -> None:
    sign = commands.add_parser(
        "sign-pdf",
        help="普通 PDF 签名",
        description="用 RSA 或 ECDSA 证书给 PDF 加普通数字签名（PAdES），供不支持国密算法的软件验证。",
    )
    sign.add_argument("input", metavar="IN.pdf", help="文件，“-”为标准输入")
    sign.add_argument("-o", "--output", required=True, metavar="OUT.pdf", help="输出文件，“-”为标准输出")
    sign.add_argument("--pkcs12", required=True, metavar="FILE.p12", help="证书和私钥（PKCS #12）")
    sign.add_argument("--reason", default="", help="签名理由")
    add_password(sign)
    sign.set_defaults(run=_sign_pdf)


def _sign_pdf(arguments: argparse.Namespace) -> int:
    data = read_bytes(arguments.input)
    from gongwen.seal.pades import sign_pades

    secret = password(arguments.password_file, "私钥的口令")
    with about(arguments.input):
        signed = sign_pades(data, read_bytes(arguments.pkcs12), secret, reason=arguments.reason)
    write_bytes(arguments.output, signed)
    return CLEAN


def _seal(arguments: argparse.Namespace) -> int:
    data = read_bytes(arguments.input)
    from gongwen.seal import HttpTimestampService, seal_file

    seal = _read_seal(arguments.seal)
    placements = _placements(arguments, seal)
    device = _device_of(seal, arguments)
    timestamps = HttpTimestampService(arguments.timestamp) if arguments.timestamp else None
    with about(arguments.input):
        sealed = seal_file(data, seal, device, placements, at=datetime.now(UTC), timestamps=timestamps)
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
        with about(name):
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
            with about(name):
                found += read_certificates(read_bytes(name))
    lists = []
    for name in arguments.crl:
        with about(name):
            lists.append(read_revocation_list(read_bytes(name)))
    return Trust(tuple(roots), tuple(makers), tuple(others), tuple(lists))


def _device_of(seal: ElectronicSeal, arguments: argparse.Namespace) -> SoftwareKey:
    """The key with the certificate that the seal itself lists for it."""
    from gongwen.seal import SoftwareKey, read_certificate

    pair = read_key(arguments)
    with about(arguments.seal):
        certificates = [read_certificate(encoded) for encoded in seal.signers]
    for certificate in certificates:
        if certificate.public_key == pair.public:
            return SoftwareKey(certificate, pair)
    raise CommandError(f"{arguments.key}：这个私钥不属于印章“{seal.name}”的任何签章人，无权用印。")


def _read_seal(name: str) -> ElectronicSeal:
    from gongwen.seal import read_seal

    with about(name):
        return read_seal(read_bytes(name))
