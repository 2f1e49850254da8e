"""What the agents wear to work, from the shoulders down to the desk."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from voiceapp.pictures.pens import arc, box, darker, dot, faded, fill, lighter, mirrored, pen, saved, shape, stroke
from voiceapp.pictures.people import Looks
from voiceapp.pictures.text import lettering


def shoulders(broad: float = 41, slope: float = 0.0) -> QPainterPath:
    """The outline of a trunk; ``broad`` is half its width at the elbows."""
    return shape(
        (50 - broad, 121),
        (50 - broad - 0.4, 100 + slope, 50 - 0.72 * broad, 91 + slope, 50 - 9, 83.4),
        (50, 86.5, 50 + 9, 83.4),
        (50 + 0.72 * broad, 91 + slope, 50 + broad + 0.4, 100 + slope, 50 + broad, 121),
    )


def paint_clothes(painter: QPainter, looks: Looks) -> None:
    """Trunk and clothes, in front of the neck."""
    cloth, shirt, accent = QColor(looks.cloth), QColor(looks.shirt), QColor(looks.accent)
    with saved(painter):
        trunk = shoulders()
        fill(painter, trunk, cloth)
        painter.save()
        painter.setClipPath(trunk, Qt.ClipOperation.IntersectClip)
        # One side lies in the shade, and the sleeves are told from the trunk by a seam.
        fill(painter, shape((72, 84), (62, 121), (100, 121), (100, 84)), faded(darker(cloth, 0.5), 0.28))
        for side in (-1, 1):
            arc(painter, darker(cloth, 0.3), 0.6, (50 + side * 29, 99), (50 + side * 27.5, 121), 0)
        painter.restore()
        _PIECES.get(looks.clothes, _plain)(painter, cloth, shirt, accent, QColor(looks.skin))


def _plain(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _collar(p, cloth)


def _v(p: QPainter, colour: QColor, half: float, depth: float) -> None:
    fill(p, shape((50 - half, 83.6), (50, depth), (50 + half, 83.6), (50, 87.4, 50 - half, 83.6)), colour)


def _collar(p: QPainter, colour: QColor, reach: float = 6.6, low: float = 91) -> None:
    wing = shape((50 - 8.8, 81.6), (50 - 9.6, 84), (50 - reach, low), (50 - 0.4, 86.6))
    for path in (wing, mirrored(wing)):
        fill(p, path, colour)
        p.setPen(pen(darker(colour, 0.25), 0.45))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(path)


def _buttons(p: QPainter, colour: QColor, first: float, gap: float, x: float = 50) -> None:
    for i in range(4):
        dot(p, x, first + gap * i, 0.75, colour)


def _shirt_tie(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    stroke(p, darker(cloth, 0.2), 0.5, (50, 88), (50, 120))
    fill(p, shape((48, 90), (52, 90), (54, 112), (50, 118), (46, 112)), accent)
    for i in range(5):
        stroke(p, lighter(accent, 0.3), 0.7, (46.8, 96.5 + i * 4.6), (52.9, 93.5 + i * 4.6))
    fill(p, shape((47, 86.6), (53, 86.6), (52.2, 91), (47.8, 91)), darker(accent, 0.2))
    _collar(p, shirt, 7.4, 92.6)


def _short_sleeves(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    with saved(p):
        p.setClipPath(shoulders(), Qt.ClipOperation.IntersectClip)
        for i in range(9):
            x = 50 + (i - 4) * 8
            stroke(p, faded(lighter(cloth, 0.3), 0.5), 0.5, (x, 84), (x, 120))
    stroke(p, darker(cloth, 0.25), 0.5, (50, 88), (50, 120))
    _buttons(p, darker(cloth, 0.4), 95, 7.5)
    _v(p, lighter(skin, 0.0), 4.6, 90)
    _collar(p, lighter(shirt, 0.12), 7.4, 92.4)
    box(p, QRectF(59, 99.5, 12, 12), faded(darker(cloth, 0.25), 0.55), 1)
    stroke(p, darker(cloth, 0.35), 0.5, (59, 99.6), (71, 99.6))


def _lapels(p: QPainter, cloth: QColor, low: float) -> None:
    wing = shape((50 - 9.4, 83), (50 - 13.4, 90), (50 - 10.6, 92.6), (50 - 12, 95), (50, low), (50 - 5.6, 88))
    for path in (wing, mirrored(wing)):
        fill(p, path, lighter(cloth, 0.1))
        p.setPen(pen(darker(cloth, 0.35), 0.5))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(path)


def _blazer(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, shirt, 9.2, 114)
    _v(p, skin, 6.6, 97)
    _lapels(p, cloth, 114)
    dot(p, 50, 116.4, 1.1, accent)


def _suit(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, shirt, 9, 113)
    fill(p, shape((48.2, 89.6), (51.8, 89.6), (53.2, 113), (46.8, 113)), accent)
    fill(p, shape((47.4, 86.2), (52.6, 86.2), (51.8, 90), (48.2, 90)), darker(accent, 0.25))
    _collar(p, shirt, 6.6, 91)
    _lapels(p, cloth, 113)


def _cardigan(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, shirt, 8.6, 112)
    _collar(p, shirt, 6, 90.4)
    for side in (-1, 1):
        arc(p, darker(cloth, 0.2), 2.2, (50 + side * 9.6, 84.4), (50, 113), 1.4)
        for i in range(4):
            stroke(
                p,
                faded(darker(cloth, 0.3), 0.5),
                0.45,
                (50 + side * (17 + 5 * i), 96 + i),
                (50 + side * (17 + 5 * i), 120),
            )
    _buttons(p, accent, 114, 4)


def _turtleneck(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    box(p, QRectF(50 - 9.4, 76.6, 18.8, 10.4), lighter(cloth, 0.06), 3.2)
    for i in range(-3, 4):
        stroke(p, darker(cloth, 0.3), 0.4, (50 + i * 2.5, 77.6), (50 + i * 2.5, 86))
    arc(p, darker(cloth, 0.4), 0.6, (41, 86.4), (59, 86.4), 0.8)
    for i in range(-4, 5):
        stroke(p, faded(lighter(cloth, 0.2), 0.35), 0.5, (50 + i * 7, 96), (50 + i * 7, 120))


def _jumper(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    for y, colour in ((97, accent), (105, accent), (113, accent)):
        with saved(p):
            p.setClipPath(shoulders(), Qt.ClipOperation.IntersectClip)
            p.setPen(pen(colour, 2.6))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawPath(_hoop(y))
    fill(p, shape((41, 82.6), (50, 90.4, 59, 82.6), (59.8, 85.4), (50, 93.2, 40.2, 85.4)), darker(cloth, 0.15))


def _hoop(y: float) -> QPainterPath:
    path = QPainterPath(QPointF(6, y + 5))
    path.quadTo(50, y - 4, 94, y + 5)
    return path


def _blouse(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, skin, 7, 92.5)
    stroke(p, darker(cloth, 0.25), 0.5, (50, 94), (50, 120))
    _buttons(p, lighter(cloth, 0.5), 98, 6)
    wing = shape((41.2, 82.4), (36.6, 88.6), (42.6, 95.4, 49.6, 93.4), (45, 88))
    for path in (wing, mirrored(wing)):
        fill(p, path, shirt)
        p.setPen(pen(darker(shirt, 0.25), 0.4))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(path)


def _high_collar(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, shirt, 8, 108)
    box(p, QRectF(50 - 8.6, 77.6, 17.2, 9), shirt, 2)
    stroke(p, darker(shirt, 0.25), 0.5, (50, 78.4), (50, 106))
    _lapels(p, cloth, 110)


def _livery(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, shirt, 6, 92)
    _collar(p, cloth, 8, 90)
    stroke(p, accent, 0.8, (42, 84.4), (43.4, 89), (50, 93), (56.6, 89), (58, 84.4))
    bow = shape((50, 89), (43.6, 86), (43.6, 92.4))
    for path in (bow, mirrored(bow)):
        fill(p, path, "#191416")
    dot(p, 50, 89.1, 1.3, "#2C2528")
    for side in (-1, 1):
        _buttons(p, accent, 98, 6.6, 50 + side * 7.5)
        # Epaulettes, for the luggage that comes.
        fill(
            p,
            shape((50 + side * 27, 89.6), (50 + side * 38, 94.6), (50 + side * 36.6, 97.4), (50 + side * 26, 92.4)),
            accent,
        )
        for i in range(4):
            stroke(
                p,
                darker(accent, 0.15),
                0.6,
                (50 + side * (31 + 2.1 * i), 94.4 + i),
                (50 + side * (31.2 + 2.1 * i), 98 + i),
            )


def _tweed(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    with saved(p):
        p.setClipPath(shoulders(), Qt.ClipOperation.IntersectClip)
        for i in range(-12, 13):
            stroke(p, faded(lighter(cloth, 0.25), 0.4), 0.4, (50 + i * 5, 84), (50 + i * 5 + 10, 121))
            stroke(p, faded(darker(cloth, 0.4), 0.4), 0.4, (50 + i * 5, 84), (50 + i * 5 - 10, 121))
    _v(p, shirt, 9, 110)
    fill(p, shape((44, 86.8), (50, 89), (44, 92)), accent)
    fill(p, shape((56, 86.8), (50, 89), (56, 92)), accent)
    _lapels(p, cloth, 111)


def _work_coat(p: QPainter, cloth: QColor, shirt: QColor, accent: QColor, skin: QColor) -> None:
    _v(p, shirt, 7, 98)
    _v(p, skin, 4.4, 90)
    _collar(p, darker(cloth, 0.12), 9, 95)
    stroke(p, darker(cloth, 0.3), 0.6, (50, 97), (50, 120))
    _buttons(p, darker(cloth, 0.5), 101, 6, 52.4)
    box(p, QRectF(60, 101, 12, 11), darker(cloth, 0.12), 1.2)
    lettering(p, QRectF(61, 103.6, 10, 2.6), "9", lighter(cloth, 0.6))


_PIECES = {
    "shirt_tie": _shirt_tie,
    "short_sleeves": _short_sleeves,
    "blazer": _blazer,
    "suit": _suit,
    "cardigan": _cardigan,
    "turtleneck": _turtleneck,
    "jumper": _jumper,
    "blouse": _blouse,
    "high_collar": _high_collar,
    "livery": _livery,
    "tweed": _tweed,
    "work_coat": _work_coat,
}
