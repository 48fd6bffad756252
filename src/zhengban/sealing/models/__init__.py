"""Rows of seals: the register, who has them, their keys, their uses."""

from zhengban.sealing.models.custody import Custody, CustodyKind
from zhengban.sealing.models.material import InstallationKey, KeyPurpose, SealMaterial
from zhengban.sealing.models.seals import Seal, SealKind, SealState
from zhengban.sealing.models.uses import SealUse

__all__ = [
    "Custody",
    "CustodyKind",
    "InstallationKey",
    "KeyPurpose",
    "Seal",
    "SealKind",
    "SealMaterial",
    "SealState",
    "SealUse",
]
