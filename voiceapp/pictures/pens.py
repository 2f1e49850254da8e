"""Small strokes shared by the painters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPaintDevice, QPainter, QPainterPath, QPen, QTransform

from voiceapp.pictures.brand import blend

_NIGHT = QColor("#071A19")
_DAY = QColor("#FFFFFF")


def darker(colour: QColor | str, amount: float) -> QColor:
    """The colour as it is in the shade of the house: towards a dark teal, not towards black."""
    return blend(QColor(colour), _NIGHT, amount)


def lighter(colour: QColor | str, amount: float) -> QColor:
    """The colour with light on it."""
    return blend(QColor(colour), _DAY, amount)


def faded(colour: QColor | str, alpha: float) -> QColor:
    """The colour, ``alpha`` (0..1) of it."""
    made = QColor(colour)
    made.setAlphaF(min(1.0, max(0.0, alpha)) * made.alphaF())
    return made


def pen(colour: QColor | str, width: float, *, round_ends: bool = True) -> QPen:
    """A solid pen."""
    cap = Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap
    return QPen(QBrush(QColor(colour)), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)


@contextmanager
def saved(painter: QPainter) -> Iterator[QPainter]:
    """Leave the painter as it was found."""
    painter.save()
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        yield painter
    finally:
        painter.restore()


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on ``device`` that lets go of it whatever happens: Qt ends the process when one does not."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def fill(painter: QPainter, path: QPainterPath, colour: QColor | str) -> None:
    painter.fillPath(path, QColor(colour))


def box(
    painter: QPainter,
    rect: QRectF,
    ground: QColor | str | None,
    radius: float = 0,
    edge: QColor | str | None = None,
    width: float = 1,
) -> None:
    """A rectangle with round corners; its edge lies inside it, so that one-pixel lines are sharp."""
    painter.setBrush(QColor(ground) if ground is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.setPen(QPen(QColor(edge), width))
        half = width / 2
        painter.drawRoundedRect(
            rect.adjusted(half, half, -half, -half), max(0.0, radius - half), max(0.0, radius - half)
        )


def dot(painter: QPainter, x: float, y: float, radius: float, colour: QColor | str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def stroke(painter: QPainter, colour: QColor | str, width: float, *points: tuple[float, float]) -> None:
    """A line through points, with round ends."""
    painter.setPen(pen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        path.lineTo(x, y)
    painter.drawPath(path)


def arc(
    painter: QPainter, colour: QColor | str, width: float, a: tuple[float, float], b: tuple[float, float], bend: float
) -> None:
    """A bow from ``a`` to ``b`` whose middle lies ``bend`` below the straight line."""
    painter.setPen(pen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(*a))
    path.quadTo((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 2 * bend, b[0], b[1])
    painter.drawPath(path)


def shape(start: tuple[float, float], *steps: tuple[float, ...]) -> QPainterPath:
    """A closed outline: a step of two numbers is a line, of four a quadratic, of six a cubic curve."""
    path = QPainterPath(QPointF(*start))
    for step in steps:
        match len(step):
            case 2:
                path.lineTo(*step)
            case 4:
                path.quadTo(*step)
            case 6:
                path.cubicTo(*step)
    path.closeSubpath()
    return path


def mirrored(path: QPainterPath, about: float = 50.0) -> QPainterPath:
    """The same outline on the other side of a vertical line."""
    return QTransform().translate(2 * about, 0).scale(-1, 1).map(path)


def smooth(x: float) -> float:
    """0 below 0, 1 above 1, and a soft step between."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def noise(seed: int, n: int) -> float:
    """A number of 0..1 that looks like chance and is always the same for ``seed`` and ``n``."""
    x = (n * 374761393 + seed * 668265263) & 0xFFFFFFFF
    x = ((x ^ (x >> 13)) * 1274126177) & 0xFFFFFFFF
    return ((x ^ (x >> 16)) & 0xFFFFFF) / 0xFFFFFF


def wave(t: float, period: float, phase: float = 0.0) -> float:
    """-1..1, once around in ``period`` seconds."""
    return math.sin(2 * math.pi * (t / period + phase))
