"""The desk in front of an agent, and what lives on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import TEAL
from voiceapp.pictures.pens import (
    box,
    darker,
    dot,
    faded,
    fill,
    lighter,
    noise,
    pen,
    saved,
    shape,
    smooth,
    stroke,
    wave,
)

WOOD = QColor("#3C4A46")


def paint_desk(painter: QPainter, width: float, *, keyboard: bool = True) -> None:
    """The edge of the desk over the whole width, with the keyboard in the middle."""
    with saved(painter):
        painter.fillRect(QRectF(0, 114, width, 6.5), WOOD)
        painter.fillRect(QRectF(0, 114, width, 0.8), lighter(WOOD, 0.22))
        painter.fillRect(QRectF(0, 117.6, width, 3), darker(WOOD, 0.45))
        if keyboard:
            x = width / 2
            fill(painter, shape((x - 23, 111.6), (x + 23, 111.6), (x + 25.5, 116.2), (x - 25.5, 116.2)), "#C9D2CF")
            painter.fillRect(QRectF(x - 25.5, 116.2, 51, 1.1), QColor("#8E9B97"))
            for row in range(2):
                for i in range(17):
                    box(painter, QRectF(x - 22 + i * 2.58 - row * 0.5, 112.2 + row * 1.9, 2.1, 1.4), "#EEF2F1", 0.3)


def lurch(t: float, container: float) -> float:
    """How far what stands on the desk has slid, -1..1: now and then a lorry goes by."""
    if container < 0.3:
        return 0.0
    span = 17.0
    n, since = int(t // span), t % span
    if noise(77, n) < 0.35:
        return 0.0
    strength = min(1.0, (container - 0.3) / 0.5)
    return strength * (smooth(since / 1.2) - smooth((since - 6) / 2.5))


def paint_mug(painter: QPainter, x: float, t: float, container: float) -> None:
    """The company's mug, and coffee that has a level of its own."""
    slid = lurch(t, container)
    with saved(painter):
        painter.translate(x + 4.5 * slid, 114.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen("#DCE5E2", 1.3))
        painter.drawEllipse(QPointF(-4.6, -5.4), 2.3, 2.5)
        box(painter, QRectF(-4.4, -9.8, 9, 10.2), "#EEF3F1", 1.2)
        painter.fillRect(QRectF(2.2, -9.2, 2.4, 9.2), QColor(20, 50, 48, 36))
        dot(painter, -1.9, -4.7, 0.75, TEAL[600])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(TEAL[600], 0.8))
        painter.drawArc(QRectF(-1.9, -6.7, 4, 4), 16 * 40, 16 * 140)
        tilt = 0.9 * slid + 0.15 * slid * wave(t, 0.5)
        fill(
            painter, shape((-4.2, -9.7 - tilt), (4.4, -9.7 + tilt), (4.4, -8.8 + tilt), (-4.2, -8.8 - tilt)), "#4A2F20"
        )


def paint_cat(painter: QPainter, x: float, t: float) -> None:
    """A cat behind the desk, as far as it can be seen. It is a day ahead of its dinner."""
    twitch = 1.6 * max(0.0, wave(t, 3.7) - 0.86) / 0.14
    fur = QColor("#23292B")
    with saved(painter):
        painter.translate(x, 114.2)
        fill(painter, shape((-7, 0.4), (-7.4, -6.4, -3.6, -8), (0, -8.8, 3.6, -8), (7.4, -6.4, 7, 0.4)), fur)
        fill(painter, shape((-6.4, -5), (-6.6 - 0.4 * twitch, -12.4), (-1.6, -7.8)), fur)
        fill(painter, shape((6.4, -5), (6.6, -12.4), (1.6, -7.8)), fur)
        fill(painter, shape((5.8, -6.4), (6, -10.6), (3.2, -7.9)), "#6B4E52")
        fill(painter, shape((-5.8, -6.4), (-6 - 0.4 * twitch, -10.6), (-3.2, -7.9)), "#6B4E52")
        shut = (t + 1.1) % 6.1 < 0.4
        for side in (-1, 1):
            if shut:
                stroke(painter, "#B9D36A", 0.6, (side * 2.9 - 1.1, -3.8), (side * 2.9 + 1.1, -3.8))
            else:
                dot(painter, side * 2.9, -3.8, 1.4, "#B9D36A")
                box(painter, QRectF(side * 2.9 - 0.35, -5, 0.7, 2.4), "#11181A", 0.35)
        stroke(painter, faded("#E6ECEA", 0.5), 0.25, (-2, -1.4), (-9.5, -2.4))
        stroke(painter, faded("#E6ECEA", 0.5), 0.25, (2, -1.4), (9.5, -2.4))


def paint_candle(painter: QPainter, x: float, t: float) -> None:
    """Against regulations; but the archive has no sockets."""
    flicker = 0.5 * wave(t, 0.37) + 0.5 * wave(t, 0.53, 0.3)
    with saved(painter):
        painter.translate(x, 114.4)
        for radius, alpha in ((17, 0.05), (11, 0.09), (6.5, 0.14)):
            dot(painter, 0, -13, radius + 0.5 * flicker, faded("#FFD37A", alpha))
        box(painter, QRectF(-5, -1.3, 10, 1.8), "#8A6B2F", 0.8)
        box(painter, QRectF(-1.7, -10, 3.4, 9), "#EFE6CF", 0.6)
        stroke(painter, "#2A2A2A", 0.4, (0, -10), (0, -11.4))
        sway = 0.5 * flicker
        fill(painter, shape((0, -10.6), (-2.2, -12.4, sway, -16.6 - 0.5 * flicker), (2.2, -12.4, 0, -10.6)), "#FFB83D")
        fill(painter, shape((0, -10.8), (-1, -12, 0.6 * sway, -13.8), (1, -12, 0, -10.8)), "#FFF3C4")
