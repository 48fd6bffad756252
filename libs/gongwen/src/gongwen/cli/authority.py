"""The command ``ca``: a certificate authority for trials (测试发证机构)."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.cli.keys import about, add_password, now, password
from gongwen.cli.streams import CLEAN, STREAM, CommandError, reason, say, write_bytes

if TYPE_CHECKING:
    from gongwen.seal.pki.authority import Authority

    Commands: TypeAlias = argparse._SubParsersAction[Any]

_PURPOSES = ("seal", "maker", "person", "timestamp")
_REASONS = ("key_compromise", "affiliation_changed", "superseded", "cessation_of_operation", "privilege_withdrawn")


def add_commands(commands: Commands) -> None:
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
    add_password(act)
    act.set_defaults(run=run)
    return act


def _ca_init(arguments: argparse.Namespace) -> int:
    from gongwen.seal.pki.authority import Authority

    secret = password(arguments.password_file, "新机构的口令")
    folder = Path(arguments.folder)
    with about(arguments.folder):
        Authority.create(folder, arguments.name, secret, at=now())
    return CLEAN


def _ca_issue(arguments: argparse.Namespace) -> int:
    from gongwen.seal import dump_pem, generate_key_pair, save_key
    from gongwen.seal.pki.authority import Purpose

    authority = _authority(arguments)
    secret = (
        password(arguments.key_password_file, "新私钥的口令")
        if arguments.key_password_file
        else password(arguments.password_file, "机构的口令")
    )
    pair = generate_key_pair()
    purpose = next(purpose for purpose in Purpose if purpose.code == arguments.purpose)
    with about(arguments.folder):
        certificate = authority.issue(
            arguments.name,
            pair.public,
            at=now(),
            organization=arguments.organization,
            purpose=purpose,
            days=arguments.days,
        )
    _write_private(arguments.key_out, save_key(pair, secret))
    write_bytes(arguments.output, dump_pem(certificate.der))
    return CLEAN


def _ca_list(arguments: argparse.Namespace) -> int:
    for line in _authority(arguments).issued:
        state = f"已于 {line.revoked_at} 吊销" if line.revoked_at else f"有效期至 {line.not_after}"
        say(f"{line.serial} {line.name}（{line.purpose}，{state}）")
    return CLEAN


def _ca_revoke(arguments: argparse.Namespace) -> int:
    authority = _authority(arguments)
    with about(arguments.folder):
        authority.revoke(arguments.serial, at=now(), reason=arguments.reason)
    return CLEAN


def _ca_crl(arguments: argparse.Namespace) -> int:
    from gongwen.seal import dump_pem

    encoded = _authority(arguments).revocation_list(at=now())
    write_bytes(arguments.output, dump_pem(encoded, "X509 CRL"))
    return CLEAN


def _authority(arguments: argparse.Namespace) -> Authority:
    from gongwen.seal.pki.authority import Authority

    secret = password(arguments.password_file, "机构的口令")
    with about(arguments.folder):
        return Authority(Path(arguments.folder), secret)


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
