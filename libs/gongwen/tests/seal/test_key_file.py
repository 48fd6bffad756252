"""Private keys at rest: encrypted or refused; read by us and by OpenSSL."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gongwen.seal import BadKey, KeyPair, generate_key_pair, load_key, save_key
from gongwen.seal.pki.certificate import dump_pem

_OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(_OPENSSL is None, reason="no openssl command")


@pytest.fixture(scope="module")
def pair() -> KeyPair:
    return generate_key_pair()


@pytest.fixture(scope="module")
def saved(pair: KeyPair) -> bytes:
    return save_key(pair, "口令 1")


def openssl(*arguments: str) -> bytes:
    return subprocess.run([str(_OPENSSL), *arguments], check=True, capture_output=True).stdout


def test_round_trip(pair: KeyPair, saved: bytes) -> None:
    assert load_key(saved, "口令 1") == pair
    assert pair.private not in saved
    assert repr(pair.private) not in repr(pair)


@pytest.mark.parametrize("password", ["", "口令1", "口令 1 "])
def test_wrong_password(saved: bytes, password: str) -> None:
    with pytest.raises(BadKey, match="口令不正确"):
        load_key(saved, password)


def test_no_password(pair: KeyPair) -> None:
    with pytest.raises(BadKey, match="必须设置口令"):
        save_key(pair, "")


@needs_openssl
def test_openssl_reads_ours(pair: KeyPair, saved: bytes, tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(saved)
    assert (
        openssl("pkey", "-in", str(file), "-passin", "pass:口令 1", "-pubout", "-outform", "DER")[-64:]
        == pair.public
    )


@needs_openssl
@pytest.mark.parametrize("cipher", ["sm4-cbc", "aes-128-cbc", "aes-192-cbc", "aes-256-cbc"])
def test_we_read_openssls(tmp_path: Path, cipher: str) -> None:
    plain, file = str(tmp_path / "plain.pem"), tmp_path / "key.pem"
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", plain)
    openssl("pkcs8", "-topk8", "-in", plain, "-v2", cipher, "-passout", "pass:x", "-out", str(file))
    public = openssl("pkey", "-in", plain, "-pubout", "-outform", "DER")[-64:]
    assert load_key(file.read_bytes(), "x").public == public
    with pytest.raises(BadKey, match="口令不正确"):
        load_key(file.read_bytes(), "y")
    with pytest.raises(BadKey, match="没有按 PKCS #8 加密"):
        load_key(Path(plain).read_bytes(), "x")


@needs_openssl
def test_key_of_another_curve(tmp_path: Path) -> None:
    plain, file = str(tmp_path / "plain.pem"), tmp_path / "key.pem"
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", plain)
    openssl("pkcs8", "-topk8", "-in", plain, "-v2", "sm4-cbc", "-passout", "pass:x", "-out", str(file))
    with pytest.raises(BadKey, match="不是 SM2 私钥"):
        load_key(file.read_bytes(), "x")


@pytest.mark.parametrize(
    "data",
    [b"", b"\x30\x00", b"-----BEGIN", dump_pem(b"\x30\x00", "ENCRYPTED PRIVATE KEY"), bytes(70_000)],
)
def test_not_a_key_file(data: bytes) -> None:
    with pytest.raises(BadKey):
        load_key(data, "x")


def test_derivation_that_would_take_hours(saved: bytes, pair: KeyPair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongwen.seal.pki.key_file.MAX_ITERATIONS", 200_000)
    with pytest.raises(BadKey, match="次数超出范围"):
        load_key(saved, "口令 1")
