"""Hair: for each style what lies behind the head and what falls over it.

A head stands at (50, 50) and is ``w`` wide and ``h`` high; see ``figure.py``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from voiceapp.pictures.pens import arc, box, darker, dot, fill, lighter, mirrored, saved, shape, stroke

Hair = Callable[[QPainter, QColor, float, float], None]
"""Paints with a colour for a head of a width and a height."""


def _nothing(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    return


def _cap_of_hair(w: float, h: float, depth: float, out: float = 1.5, up: float = 3.0) -> QPainterPath:
    """Hair that covers the skull down to ``depth`` (0 crown .. 1 chin) at the sides, with a straight lower edge."""
    left, right, top = 50 - w / 2 - out, 50 + w / 2 + out, 50 - h / 2 - up
    y = 50 - h / 2 + depth * h
    k = 0.56 * w
    return shape(
        (left, y),
        (left, top + 0.32 * h, 50 - k, top, 50, top),
        (50 + k, top, right, top + 0.32 * h, right, y),
        (right - 3.4, y),
        (right - 3.2, top + 0.36 * h, 50 + 0.2 * w, top + 0.2 * h, 50, top + 0.2 * h),
        (50 - 0.2 * w, top + 0.2 * h, left + 3.2, top + 0.36 * h, left + 3.4, y),
    )


def _parted(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    left, right, top = 50 - w / 2 - 1.2, 50 + w / 2 + 1.2, 50 - h / 2 - 3.4
    y = 50 - 0.05 * h
    path = shape(
        (left, y),
        (left - 0.6, top + 0.25 * h, left + 0.12 * w, top + 0.5, 50 - 0.1 * w, top),
        (50 + 0.36 * w, top - 0.8, right + 0.6, top + 0.2 * h, right, y),
        (right - 2.6, y - 0.02 * h),
        (right - 2.4, y - 0.13 * h, right - 3.4, top + 0.34 * h, right - 0.2 * w, top + 0.29 * h),
        (50 + 0.1 * w, top + 0.27 * h, 50 - 0.12 * w, top + 0.26 * h, 50 - 0.22 * w, top + 0.17 * h),
        (left + 0.2 * w, top + 0.25 * h, left + 2.4, y - 0.18 * h, left + 2.6, y - 0.02 * h),
    )
    fill(painter, path, colour)
    arc(painter, darker(colour, 0.28), 0.55, (50 - 0.22 * w, top + 0.17 * h), (50 - 0.12 * w, top + 0.7), -0.6)
    arc(painter, lighter(colour, 0.16), 0.8, (50 - 0.02 * w, top + 0.12 * h), (right - 0.16 * w, top + 0.21 * h), -1.0)


def _cowlick(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    """Combed this morning by somebody who wants to be liked; one strand has views of its own."""
    _parted(painter, colour, w, h)
    x, y = 50 - 0.12 * w, 50 - h / 2 - 2.6
    fill(
        painter,
        shape((x - 2.2, y + 1), (x - 2.6, y - 5, x + 1.6, y - 6.4), (x + 0.4, y - 3.6, x + 2.2, y + 0.6)),
        colour,
    )


def _crew(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    left, right, top = 50 - w / 2 - 0.8, 50 + w / 2 + 0.8, 50 - h / 2 - 2.2
    y = 50 - 0.02 * h
    path = shape(
        (left, y),
        (left - 0.3, top + 0.2 * h, left + 1.6, top + 0.06 * h, left + 0.2 * w, top + 0.4),
        (50 - 0.1 * w, top - 0.9, 50 + 0.1 * w, top - 0.9, right - 0.2 * w, top + 0.4),
        (right - 1.6, top + 0.06 * h, right + 0.3, top + 0.2 * h, right, y),
        (right - 2.2, y),
        (right - 2.2, y - 0.14 * h),
        (right - 0.18 * w, top + 0.2 * h),
        (50, top + 0.16 * h, left + 0.18 * w, top + 0.2 * h),
        (left + 2.2, y - 0.14 * h),
        (left + 2.2, y),
    )
    fill(painter, path, colour)
    for i in range(-4, 5):
        x = 50 + i * 0.085 * w
        stroke(
            painter, darker(colour, 0.2), 0.35, (x, top + 0.5 + 0.06 * i * i), (x + 0.3, top + 0.1 * h + 0.06 * i * i)
        )


def _bob_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    left, right, top, low = 50 - w / 2 - 5.2, 50 + w / 2 + 5.2, 50 - h / 2 - 4, 50 + 0.46 * h
    fill(
        painter,
        shape(
            (left + 1.5, low),
            (left - 2.6, 50, left - 0.6, top + 1, 50, top),
            (right + 0.6, top + 1, right + 2.6, 50, right - 1.5, low),
            (right - 5, low + 2.2, right - 8, low + 0.4),
            (left + 8, low + 0.4),
            (left + 5, low + 2.2, left + 1.5, low),
        ),
        darker(colour, 0.22),
    )


def _bob(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    left, top = 50 - w / 2 - 4.6, 50 - h / 2 - 4
    y = 50 - 0.225 * h
    fringe = shape(
        (50 - 0.5 * w, y + 0.4),
        (50 - 0.54 * w, top + 2, 50 - 0.25 * w, top, 50, top),
        (50 + 0.25 * w, top, 50 + 0.54 * w, top + 2, 50 + 0.5 * w, y + 0.4),
        (50, y - 2.2, 50 - 0.5 * w, y + 0.4),
    )
    side = shape(
        (50 - 0.3 * w, top + 1.4),
        (left - 1, top + 4, left - 2.2, 50, left + 0.6, 50 + 0.45 * h),
        (left + 3.4, 50 + 0.5 * h, left + 6.2, 50 + 0.4 * h),
        (left + 4.8, 50 + 0.2 * h, left + 4.4, 50, 50 - 0.46 * w, y - 3),
    )
    fill(painter, fringe, colour)
    fill(painter, side, colour)
    fill(painter, mirrored(side), colour)
    arc(painter, lighter(colour, 0.28), 1.3, (50 - 0.4 * w, y - 5.4), (50 + 0.26 * w, y - 6.4), -1.9)
    arc(painter, darker(colour, 0.3), 0.5, (50 + 0.1 * w, top + 0.6), (50 + 0.16 * w, y - 1.2), 0.2)


def _bun_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top = 50 - h / 2
    dot(painter, 50, top - 5.4, 7.2, darker(colour, 0.2))
    arc(painter, darker(colour, 0.4), 0.5, (46, top - 7), (54, top - 3.6), -1.4)
    arc(painter, lighter(colour, 0.25), 0.5, (45.6, top - 9), (52, top - 9.6), -1)
    fill(painter, _cap_of_hair(w, h, 0.5, 1.8, 2.4), darker(colour, 0.2))


def _swept(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    """Drawn back from the forehead."""
    left, right, top = 50 - w / 2 - 1.5, 50 + w / 2 + 1.5, 50 - h / 2 - 3
    y = 50 + 0.02 * h
    fill(
        painter,
        shape(
            (left, y),
            (left - 0.8, top + 0.2 * h, left + 0.16 * w, top, 50, top),
            (right - 0.16 * w, top, right + 0.8, top + 0.2 * h, right, y),
            (right - 1.6, y - 0.13 * h, right - 0.14 * w, top + 0.3 * h, 50 + 0.04 * w, top + 0.21 * h),
            (left + 0.16 * w, top + 0.28 * h, left + 1.4, y - 0.14 * h, left, y),
        ),
        colour,
    )
    for k in (-0.3, -0.14, 0.06, 0.22):
        arc(
            painter,
            darker(colour, 0.2),
            0.4,
            (50 + k * w, top + 0.17 * h + abs(k) * 6),
            (50 + k * 0.6 * w, top + 0.8),
            -0.3,
        )


def _high_bun_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top = 50 - h / 2
    box(painter, QRectF(41.5, top - 13.5, 17, 14), darker(colour, 0.14), 6.6)
    arc(painter, darker(colour, 0.36), 0.55, (42.6, top - 6.4), (57.4, top - 8.4), -0.8)
    arc(painter, lighter(colour, 0.3), 0.6, (43.6, top - 10.6), (55, top - 11.8), -0.9)


def _pencil_bun_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    _bun_behind(painter, colour, w, h)
    top = 50 - h / 2
    for tip, end, ink in (((38.4, top - 11), (61, top - 0.6), "#E3B23C"), ((60.4, top - 12.4), (43, top), "#B5443A")):
        stroke(painter, ink, 1.5, tip, end)
        dx, dy = (end[0] - tip[0]) * 0.09, (end[1] - tip[1]) * 0.09
        stroke(painter, "#F1DFC3", 1.5, tip, (tip[0] + dx, tip[1] + dy))
        dot(painter, tip[0], tip[1], 0.55, "#2A2A2A")


def _waves_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    shade = darker(colour, 0.22)
    top, low = 50 - h / 2 - 3.6, 50 + 0.74 * h
    left = 50 - w / 2 - 4.6
    side = shape(
        (50, top),
        (left + 2, top, left - 2.4, 50 - 0.2 * h, left, 50),
        (left - 3.4, 50 + 0.14 * h, left - 0.6, 50 + 0.3 * h),
        (left - 3.6, 50 + 0.48 * h, left + 1, low),
        (left + 9, low + 1.5, 50, low - 4),
    )
    fill(painter, side, shade)
    fill(painter, mirrored(side), shade)


def _waves(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top = 50 - h / 2 - 3.6
    left = 50 - w / 2 - 3.4
    side = shape(
        (50 + 0.1 * w, top),
        (left + 4, top - 0.6, left - 2.8, 50 - 0.24 * h, left + 0.6, 50 + 0.02 * h),
        (left - 2.6, 50 + 0.16 * h, left + 0.2, 50 + 0.3 * h),
        (left + 4.4, 50 + 0.2 * h, left + 3, 50 + 0.05 * h),
        (left + 3, 50 - 0.16 * h, left + 0.34 * w, top + 0.2 * h, 50 + 0.12 * w, top + 0.14 * h),
    )
    fill(painter, side, colour)
    other = shape(
        (50 + 0.06 * w, top + 0.1),
        (50 + 0.44 * w, top - 0.6, 103 - left - 0.4, 50 - 0.26 * h, 99.4 - left, 50 + 0.02 * h),
        (102.6 - left, 50 + 0.16 * h, 99.8 - left, 50 + 0.3 * h),
        (95.6 - left, 50 + 0.2 * h, 97 - left, 50 + 0.05 * h),
        (97 - left, 50 - 0.16 * h, 50 + 0.3 * w, top + 0.16 * h, 50 + 0.06 * w, top + 0.14 * h),
    )
    fill(painter, other, colour)
    arc(painter, lighter(colour, 0.22), 0.9, (left + 3.4, 50 - 0.2 * h), (50 - 0.04 * w, top + 2.4), -2.4)
    arc(painter, darker(colour, 0.25), 0.5, (50 + 0.08 * w, top + 0.4), (50 + 0.09 * w, top + 0.13 * h), 0)


def _tousled(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top = 50 - h / 2
    for x, y, r in (
        (-0.44, 0.27, 4.2),
        (-0.42, 0.13, 5.2),
        (-0.26, 0.02, 5.8),
        (-0.04, -0.02, 6.2),
        (0.2, 0.0, 6.0),
        (0.38, 0.09, 5.4),
        (0.46, 0.24, 4.2),
    ):
        dot(painter, 50 + x * w, top + y * h, r, colour)
    for x, y in ((-0.3, 0.03), (-0.06, -0.04), (0.18, 0.0), (0.36, 0.1)):
        arc(
            painter,
            darker(colour, 0.24),
            0.5,
            (50 + x * w - 2.6, top + y * h + 2),
            (50 + x * w + 2.6, top + y * h + 1.2),
            -1.5,
        )


def _curls_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    for x, y, r in (
        (-0.56, -0.1, 6.5),
        (-0.6, 0.12, 6),
        (-0.5, 0.3, 5),
        (0.56, -0.1, 6.5),
        (0.6, 0.12, 6),
        (0.5, 0.3, 5),
    ):
        dot(painter, 50 + x * w, 50 + y * h, r, darker(colour, 0.18))
    dot(painter, 50, 50 - 0.36 * h, 0.55 * w, darker(colour, 0.18))


def _curls(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    for x, y, r in (
        (-0.46, -0.24, 4.6),
        (-0.34, -0.4, 5),
        (-0.14, -0.48, 5.2),
        (0.1, -0.49, 5.2),
        (0.32, -0.41, 5),
        (0.46, -0.25, 4.6),
    ):
        dot(painter, 50 + x * w, 50 + y * h, r, colour)
        arc(
            painter,
            lighter(colour, 0.18),
            0.5,
            (50 + x * w - 2, 50 + y * h - 1),
            (50 + x * w + 2, 50 + y * h - 1),
            -1.1,
        )


def _sleek_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top, low = 50 - h / 2 - 3.2, 50 + 0.56 * h
    side = shape(
        (50, top),
        (50 - 0.5 * w, top, 50 - w / 2 - 4.4, 50 - 0.2 * h, 50 - w / 2 - 3.2, low),
        (50 - w / 2 + 5, low),
        (50, 50),
    )
    fill(painter, side, darker(colour, 0.1))
    fill(painter, mirrored(side), darker(colour, 0.1))


def _sleek(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top = 50 - h / 2 - 3.2
    side = shape(
        (50, top),
        (50 - 0.5 * w, top, 50 - w / 2 - 4.2, 50 - 0.2 * h, 50 - w / 2 - 3.0, 50 + 0.54 * h),
        (50 - w / 2 + 0.6, 50 + 0.54 * h),
        (50 - w / 2 - 0.2, 50, 50 - 0.44 * w, 50 - 0.25 * h, 50, top + 0.12 * h),
    )
    fill(painter, side, colour)
    fill(painter, mirrored(side), colour)
    stroke(painter, lighter(colour, 0.3), 0.45, (50, top + 0.2), (50, top + 0.12 * h))
    arc(painter, lighter(colour, 0.25), 0.9, (50 - 0.36 * w, 50 - 0.34 * h), (50 - 0.12 * w, top + 2), -1)


def _close(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    left, right, top = 50 - w / 2 - 0.3, 50 + w / 2 + 0.3, 50 - h / 2 - 1.3
    y = 50 - 0.06 * h
    fill(
        painter,
        shape(
            (left, y),
            (left, top + 0.2 * h, 50 - 0.42 * w, top, 50, top),
            (50 + 0.42 * w, top, right, top + 0.2 * h, right, y),
            (right - 1.8, y),
            (right - 2, top + 0.27 * h),
            (50 + 0.3 * w, top + 0.19 * h, 50, top + 0.19 * h),
            (50 - 0.3 * w, top + 0.19 * h, left + 2, top + 0.27 * h),
            (left + 1.8, y),
        ),
        colour,
    )


def _slick(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    _swept(painter, colour, w, h)
    top = 50 - h / 2 - 3
    arc(painter, lighter(colour, 0.42), 1.1, (50 - 0.24 * w, top + 3.4), (50 + 0.1 * w, top + 2.2), -1.3)


def _plaits_behind(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    for side in (-1, 1):
        x = 50 + side * (w / 2 + 1.4)
        for i in range(5):
            dot(
                painter,
                x + side * (0.3 * i),
                50 + 0.2 * h + i * 4.6,
                3.0 - 0.18 * i,
                darker(colour, 0.06 + 0.08 * (i % 2)),
            )
        # One ribbon was found on Monday, the other on Wednesday.
        box(
            painter,
            QRectF(x + side * 1.5 - 2.2, 50 + 0.2 * h + 20.6, 4.4, 2.2),
            QColor("#C5283D" if side < 0 else "#2FB5A6"),
            1,
        )
        dot(painter, x + side * 1.6, 50 + 0.2 * h + 24.4, 1.9, darker(colour, 0.1))


def _plaits(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    top = 50 - h / 2 - 2.8
    side = shape(
        (50, top),
        (50 - 0.42 * w, top, 50 - w / 2 - 2.6, 50 - 0.24 * h, 50 - w / 2 - 1.8, 50 + 0.18 * h),
        (50 - w / 2 + 0.8, 50 + 0.14 * h),
        (50 - w / 2 + 0.4, 50 - 0.1 * h, 50 - 0.34 * w, 50 - 0.2 * h, 50, top + 0.15 * h),
    )
    fill(painter, side, colour)
    fill(painter, mirrored(side), colour)
    stroke(painter, lighter(colour, 0.3), 0.45, (50, top + 0.3), (50, top + 0.14 * h))


def _pixie(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    left, right, top = 50 - w / 2 - 2, 50 + w / 2 + 2, 50 - h / 2 - 4.2
    fill(
        painter,
        shape(
            (left, 50 + 0.06 * h),
            (left - 1.6, top + 0.1 * h, 50 - 0.3 * w, top, 50 + 0.06 * w, top),
            (right, top, right + 1.4, top + 0.26 * h, right, 50 + 0.04 * h),
            (right - 2.6, 50 - 0.1 * h, right - 3.4, 50 - 0.2 * h),
            (50 + 0.1 * w, 50 - 0.22 * h, left + 3, 50 - 0.1 * h),
            (left + 2.2, 50 - 0.02 * h, left, 50 + 0.06 * h),
        ),
        colour,
    )
    arc(painter, lighter(colour, 0.2), 0.9, (left + 4, 50 - 0.24 * h), (50 + 0.3 * w, top + 0.14 * h), -2)


def _fringe_of_white(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    """A high forehead, and clouds at the sides."""
    for side in (-1, 1):
        for x, y, r in ((0.5, -0.16, 3.6), (0.55, -0.02, 4.2), (0.53, 0.11, 3.4)):
            dot(painter, 50 + side * x * w, 50 + y * h, r, colour)
        arc(
            painter,
            darker(colour, 0.2),
            0.45,
            (50 + side * 0.5 * w, 50 - 0.1 * h),
            (50 + side * 0.6 * w, 50 - 0.02 * h),
            -0.8,
        )
    arc(painter, colour, 1.2, (50 - 0.2 * w, 50 - h / 2 + 0.4), (50 + 0.24 * w, 50 - h / 2 - 0.8), -1.6)


def _cap(painter: QPainter, colour: QColor, w: float, h: float) -> None:
    for side in (-1, 1):
        box(painter, QRectF(50 + side * (w / 2 - 0.2) - 1.4, 50 - 0.3 * h, 2.8, 0.3 * h), colour, 1.2)
    left, right, top = 50 - w / 2 - 3.2, 50 + w / 2 + 3.2, 50 - h / 2 - 5.4
    y = 50 - 0.26 * h
    cloth = QColor("#4A5560")
    fill(
        painter,
        shape(
            (left + 1, y),
            (left - 2.4, top + 2, 50 - 0.3 * w, top, 50, top),
            (50 + 0.3 * w, top, right + 2.4, top + 2, right - 1, y),
        ),
        cloth,
    )
    for i in range(-3, 4):
        stroke(painter, darker(cloth, 0.18), 0.35, (50 + i * 5.4, top + 0.4 + 0.22 * i * i), (50 + i * 5.6, y))
    fill(
        painter,
        shape((left + 0.6, y + 0.6), (50, y - 6.6, right - 0.6, y + 0.6), (50, y - 0.6, left + 0.6, y + 0.6)),
        darker(cloth, 0.3),
    )
    dot(painter, 50, top + 0.2, 1.1, darker(cloth, 0.25))


BEHIND: dict[str, Hair] = {
    "bob": _bob_behind,
    "bun": _bun_behind,
    "high_bun": _high_bun_behind,
    "pencil_bun": _pencil_bun_behind,
    "waves": _waves_behind,
    "curls": _curls_behind,
    "sleek": _sleek_behind,
    "plaits": _plaits_behind,
}

OVER: dict[str, Hair] = {
    "side_part": _parted,
    "cowlick": _cowlick,
    "crew": _crew,
    "bob": _bob,
    "bun": _swept,
    "high_bun": _swept,
    "pencil_bun": _swept,
    "waves": _waves,
    "tousled": _tousled,
    "curls": _curls,
    "sleek": _sleek,
    "close": _close,
    "slick": _slick,
    "plaits": _plaits,
    "pixie": _pixie,
    "fringe_of_white": _fringe_of_white,
    "cap": _cap,
}


def paint_behind(painter: QPainter, style: str, colour: QColor, w: float, h: float) -> None:
    """What is seen of the hair on the far side of the head."""
    with saved(painter):
        BEHIND.get(style, _nothing)(painter, colour, w, h)


def paint_over(painter: QPainter, style: str, colour: QColor, w: float, h: float) -> None:
    """What lies on the head, and falls over the forehead."""
    with saved(painter):
        OVER.get(style, _nothing)(painter, colour, w, h)
