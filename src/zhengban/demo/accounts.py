"""The demo accounts a newcomer signs in with."""

from __future__ import annotations

from dataclasses import dataclass

from zhengban.demo.city import ADMINISTRATORS, OFFICE, agency
from zhengban.demo.founding import PASSWORD

_ROLES = (
    ("OFFICE_REVIEWER", "办公室核稿、拟办"),
    ("RECHECKER", "复核"),
    ("NUMBERING_CLERK", "编号"),
    ("SEAL_KEEPER", "用印、保管印章"),
    ("REGISTRAR", "分发、签收、登记"),
    ("ARCHIVIST", "归档"),
)


@dataclass(frozen=True)
class DemoAccount:
    """An account and what it is for."""

    username: str
    name: str
    purpose: str


def demo_accounts() -> tuple[DemoAccount, ...]:
    """One account for each part in the two lives of a document."""
    unit = OFFICE.drafting_units[0]
    drafter = next(one for one in unit.people if one.kind == "STAFF")
    head = unit.people[0]
    found = [
        DemoAccount(drafter.username, drafter.name, f"{OFFICE.short_name}拟稿"),
        DemoAccount(head.username, head.name, "处室核稿、会签"),
    ]
    for role, purpose in _ROLES:
        person = OFFICE.with_role(role)[0]  # type: ignore[arg-type]
        found.append(DemoAccount(person.username, person.name, purpose))
    leader = OFFICE.leaders[0]
    found.append(DemoAccount(leader.username, leader.name, "签发、批示"))
    for key in ("finance", "qingxi"):
        data = agency(key)
        registrar = data.with_role("REGISTRAR")[0]
        found.append(DemoAccount(registrar.username, registrar.name, f"{data.short_name}机要（签收、登记）"))
    found += [DemoAccount(username, name, "管理（看不到公文）") for username, name, _duty in ADMINISTRATORS]
    return tuple(found)


def accounts_text() -> str:
    """The accounts as ./run prints them."""
    lines = [f"  {one.username:<20}{one.name}　{one.purpose}" for one in demo_accounts()]
    return "\n".join(["演示账号（密码均为 " + PASSWORD + "）：", *lines, ""])
