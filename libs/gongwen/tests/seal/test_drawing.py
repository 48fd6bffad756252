"""Pictures of seals: measures, order of the signs, what does not fit, and the same marks in OFD."""

from __future__ import annotations

import io
import math
import os
import struct
import zipfile

import pytest
from lxml import etree

from gongwen.ofd import open_ofd
from gongwen.seal import CannotSeal
from gongwen.seal.drawing import NameSeal, RoundSeal, draw_ofd, draw_picture, draw_png, draw_svg

from .world import NAME, World, png, seal_of

needs_fonts = pytest.mark.skipif(not os.environ.get("GONGWEN_FONTS"), reason="no fonts installed")
_EMBLEM = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="red"/></svg>'
)


@pytest.mark.parametrize("count", [2, 6, 10, 16, 25, 40])
@pytest.mark.parametrize("diameter", [38, 42, 60])
def test_name_on_the_arc(count: int, diameter: int) -> None:
    """Left to right over the top, symmetrical, inside the ring, no sign over the next."""
    drawing = RoundSeal("府" * count, diameter).drawing()
    angles = [sign.turned for sign in drawing.signs]
    assert angles == sorted(angles)
    assert angles[0] == pytest.approx(-angles[-1])
    assert angles[-1] - angles[0] <= 270.001
    for sign in drawing.signs:
        radius = math.hypot(sign.x, sign.y)
        assert radius + sign.height / 2 < diameter / 2 - drawing.frame.line
        assert math.degrees(math.atan2(sign.x, -sign.y)) == pytest.approx(sign.turned)
        pitch = math.radians(angles[1] - angles[0])
        assert sign.height * sign.stretch <= radius * pitch
        assert 0.44 < sign.stretch <= 1


def test_star_stands_upright_in_the_middle() -> None:
    star = RoundSeal(NAME).drawing().star
    assert len(star) == 10
    assert star[0] == pytest.approx((0, -7))
    assert {round(math.hypot(*corner), 3) for corner in star[::2]} == {7.0}
    # The points of a pentagram lie on straight lines: the inner corners beside the top point are level with two points.
    assert star[1][1] == pytest.approx(star[2][1])


def test_code_is_read_from_left_to_right_below() -> None:
    signs = RoundSeal(NAME, code="5301000000017").drawing().signs[len(NAME) :]
    assert "".join(sign.text for sign in signs) == "5301000000017"
    assert [sign.x for sign in signs] == sorted(sign.x for sign in signs)
    assert all(sign.y > 17 for sign in signs)


def test_title_below_the_star() -> None:
    signs = RoundSeal(NAME, title="行政审批专用章").drawing().signs[len(NAME) :]
    assert "".join(sign.text for sign in signs) == "行政审批专用章"
    assert {sign.y for sign in signs} == {11.5}
    assert signs[-1].x - signs[0].x < 25


@pytest.mark.parametrize(
    ("name", "columns"),
    [("李云江", ("李云", "江印")), ("王江", ("王江", "之印")), ("欧阳云江", ("欧阳", "云江"))],
)
def test_name_seal_is_read_in_columns_from_the_right(name: str, columns: tuple[str, str]) -> None:
    signs = NameSeal(name).drawing().signs
    right = "".join(sign.text for sign in signs if sign.x > 0)
    left = "".join(sign.text for sign in signs if sign.x < 0)
    assert (right, left) == columns


@pytest.mark.parametrize(
    ("design", "saying"),
    [
        (RoundSeal("府"), "印章名称应为 2 至 40 个字"),
        (RoundSeal("府" * 41), "印章名称应为 2 至 40 个字"),
        (RoundSeal("云江市 政府"), "中间不空格"),
        (RoundSeal(NAME, title="章" * 13), "专用章名称"),
        (RoundSeal(NAME, code="1" * 19), "印章编码"),
        (RoundSeal(NAME, 200), "印章直径应为 20 至 60 毫米"),
        (RoundSeal(NAME, emblem=bytes(2_000_000)), "超过 1 MB"),
        (NameSeal("江"), "姓名应为 2 至 4 个字"),
        (NameSeal("李云江", 99), "名章边长"),
    ],
)
def test_what_does_not_fit(design: RoundSeal | NameSeal, saying: str) -> None:
    with pytest.raises(CannotSeal, match=saying):
        design.drawing()


@needs_fonts
class TestDrawn:
    def test_png_has_its_size_and_a_clear_ground(self) -> None:
        data = draw_png(RoundSeal(NAME), dpi=254)
        width, height, _, colour = struct.unpack(">IIBB", data[16:26])
        assert (width, height) == (420, 420)
        assert colour == 6, "red, green, blue and transparency"

    def test_the_same_design_gives_the_same_bytes(self) -> None:
        design = RoundSeal(NAME, title="财务专用章", code="5301000000017")
        assert draw_svg(design) == draw_svg(design)
        assert draw_ofd(design) == draw_ofd(design)

    def test_picture_for_a_seal(self, world: World) -> None:
        for kind in ("PNG", "OFD"):
            picture = draw_picture(RoundSeal(NAME, 45), kind)
            assert (picture.kind, picture.width, picture.height, picture.faults()) == (kind, 45, 45, ())
            assert seal_of(world.maker, world.office.certificate, picture=picture).is_signed_by_maker

    def test_ofd_has_every_mark_in_its_place(self) -> None:
        design = RoundSeal(NAME, code="5301000000017")
        data = draw_ofd(design)
        (document,) = open_ofd(data).documents
        assert [(page.width, page.height) for page in document.pages] == [(42, 42)]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            page = etree.fromstring(archive.read("Doc_0/Pages/Page_0/Content.xml"))
        boxes = [_box(path.findtext("{*}AbbreviatedData")) for path in page.iter("{*}PathObject")]
        ring, star, *signs = boxes
        # The middle of the line of 1.2 mm runs 0.6 mm inside the edge.
        assert ring == pytest.approx((0.6, 0.6, 41.4, 41.4), abs=0.01)
        assert star[1] == pytest.approx(14, abs=0.01)
        for sign, box in zip(design.drawing().signs, signs, strict=True):
            assert (box[0] + box[2]) / 2 == pytest.approx(21 + sign.x, abs=1.5)
            assert (box[1] + box[3]) / 2 == pytest.approx(21 + sign.y, abs=1.5)

    def test_emblem(self) -> None:
        pictures = [draw_png(RoundSeal(NAME, emblem=emblem), dpi=72) for emblem in (b"", _EMBLEM, png())]
        assert len(set(pictures)) == 3
        with pytest.raises(CannotSeal, match="请存为 PNG"):
            draw_ofd(RoundSeal(NAME, emblem=_EMBLEM))

    @pytest.mark.parametrize("emblem", [b"x", b"<svg", b"\x89PNG\r\n\x1a\n", b"<?xml version='1.0'?><a/>"])
    def test_emblem_that_is_no_picture(self, emblem: bytes) -> None:
        with pytest.raises(CannotSeal, match="中心图案"):
            draw_png(RoundSeal(NAME, emblem=emblem))

    def test_emblem_reads_no_files(self) -> None:
        own = _EMBLEM.replace(b"<circle", b'<image href="/etc/hostname" width="4" height="4"/><circle')
        with pytest.raises(CannotSeal, match="中心图案"):
            draw_png(RoundSeal(NAME, emblem=own))

    def test_sign_without_glyph(self) -> None:
        with pytest.raises(CannotSeal, match="字体中没有"):
            draw_png(RoundSeal("云江\U00030edd府"))

    def test_no_fonts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("GONGWEN_FONTS")
        with pytest.raises(CannotSeal, match="未安装公文字体"):
            draw_png(RoundSeal(NAME))


def _box(data: str) -> tuple[float, float, float, float]:
    numbers = [float(token) for token in data.split() if not token.isalpha()]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)
