"""Electronic seals (电子印章) and what they sign (电子签章数据): GB/T 38540-2020 (V4), reading GM/T 0031-2014 (V1) too."""

from gongwen.seal.ses.seal import MAX_PICTURE, ElectronicSeal, Picture, SealKind, make_seal, read_seal
from gongwen.seal.ses.stamp import Stamp, make_stamp, read_stamp

__all__ = [
    "MAX_PICTURE",
    "ElectronicSeal",
    "Picture",
    "SealKind",
    "Stamp",
    "make_seal",
    "make_stamp",
    "read_seal",
    "read_stamp",
]
