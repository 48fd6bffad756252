"""The same people everywhere: the cast of every test, in two connected agencies and one outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhengban.access.actions import change_password, enable_account, open_account
from zhengban.access.loading import loading
from zhengban.access.models import Duty, User
from zhengban.organizations import actions as organize
from zhengban.organizations.models import Agency, AgencyKind, Level, PostKind, Role, Unit

FOUNDED = date(2020, 1, 1)
FIRST_PASSWORD = "Chushi-Mima-1"
PASSWORD = "Yunjiang-2026"


@dataclass(frozen=True)
class Cast:
    """Who works where; every name says what the person does."""

    system_administrator: User
    security_administrator: User
    auditor: User
    city_office: Agency
    finance: Agency
    county_office: Agency
    outside: Agency
    unit: Unit
    finance_unit: Unit
    second_unit: Unit
    third_unit: Unit
    drafter: User
    unit_head: User
    second_head: User
    third_head: User
    reviewer: User
    leader: User
    deputy_leader: User
    rechecker: User
    numbering_clerk: User
    registrar: User
    archivist: User
    seal_keeper: User
    stranger: User
    finance_registrar: User
    finance_reviewer: User
    finance_leader: User
    finance_head: User
    finance_staff: User
    finance_archivist: User
    county_registrar: User


def make_cast() -> Cast:
    """Found the agencies and appoint everybody, by the real actions."""
    system, security, auditor = (_administrator(*who) for who in _ADMINISTRATORS)

    def person(username: str, name: str) -> User:
        user = open_account(
            actor=system, username=username, name=name, password=FIRST_PASSWORD, duty=Duty.BUSINESS
        )
        enable_account(user, actor=security)
        change_password(user, actor=user, password=PASSWORD)
        return user

    def agency(
        name: str,
        short: str,
        kind: AgencyKind,
        level: Level,
        superior: Agency | None,
        *,
        connected: bool = True,
    ) -> Agency:
        return organize.add_agency(
            actor=system,
            name=name,
            short_name=short,
            kind=kind,
            level=level,
            superior=superior,
            starts_on=FOUNDED,
            is_connected=connected,
        )

    def unit(of: Agency, name: str, *, leadership: bool = False) -> Unit:
        return organize.add_unit(actor=system, agency=of, name=name, starts_on=FOUNDED, is_leadership=leadership)

    def appoint(username: str, name: str, where: Unit, post: str, kind: PostKind, rank: int, *roles: Role) -> User:
        user = person(username, name)
        held = organize.add_post(actor=system, unit=where, name=post, kind=kind, rank=rank)
        organize.appoint(actor=system, user=user, post=held, starts_on=FOUNDED)
        for role in roles:
            organize.grant_role(actor=security, user=user, agency=where.agency, role=role, starts_on=FOUNDED)
        return user

    outside = agency(
        "南岭省人民政府办公厅", "省政府办公厅", AgencyKind.OFFICE, Level.PROVINCE, None, connected=False
    )
    city = agency("云江市人民政府办公室", "市政府办公室", AgencyKind.OFFICE, Level.CITY, outside)
    finance = agency("云江市财政局", "市财政局", AgencyKind.DEPARTMENT, Level.CITY, city)
    county = agency("青溪县人民政府办公室", "县政府办公室", AgencyKind.OFFICE, Level.COUNTY, city)

    top = unit(city, "领导班子", leadership=True)
    first, second, third = unit(city, "综合科"), unit(city, "秘书一科"), unit(city, "督查科")
    records = unit(city, "文电科")
    finance_top = unit(finance, "局领导", leadership=True)
    finance_unit = unit(finance, "预算科")
    finance_office = unit(finance, "办公室")
    county_office = unit(county, "文电科")
    head, staff = PostKind.UNIT_HEAD, PostKind.STAFF
    return Cast(
        system_administrator=system,
        security_administrator=security,
        auditor=auditor,
        city_office=city,
        finance=finance,
        county_office=county,
        outside=outside,
        unit=first,
        finance_unit=finance_unit,
        second_unit=second,
        third_unit=third,
        leader=appoint("leader", "周明远", top, "主任", PostKind.PRINCIPAL, 10),
        deputy_leader=appoint("deputy", "沈若川", top, "副主任", PostKind.DEPUTY, 20),
        unit_head=appoint("unit_head", "何砚秋", first, "科长", head, 30),
        second_head=appoint("second_head", "陆景和", second, "科长", head, 31),
        third_head=appoint("third_head", "方知夏", third, "科长", head, 32),
        drafter=appoint("drafter", "林晚青", first, "科员", staff, 60),
        reviewer=appoint("reviewer", "顾书言", records, "副科长", staff, 40, Role.OFFICE_REVIEWER),
        rechecker=appoint("rechecker", "宋予安", records, "科员", staff, 61, Role.RECHECKER),
        numbering_clerk=appoint("numbering", "许清禾", records, "科员", staff, 62, Role.NUMBERING_CLERK),
        registrar=appoint("registrar", "叶知秋", records, "机要员", staff, 63, Role.REGISTRAR),
        archivist=appoint("archivist", "程望舒", records, "档案员", staff, 64, Role.ARCHIVIST),
        seal_keeper=appoint("seal_keeper", "温如玉", records, "印章管理员", staff, 66, Role.SEAL_KEEPER),
        stranger=appoint("stranger", "白行简", second, "科员", staff, 65),
        finance_registrar=appoint("f_registrar", "苏晓棠", finance_office, "机要员", staff, 63, Role.REGISTRAR),
        finance_reviewer=appoint("f_reviewer", "魏长庚", finance_office, "主任", head, 30, Role.OFFICE_REVIEWER),
        finance_leader=appoint("f_leader", "罗承安", finance_top, "局长", PostKind.PRINCIPAL, 10),
        finance_head=appoint("f_head", "秦允文", finance_unit, "科长", head, 31),
        finance_staff=appoint("f_staff", "江映月", finance_unit, "科员", staff, 60),
        finance_archivist=appoint("f_archivist", "丁若谷", finance_office, "档案员", staff, 64, Role.ARCHIVIST),
        county_registrar=appoint("c_registrar", "柳含烟", county_office, "机要员", staff, 63, Role.REGISTRAR),
    )


_ADMINISTRATORS = (
    ("sysadmin", "系统管理员甲", Duty.SYSTEM),
    ("secadmin", "安全管理员乙", Duty.SECURITY),
    ("auditor", "安全审计员丙", Duty.AUDIT),
)


def _administrator(username: str, name: str, duty: Duty) -> User:
    # The first three accounts of an installation come with it; nobody could open them by an action.
    user = User(username=username, name=name, duty=duty, is_active=True, must_change_password=False)
    user.set_password(PASSWORD)
    with loading("首个管理员账号"):
        user.save()
    return user
