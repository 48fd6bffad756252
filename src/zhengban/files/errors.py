"""How a file is turned away: one sentence for the person, one status for the answer."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError


class FileRefused(ValidationError):
    """The file is not taken (拒收) and nothing was stored; raised in a form's ``clean`` it is the form's error."""

    def __init__(self, sentence: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(sentence, code="file_refused")
        self.sentence = sentence
        self.status = status

    def __str__(self) -> str:
        return self.sentence


class FileTooLarge(FileRefused):
    """The file is larger than the office takes."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(f"“{name}”超过{limit // 1024 // 1024}MB，不能上传。", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class KindRefused(FileRefused):
    """The kind of file is not on the list, or its name says another one."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


class UnsupportedKind(KindRefused):
    """The office does not take files of this kind at all."""

    def __init__(self, name: str) -> None:
        super().__init__(f"不支持“{name}”这类文件，可上传 Word、WPS、Excel、PDF、OFD、TXT 文件和 JPG、PNG 图片。")


class ScannerUnavailable(FileRefused):
    """The installation demands a virus scan, and the scanner does not answer."""

    def __init__(self) -> None:
        super().__init__("病毒扫描服务暂不可用，文件未接收，请稍后再试。", HTTPStatus.SERVICE_UNAVAILABLE)
