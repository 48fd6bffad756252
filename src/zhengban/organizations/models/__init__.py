"""The organisation's rows; every one that can end is valid by date and never deleted."""

from zhengban.organizations.models.agencies import Agency, AgencyKind, Level, Post, PostKind, Unit
from zhengban.organizations.models.people import Appointment, Delegation, Role, RoleGrant, Standing

__all__ = [
    "Agency",
    "AgencyKind",
    "Appointment",
    "Delegation",
    "Level",
    "Post",
    "PostKind",
    "Role",
    "RoleGrant",
    "Standing",
    "Unit",
]
