"""Where a person can go (导航): only places that are installed and that the person may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User
from zhengban.access.views import permission_of
from zhengban.workflow.models import Circulation, WorkItem

Count = Callable[[User], int]


@dataclass(frozen=True)
class Place:
    """A page worth a line in the navigation; ``count`` says how much waits there."""

    label: str | Promise
    icon: str
    view: str
    count: Count | None = None
    is_urgent: bool = False


@dataclass(frozen=True)
class Section:
    """Places that belong together."""

    label: str | Promise
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Entry:
    """A place as this person sees it now."""

    label: str
    icon: str
    url: str
    count: int
    is_urgent: bool
    is_current: bool


@dataclass(frozen=True)
class Group:
    """The entries of a section that this person may open."""

    label: str
    entries: tuple[Entry, ...]


def _open_items(user: User) -> int:
    return WorkItem.objects.awaiting(user).count()


def _unread(user: User) -> int:
    return Circulation.objects.unread_by(user).count()


SECTIONS = (
    Section(
        "",
        (
            Place(_("待办"), "inbox", "portal:to_do", _open_items, is_urgent=True),
            Place(_("待阅"), "eye", "portal:to_read", _unread),
            Place(_("已办"), "circle-check", "portal:handled"),
            Place(_("我发起"), "send", "portal:started"),
        ),
    ),
    Section(
        _("办文"),
        (
            Place(_("拟稿"), "pencil-plus", "documents:draft"),
            Place(_("来文签收"), "file-import", "documents:deliveries"),
            Place(_("收文登记"), "file-import", "documents:register"),
            Place(_("发文登记簿"), "book", "documents:outgoing"),
            Place(_("收文登记簿"), "books", "documents:incoming"),
        ),
    ),
    # Home is the first place a person may open, and an administrator's is administration.
    Section(
        _("管理"),
        (
            Place(_("人员账号"), "users", "organization:people"),
            Place(_("组织机构"), "sitemap", "organization:tree"),
            Place(_("机关代字"), "hash", "numbering:codes"),
            Place(_("岗位授权"), "certificate", "organization:roles"),
            Place(_("审计记录"), "history", "audit:entries"),
            Place(_("封存核验"), "shield-check", "audit:batches"),
            Place(_("流程设计"), "sitemap", "designing:processes"),
        ),
    ),
    Section(
        _("查错"),
        (
            Place(_("集中查错"), "list-check", "quality:rounds"),
            Place(_("差错统计"), "chart-bar", "quality:statistics"),
            Place(_("本机关词库"), "vocabulary", "proofing:lexicon"),
            Place(_("校核规则"), "adjustments", "proofing:rules"),
        ),
    ),
    Section(
        _("印章"),
        (
            Place(_("印章登记簿"), "rubber-stamp", "sealing:seals"),
            Place(_("用印登记簿"), "book", "sealing:uses"),
            Place(_("三对账"), "list-details", "documents:reconciliation"),
        ),
    ),
    Section(_("查询"), (Place(_("搜索"), "search", "portal:search"),)),
    Section(
        _("个人"),
        (
            Place(_("委托"), "user-share", "organization:delegations"),
            Place(_("工作移交"), "users", "workflow:handovers"),
            Place(_("我的账号"), "user", "organization:own_account"),
        ),
    ),
    Section(_("公用"), (Place(_("公章验真"), "shield-check", "verify"),)),
)
FAVOURITES = frozenset(
    {
        "portal:to_do",
        "portal:to_read",
        "documents:draft",
        "portal:search",
        "organization:people",
        "organization:tree",
        "organization:roles",
        "audit:entries",
        "audit:batches",
    }
)


@dataclass(frozen=True)
class Navigation:
    """Everything the frame shows of where to go."""

    groups: tuple[Group, ...]
    favourites: tuple[Entry, ...]


def navigation_for(user: User, path: str) -> Navigation:
    """The person's navigation on the page at ``path``."""
    urls = {
        place.view: url
        for section in SECTIONS
        for place in section.places
        if (url := open_address(place.view, user))
    }
    current = max((url for url in urls.values() if path.startswith(url)), key=len, default=None)
    groups = []
    favourites = []
    for section in SECTIONS:
        entries = []
        for place in section.places:
            if place.view not in urls:
                continue
            entry = Entry(
                label=str(place.label),
                icon=place.icon,
                url=urls[place.view],
                count=place.count(user) if place.count else 0,
                is_urgent=place.is_urgent,
                is_current=urls[place.view] == current,
            )
            entries.append(entry)
            if place.view in FAVOURITES:
                favourites.append(entry)
        if entries:
            groups.append(Group(str(section.label), tuple(entries)))
    return Navigation(tuple(groups), tuple(favourites))


def open_address(view: str, user: User) -> str | None:
    """The address of a page, where it is installed and open to the person."""
    try:
        url = reverse(view)
    except NoReverseMatch:
        return None  # an installation may do without the app that owns the page
    permission = permission_of(resolve(url).func)
    allowed = permission is not None and (permission.ask is None or permission.ask(user))
    return url if allowed else None
