"""The ASN.1 of seals as found in the field: V4 by GB/T 38540-2020, V1 by GM/T 0031-2014.

The names are those of the standards. Two freedoms of real files are allowed when reading: extension data with or
without its tag [0], and whatever stands in the list of certificates.
"""

from __future__ import annotations

from asn1crypto import core


class Header(core.Sequence):
    """SES_Header."""

    _fields = [("ID", core.IA5String), ("version", core.Integer), ("Vid", core.IA5String)]


class ExtensionData(core.Sequence):
    """ExtData."""

    _fields = [
        ("extnID", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("extnValue", core.OctetString),
    ]


class ExtensionDatas(core.SequenceOf):
    _child_spec = ExtensionData


class CertificateList(core.SequenceOf):
    """SES_CertList: OCTET STRING (certificates) or SEQUENCE {type, value} (their digests)."""

    _child_spec = core.Any


class CertificateDigest(core.Sequence):
    """CertDigestObj."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class Property4(core.Sequence):
    """SES_ESPropertyInfo, V4."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("certListType", core.Integer),
        ("certList", CertificateList),
        ("createDate", core.GeneralizedTime),
        ("validStart", core.GeneralizedTime),
        ("validEnd", core.GeneralizedTime),
    ]


class Property1(core.Sequence):
    """SES_ESPropertyInfo, V1."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("certList", CertificateList),
        ("createDate", core.UTCTime),
        ("validStart", core.UTCTime),
        ("validEnd", core.UTCTime),
    ]


class PictureInfo(core.Sequence):
    """SES_ESPictrueInfo; width and height in millimetres."""

    _fields = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


_EXTENSIONS = [
    ("extDatas", ExtensionDatas, {"explicit": 0, "optional": True}),
    ("bareExtDatas", ExtensionDatas, {"optional": True}),
]


class SealInfo4(core.Sequence):
    """SES_SealInfo, V4."""

    _fields = [
        ("header", Header),
        ("esID", core.IA5String),
        ("property", Property4),
        ("picture", PictureInfo),
        *_EXTENSIONS,
    ]


class SealInfo1(core.Sequence):
    """SES_SealInfo, V1."""

    _fields = [
        ("header", Header),
        ("esID", core.IA5String),
        ("property", Property1),
        ("picture", PictureInfo),
        *_EXTENSIONS,
    ]


class Seal4(core.Sequence):
    """SESeal, V4."""

    _fields = [
        ("eSealInfo", SealInfo4),
        ("cert", core.OctetString),
        ("signAlgID", core.ObjectIdentifier),
        ("signedValue", core.OctetBitString),
    ]


class SignInfo1(core.Sequence):
    """SES_SignInfo, V1."""

    _fields = [
        ("cert", core.OctetString),
        ("signatureAlgorithm", core.ObjectIdentifier),
        ("signData", core.OctetBitString),
    ]


class Seal1(core.Sequence):
    """SESeal, V1."""

    _fields = [("esealInfo", SealInfo1), ("signInfo", SignInfo1)]


class ToSign4(core.Sequence):
    """TBS_Sign, V4."""

    _fields = [
        ("version", core.Integer),
        ("eseal", Seal4),
        ("timeInfo", core.GeneralizedTime),
        ("dataHash", core.OctetBitString),
        ("propertyInfo", core.IA5String),
        *_EXTENSIONS,
    ]


class Signature4(core.Sequence):
    """SES_Signature, V4."""

    _fields = [
        ("toSign", ToSign4),
        ("cert", core.OctetString),
        ("signatureAlgID", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("timeStamp", core.OctetBitString, {"explicit": 0, "optional": True}),
    ]


class ToSign1(core.Sequence):
    """TBS_Sign, V1."""

    _fields = [
        ("version", core.Integer),
        ("eseal", Seal1),
        ("timeInfo", core.OctetBitString),
        ("dataHash", core.OctetBitString),
        ("propertyInfo", core.IA5String),
        ("cert", core.OctetString),
        ("signatureAlgorithm", core.ObjectIdentifier),
    ]


class Signature1(core.Sequence):
    """SES_Signature, V1."""

    _fields = [("toSign", ToSign1), ("signature", core.OctetBitString)]


class Parts(core.SequenceOf):
    """A SEQUENCE whose kind is still to be found out."""

    _child_spec = core.Any
