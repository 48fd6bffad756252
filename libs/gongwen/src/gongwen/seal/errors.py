"""Why something is not signed, sealed or read; each message is one Chinese sentence."""


class SealError(ValueError):
    """The seal, certificate or key is not used."""


class BadStructure(SealError):
    """The bytes are not the structure that they should be."""


class BadKey(SealError):
    """The key file is wrong, unprotected, or its password is."""


class BadCertificate(SealError):
    """The certificate is not one, or may not be used for this."""


class CannotSeal(SealError):
    """The seal may not be put on this file, here and now."""
