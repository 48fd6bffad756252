"""The life of a seal: asked for, approved, made, kept, handed on, lent, stopped, destroyed; each by its own people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from gongwen.seal import Picture, SoftwareKey, generate_key_pair, make_seal, read_seal, save_key
from gongwen.seal import SealKind as SignerKind
from gongwen.seal.drawing import RoundSeal, draw_picture
from gongwen.seal.pki.authority import Purpose, create_root, issue
from tests.people import Cast
from zhengban.access.errors import Conflict, Refused, WrongState
from zhengban.audit.models import AuditEntry
from zhengban.notifications.models import Notification
from zhengban.sealing.actions.custody import accept, give_back, hand_over, lend, take_back
from zhengban.sealing.actions.register import approve, bring_in, destroy, make, reject, request, stop
from zhengban.sealing.models import Custody, InstallationKey, Seal, SealKind, SealMaterial, SealState
from zhengban.sealing.tests.seals import approved_seal, made_seal, requested_seal, second_keeper
from zhengban.sealing.trust import trust

TODAY = timezone.localdate()


def test_from_request_to_use(cast: Cast) -> None:
    seal = requested_seal(cast)
    assert seal.state == SealState.REQUESTED
    assert Notification.objects.filter(user=cast.leader, url=seal.get_absolute_url()).exists()

    approve(seal, actor=cast.leader, reason="同意。")
    make(seal, actor=cast.security_administrator, keeper=cast.seal_keeper)

    assert (seal.state, seal.keeper, seal.holder) == (SealState.IN_USE, cast.seal_keeper, cast.seal_keeper)
    made = read_seal(bytes(seal.material.data))
    assert (made.name, made.id, made.picture.kind) == (str(seal), seal.code, "OFD")
    assert made.is_signed_by_maker
    assert seal.material.private_key.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    custody = Custody.objects.get()
    assert (custody.given_by, custody.given_to) == (cast.security_administrator, cast.seal_keeper)
    codes = [entry.code for entry in AuditEntry.objects.about(seal)]
    assert codes == ["sealing.request", "sealing.approve", "sealing.make"]


def test_no_key_is_in_the_trail(cast: Cast) -> None:
    seal = made_seal(cast)
    stop(seal, actor=cast.leader, reason="遗失", is_compromised=True)

    trail = str(list(AuditEntry.objects.values_list("changes", "summary")))
    assert "PRIVATE KEY" not in trail


def test_the_second_seal_is_made_by_the_same_maker(cast: Cast) -> None:
    made_seal(cast)
    made_seal(cast, kind=SealKind.SPECIAL, title="行政审批专用章")
    made_seal(cast, kind=SealKind.SIGNATURE)

    assert InstallationKey.objects.count() == 2
    makers = {read_seal(bytes(one.data)).maker for one in SealMaterial.objects.all()}
    assert set(trust().makers) == makers


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"name": "云江市财政局"}, "本机关全称"),
        ({"title": "财务专用章"}, "专用章须写明"),
        ({"kind": SealKind.SPECIAL}, "专用章须写明"),
        ({"diameter": 90}, "20 至 60 毫米"),
    ],
)
def test_what_cannot_be_made_is_not_asked_for(cast: Cast, asked: dict[str, object], words: str) -> None:
    wanted = {
        "kind": SealKind.OFFICIAL,
        "name": cast.city_office.name,
        "title": "",
        "diameter": 42,
        "reason": "发文用印",
    }

    with pytest.raises(Refused, match=words):
        request(actor=cast.seal_keeper, **{**wanted, **asked})

    assert not Seal.objects.exists()


def test_a_name_without_glyphs_is_refused_with_its_character(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有“ก”字"):
        request(
            actor=cast.seal_keeper,
            kind=SealKind.SIGNATURE,
            name="周ก",
            title="",
            diameter=20,
            reason="签名",
        )


def test_one_seal_is_not_made_twice(cast: Cast) -> None:
    made_seal(cast)

    with pytest.raises(Refused, match="不能重复刻制"):
        requested_seal(cast)
    stop(Seal.objects.get(), actor=cast.leader, reason="磨损")
    assert requested_seal(cast).state == SealState.REQUESTED


def test_a_refused_request_says_why(cast: Cast) -> None:
    seal = requested_seal(cast)
    with pytest.raises(Refused, match="须说明原因"):
        reject(seal, actor=cast.leader, reason=" ")

    reject(seal, actor=cast.leader, reason="已有公章。")

    assert (seal.state, seal.decision_note) == (SealState.REJECTED, "已有公章。")
    with pytest.raises(WrongState):
        make(seal, actor=cast.security_administrator, keeper=cast.seal_keeper)


@pytest.mark.parametrize("who", ["seal_keeper", "drafter", "finance_leader"])
def test_only_the_own_leaders_approve(cast: Cast, who: str) -> None:
    seal = requested_seal(cast)

    with pytest.raises(Refused, match="负责人可以审批"):
        approve(seal, actor=getattr(cast, who))

    seal.refresh_from_db()
    assert seal.state == SealState.REQUESTED


@pytest.mark.parametrize("who", ["leader", "seal_keeper", "system_administrator", "auditor"])
def test_only_the_security_administrator_makes_and_destroys(cast: Cast, who: str) -> None:
    seal = approved_seal(cast)

    with pytest.raises(Refused, match="只有安全保密管理员"):
        make(seal, actor=getattr(cast, who), keeper=cast.seal_keeper)

    assert not SealMaterial.objects.exists()


def test_nobody_keeps_a_seal_without_the_role(cast: Cast) -> None:
    seal = approved_seal(cast)

    with pytest.raises(Refused, match="不是云江市人民政府办公室的印章管理员"):
        make(seal, actor=cast.security_administrator, keeper=cast.drafter)

    seal.refresh_from_db()
    assert seal.state == SealState.APPROVED
    assert not InstallationKey.objects.exists()


def test_custody_passes_when_the_other_has_signed(cast: Cast) -> None:
    seal, other = made_seal(cast), second_keeper(cast)

    hand_over(seal, actor=cast.seal_keeper, to=other, reason="岗位调整")
    seal.refresh_from_db()
    assert seal.keeper == cast.seal_keeper
    accept(Custody.objects.get(kind="HANDED_OVER"), actor=other)

    seal.refresh_from_db()
    assert (seal.keeper, seal.holder) == (other, other)
    assert Custody.objects.get(kind="ISSUED").ended_at is not None
    with pytest.raises(Refused, match="只有保管人可以移交"):
        hand_over(seal, actor=cast.seal_keeper, to=other, reason="再移交")


def test_an_offer_is_taken_back_until_it_is_signed_for(cast: Cast) -> None:
    seal, other = made_seal(cast), second_keeper(cast)
    hand_over(seal, actor=cast.seal_keeper, to=other, reason="岗位调整")
    with pytest.raises(Refused, match="正等待白行简接收"):
        lend(seal, actor=cast.seal_keeper, to=other, reason="休假", due_on=TODAY)
    offered = Custody.objects.get(kind="HANDED_OVER")

    take_back(offered, actor=cast.seal_keeper)

    with pytest.raises(Refused, match="已经办结"):
        accept(offered, actor=other)
    seal.refresh_from_db()
    assert seal.keeper == cast.seal_keeper


def test_a_loan_comes_back(cast: Cast) -> None:
    seal, other = made_seal(cast), second_keeper(cast)
    with pytest.raises(Refused, match="不能早于今天"):
        lend(seal, actor=cast.seal_keeper, to=other, reason="休假", due_on=TODAY - timedelta(days=1))
    lend(seal, actor=cast.seal_keeper, to=other, reason="休假", due_on=TODAY)
    accept(Custody.objects.get(kind="LENT"), actor=other)

    seal.refresh_from_db()
    assert (seal.keeper, seal.holder, seal.is_lent) == (cast.seal_keeper, other, True)
    with pytest.raises(Refused, match="由其本人归还"):
        give_back(seal, actor=cast.seal_keeper)
    give_back(seal, actor=other)

    assert seal.holder == cast.seal_keeper
    assert Custody.objects.get(kind="LENT").ended_at is not None


def test_a_seal_is_given_to_a_keeper_only(cast: Cast) -> None:
    seal = made_seal(cast)

    with pytest.raises(Refused, match="不是云江市人民政府办公室的印章管理员"):
        hand_over(seal, actor=cast.seal_keeper, to=cast.drafter, reason="代管")

    assert Custody.objects.count() == 1


def test_a_stopped_seal_is_at_rest(cast: Cast) -> None:
    seal, other = made_seal(cast), second_keeper(cast)
    lend(seal, actor=cast.seal_keeper, to=other, reason="休假", due_on=TODAY)
    accept(Custody.objects.get(kind="LENT"), actor=other)

    stop(seal, actor=cast.leader, reason="机关更名")

    assert (seal.state, seal.holder) == (SealState.STOPPED, cast.seal_keeper)
    assert not Custody.objects.filter(ended_at__isnull=True).exists()
    with pytest.raises(Conflict, match="停用"):
        lend(seal, actor=cast.seal_keeper, to=other, reason="休假", due_on=TODAY)


def test_destroying_erases_the_key_and_keeps_the_record(cast: Cast) -> None:
    seal = made_seal(cast)
    with pytest.raises(WrongState):
        destroy(seal, actor=cast.security_administrator, reason="缴销")
    stop(seal, actor=cast.leader, reason="机关更名")

    destroy(seal, actor=cast.security_administrator, reason="缴销")

    material = SealMaterial.objects.get()
    assert (material.private_key, bool(material.data)) == ("", True)
    assert seal.state == SealState.DESTROYED


def test_a_disclosed_key_is_on_the_revocation_list(cast: Cast) -> None:
    first = made_seal(cast)
    made_seal(cast, kind=SealKind.SPECIAL, title="财务专用章")
    assert trust().revocation_lists == ()

    stop(first, actor=cast.leader, reason="密钥泄露", is_compromised=True)

    [listed] = trust().revocation_lists
    assert len(listed.revoked) == 1


def test_the_database_itself_holds_that_a_used_seal_is_kept(cast: Cast) -> None:
    made_seal(cast)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE sealing_seal SET holder_id = NULL")


class Maker:
    """A licensed authority and maker somewhere outside."""

    def __init__(self) -> None:
        now = timezone.now() - timedelta(hours=1)
        self.root = create_root("省电子认证服务机构", at=now)
        self.maker = self._holder("省印章制作中心", Purpose.MAKER)
        self.office = self._holder("云江市人民政府办公室", Purpose.SEAL)
        self.seal = self.made(self.office)

    def _holder(self, name: str, purpose: Purpose) -> SoftwareKey:
        pair = generate_key_pair()
        at = timezone.now() - timedelta(minutes=50)
        return SoftwareKey(issue(self.root, name, pair.public, at=at, purpose=purpose), pair)

    def made(self, signer: SoftwareKey, *, until: timedelta = timedelta(days=300)) -> bytes:
        picture: Picture = draw_picture(RoundSeal("云江市人民政府办公室"), "OFD")
        now = timezone.now()
        return make_seal(
            "云江市人民政府办公室印",
            picture,
            seal_id="53010000000017",
            kind=SignerKind.UNIT,
            signers=(signer.certificate,),
            maker=self.maker,
            created_at=now - timedelta(minutes=40),
            valid_until=now + until,
        ).der


def test_an_office_brings_its_own_seal(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    outside = Maker()
    seal = approved_seal(cast)
    key = save_key(outside.office.pair, "口令")

    bring_in(
        seal,
        actor=cast.security_administrator,
        keeper=cast.seal_keeper,
        data=outside.seal,
        certificate=outside.office.certificate.der,
        key=key,
        password="口令",
    )

    assert (seal.state, seal.material.maker) == (SealState.IN_USE, None)
    for folder, certificate in (("roots", outside.root), ("makers", outside.maker)):
        (tmp_path / "trust" / folder).mkdir(parents=True)
        (tmp_path / "trust" / folder / "one.cer").write_bytes(certificate.certificate.der)
    assert trust().roots == (outside.root.certificate,)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "错的"}, "口令不正确"),
        ({"data": b"not a seal"}, "电子印章"),
        ({"certificate": b"not a certificate"}, "证书"),
        ({"key": b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}, "没有按 PKCS #8 加密"),
        ({"other_key": True}, "不是一对"),
        ({"unlisted": True}, "不在印章的签章人名单中"),
        ({"expired": True}, "有效期已经届满"),
    ],
)
def test_a_bad_import_is_refused_in_one_sentence(cast: Cast, wrong: dict[str, object], words: str) -> None:
    outside = Maker()
    seal = approved_seal(cast)
    stranger = outside._holder("云江市财政局", Purpose.SEAL)
    given = {
        "data": outside.seal,
        "certificate": outside.office.certificate.der,
        "key": save_key(outside.office.pair, "口令"),
        "password": "口令",
    }
    if wrong.pop("other_key", False):
        given["key"] = save_key(stranger.pair, "口令")
    if wrong.pop("unlisted", False):
        given["data"] = outside.made(stranger)
    if wrong.pop("expired", False):
        given["data"] = outside.made(outside.office, until=timedelta(minutes=-1))

    with pytest.raises(Refused, match=words):
        bring_in(seal, actor=cast.security_administrator, keeper=cast.seal_keeper, **{**given, **wrong})

    seal.refresh_from_db()
    assert seal.state == SealState.APPROVED
    assert not SealMaterial.objects.exists()


def test_a_damaged_trusted_certificate_is_named(db: None, tmp_path: Path) -> None:
    (tmp_path / "trust" / "roots").mkdir(parents=True)
    (tmp_path / "trust" / "roots" / "broken.pem").write_bytes(b"nothing")

    with pytest.raises(ImproperlyConfigured, match=r"broken\.pem"):
        trust()
