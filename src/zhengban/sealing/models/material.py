"""The keys behind the seals, at rest in PKCS #8 files encrypted with the installation's password.

Their rows stand apart from the register, so that nothing that prints or trails a seal ever touches a key.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel
from zhengban.sealing.models.seals import Seal


class KeyPurpose(models.TextChoices):
    """What the installation's own certificates are for."""

    ROOT = "ROOT", _("根证书")
    MAKER = "MAKER", _("制章人")


class InstallationKey(GuardedModel):
    """A key pair of the installation itself, with which it makes seals until an office brings its own."""

    purpose = models.CharField(_("用途"), max_length=8, choices=KeyPurpose.choices, unique=True)
    issuer = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("签发者"))
    certificate = models.BinaryField(_("证书"))
    private_key = models.TextField(_("加密的私钥"))
    revocation_list = models.BinaryField(_("吊销列表"), default=bytes)
    made_at = models.DateTimeField(_("生成时间"))

    class Meta:
        verbose_name = _("本机证书")

    def __str__(self) -> str:
        return str(self.get_purpose_display())


class SealMaterial(GuardedModel):
    """What makes a seal work (印章数据): the seal by GB/T 38540, its signer's certificate and key.

    The key goes when the seal is destroyed; seal and certificate stay, so that old papers can still be explained.
    """

    seal = models.OneToOneField(Seal, models.PROTECT, related_name="material")
    maker = models.ForeignKey(
        InstallationKey, models.PROTECT, null=True, related_name="+", verbose_name=_("本机制章人")
    )
    data = models.BinaryField(_("电子印章"))
    certificate = models.BinaryField(_("签章人证书"))
    private_key = models.TextField(_("加密的私钥"), blank=True)
    revoked_at = models.DateTimeField(_("吊销时间"), null=True)

    class Meta:
        verbose_name = _("印章数据")

    def __str__(self) -> str:
        return str(self.seal)
