from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.people import Cast
from zhengban.access.decisions import ALLOWED, Decision
from zhengban.access.errors import GateClosed, Refused, WrongState
from zhengban.access.gate import CreateAction
from zhengban.access.models import Duty, User
from zhengban.audit.models import AuditEntry
from zhengban.numbering.actions import add_code, open_series, retire_code
from zhengban.numbering.allocation import allocate, allocate_incoming, void
from zhengban.numbering.models import IssuerCode, Number, NumberState, Series, SeriesKind
from zhengban.numbering.register import codes_of, find_gaps, prove
from zhengban.organizations.models import Agency

CODE = "云政办发"
YEAR = 2026


def _anyone(actor: User) -> Decision:
    return ALLOWED


def _give(*, actor: User, agency: Agency, holder: str, code: str = CODE) -> Number:
    """Number a paper."""
    return allocate(agency, code, YEAR, holder=holder)


def _give_and_fail(*, actor: User, agency: Agency) -> Number:
    """Number a paper, then fail."""
    allocate(agency, CODE, YEAR, holder="未成的文件")
    raise WrongState("正文为空，不能编号。")


def _give_incoming(*, actor: User, agency: Agency) -> Number:
    """Number an incoming paper."""
    return allocate_incoming(agency, YEAR, holder="来文")


def _void(*, actor: User, number: Number, reason: str) -> Number:
    """Void a number."""
    void(number, reason)
    return number


# The real gate, kept out of the register of the product's own actions.
give = CreateAction(_give, code="test.give", label="编号", allowed=_anyone, duty=Duty.BUSINESS)
give_and_fail = CreateAction(
    _give_and_fail, code="test.give_and_fail", label="编号", allowed=_anyone, duty=Duty.BUSINESS
)
give_incoming = CreateAction(
    _give_incoming, code="test.give_incoming", label="登记", allowed=_anyone, duty=Duty.BUSINESS
)
void_number = CreateAction(_void, code="test.void", label="作废", allowed=_anyone, duty=Duty.BUSINESS)


@pytest.fixture
def code(cast: Cast) -> IssuerCode:
    return add_code(actor=cast.system_administrator, agency=cast.city_office, text=CODE)


def test_numbers_follow_each_other_in_their_series(cast: Cast, code: IssuerCode) -> None:
    add_code(actor=cast.system_administrator, agency=cast.city_office, text="云政办函", order=1)

    given = [
        str(give(actor=cast.numbering_clerk, agency=cast.city_office, holder=f"通知{n}", code=text))
        for n, text in enumerate((CODE, CODE, "云政办函"))
    ]

    assert given == ["云政办发〔2026〕1号", "云政办发〔2026〕2号", "云政办函〔2026〕1号"]
    assert codes_of(cast.city_office) == [CODE, "云政办函"]


def test_each_agency_registers_incoming_papers_on_its_own(cast: Cast) -> None:
    for agency, written in (
        (cast.city_office, "收〔2026〕1号"),
        (cast.city_office, "收〔2026〕2号"),
        (cast.finance, "收〔2026〕1号"),
    ):
        assert str(give_incoming(actor=cast.registrar, agency=agency)) == written


def test_a_number_is_given_only_inside_an_action(cast: Cast, code: IssuerCode) -> None:
    number = give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知")

    for attempt in (
        lambda: allocate(cast.city_office, CODE, YEAR, holder="通知"),
        lambda: allocate_incoming(cast.city_office, YEAR, holder="来文"),
        lambda: void(number, "重复"),
        lambda: setattr(number, "ordinal", 9),
        number.delete,
        Number.objects.all().delete,
    ):
        with pytest.raises(GateClosed):
            attempt()

    assert Number.objects.count() == 1


def test_an_undone_action_leaves_no_gap(cast: Cast, code: IssuerCode) -> None:
    give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知一")
    with pytest.raises(WrongState):
        give_and_fail(actor=cast.numbering_clerk, agency=cast.city_office)

    second = give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知二")

    assert second.ordinal == 2
    assert find_gaps(second.series) == ()


def test_a_void_number_keeps_its_place_and_reason(cast: Cast, code: IssuerCode) -> None:
    number = give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知一")

    void_number(actor=cast.numbering_clerk, number=number, reason="印发前撤销")

    following = give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知二")
    assert following.ordinal == 2
    kept = Number.objects.get(pk=number.pk)
    assert (kept.ordinal, kept.state, kept.void_reason) == (1, NumberState.VOID, "印发前撤销")
    with pytest.raises(WrongState, match="云政办发〔2026〕1号已作废，原因：印发前撤销"):
        void_number(actor=cast.numbering_clerk, number=number, reason="再作废")
    with pytest.raises(WrongState, match="作废编号须说明原因"):
        void_number(actor=cast.numbering_clerk, number=following, reason="  ")
    [proof] = prove(cast.city_office, YEAR)
    assert (proof.given, proof.void, proof.gaps) == (2, 1, ())


def test_the_database_refuses_a_second_life(cast: Cast, code: IssuerCode) -> None:
    number = give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO numbering_number (series_id, ordinal, state, holder, given_at, void_reason)"
            " VALUES (%s, 1, 'ISSUED', '另一件', %s, '')",
            [number.series_id, number.given_at],
        )


def test_a_missing_number_is_found(cast: Cast, code: IssuerCode) -> None:
    given = [give(actor=cast.numbering_clerk, agency=cast.city_office, holder=f"通知{n}") for n in range(4)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM numbering_number WHERE id IN (%s, %s)", [given[1].pk, given[3].pk])

    [proof] = prove(cast.city_office, YEAR)

    assert (proof.given, proof.gaps) == (2, (2, 4))


def test_a_code_must_be_the_agencys_own_and_in_use(cast: Cast, code: IssuerCode) -> None:
    with pytest.raises(Refused, match="云江市财政局没有机关代字“云政办发”"):
        give(actor=cast.finance_staff, agency=cast.finance, holder="通知")
    retire_code(code, actor=cast.system_administrator, on=date(2026, 1, 1), reason="机构改革")
    with pytest.raises(Refused, match="机关代字“云政办发”已于2026-01-01停用"):
        give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知")

    assert not Series.objects.exists()
    assert codes_of(cast.city_office) == []


def test_a_code_has_one_owner_and_an_official_form(cast: Cast, code: IssuerCode) -> None:
    with pytest.raises(Refused, match="已由云江市人民政府办公室登记"):
        add_code(actor=cast.system_administrator, agency=cast.finance, text=CODE)
    for text in ("", "云政办发 ", "云政〔2026〕", "长" * 17):
        with pytest.raises(ValidationError):
            add_code(actor=cast.system_administrator, agency=cast.finance, text=text)
    with pytest.raises(Refused, match="只有系统管理员可以登记机关代字"):
        add_code(actor=cast.drafter, agency=cast.finance, text="云财发")

    assert list(IssuerCode.objects.values_list("text", flat=True)) == [CODE]


def test_an_office_that_moves_in_mid_year_goes_on_counting(cast: Cast, code: IssuerCode) -> None:
    office = cast.city_office
    open_series(
        actor=cast.system_administrator,
        agency=office,
        kind=SeriesKind.OUTGOING,
        code=CODE,
        year=YEAR,
        first_ordinal=57,
    )

    number = give(actor=cast.numbering_clerk, agency=office, holder="通知")

    assert str(number) == "云政办发〔2026〕57号"
    assert find_gaps(number.series) == ()
    with pytest.raises(Refused, match="已启用，下一号为58"):
        open_series(
            actor=cast.system_administrator,
            agency=office,
            kind=SeriesKind.OUTGOING,
            code=CODE,
            year=YEAR,
            first_ordinal=90,
        )


def test_giving_a_number_costs_three_queries(
    cast: Cast, code: IssuerCode, django_assert_num_queries: object
) -> None:
    give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知")

    # The locked series with its code, its next ordinal, the number; the rest is the gate's: savepoint and entry.
    with django_assert_num_queries(3 + 3):  # type: ignore[operator]
        give(actor=cast.numbering_clerk, agency=cast.city_office, holder="通知")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sixty_four_at_once_leave_no_gap_and_no_duplicate(committed_cast: Cast) -> None:
    cast = committed_cast
    add_code(actor=cast.system_administrator, agency=cast.city_office, text=CODE)
    ready = Barrier(64)

    def one(turn: int) -> str:
        # Every eighth fails after it has its number, and must give it back.
        ready.wait(timeout=30)
        try:
            if turn % 8 == 7:
                give_and_fail(actor=cast.numbering_clerk, agency=cast.city_office)
            return str(give(actor=cast.numbering_clerk, agency=cast.city_office, holder=f"通知{turn}"))
        except WrongState:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(64) as threads:
        written = list(threads.map(one, range(64)))

    assert sorted(filter(None, written)) == sorted(f"云政办发〔2026〕{ordinal}号" for ordinal in range(1, 57))
    [proof] = prove(cast.city_office, YEAR)
    assert (proof.given, proof.gaps, proof.series.next_ordinal) == (56, (), 57)
    assert AuditEntry.objects.filter(code="test.give").count() == 56
