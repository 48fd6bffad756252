"""Electronic seals (电子印章) on SM2: made, put on OFD and PDF files, verified by anyone, offline.

``seal_file`` seals, ``inspect`` answers what is good and what changed, ``verify`` answers or raises. Keys, certificates
and an authority for trials are in ``pki``; seals as data in ``ses``; the algorithms in ``sm``.
"""

from gongwen.seal.device import SigningDevice, SoftwareKey
from gongwen.seal.errors import BadCertificate, BadKey, BadStructure, CannotSeal, SealError
from gongwen.seal.ofd_sealing import seal_ofd
from gongwen.seal.pki.certificate import Certificate, dump_pem, read_certificate, read_certificates
from gongwen.seal.pki.chain import Trust
from gongwen.seal.pki.key_file import load_key, save_key
from gongwen.seal.pki.revocation import RevocationList, read_revocation_list
from gongwen.seal.placing import AcrossPages, At, OnSignature, Placement
from gongwen.seal.report import BEIJING, Code, Finding, InvalidSeal, Report, SignatureReport, Verdict
from gongwen.seal.sealing import seal_file
from gongwen.seal.ses import ElectronicSeal, Picture, SealKind, make_seal, read_seal
from gongwen.seal.sm import KeyPair, MissingBackend, generate_key_pair, sm3
from gongwen.seal.timestamp import TimestampAuthority, TimestampService
from gongwen.seal.timestamp_http import HttpTimestampService
from gongwen.seal.verification import inspect, verify

__all__ = [
    "BEIJING",
    "AcrossPages",
    "At",
    "BadCertificate",
    "BadKey",
    "BadStructure",
    "CannotSeal",
    "Certificate",
    "Code",
    "ElectronicSeal",
    "Finding",
    "HttpTimestampService",
    "InvalidSeal",
    "KeyPair",
    "MissingBackend",
    "OnSignature",
    "Picture",
    "Placement",
    "Report",
    "RevocationList",
    "SealError",
    "SealKind",
    "SignatureReport",
    "SigningDevice",
    "SoftwareKey",
    "TimestampAuthority",
    "TimestampService",
    "Trust",
    "Verdict",
    "dump_pem",
    "generate_key_pair",
    "inspect",
    "load_key",
    "make_seal",
    "read_certificate",
    "read_certificates",
    "read_revocation_list",
    "read_seal",
    "save_key",
    "seal_file",
    "seal_ofd",
    "sm3",
    "verify",
]
