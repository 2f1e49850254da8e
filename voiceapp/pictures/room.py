"""Where they sit. It is rather dark today."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QRadialGradient

from voiceapp.pictures.brand import TEAL, blend
from voiceapp.pictures.logo import paint_logo
from voiceapp.pictures.pens import box, darker, dot, faded, lighter, saved, stroke
from voiceapp.pictures.text import lettering

OFFICE = QColor("#27413F")
STEEL = QColor("#11514B")


def paint_room(painter: QPainter, width: float, container: float, *, above: float = 0.0) -> None:
    """The wall behind a desk: ``width`` x 120 units, its middle at ``width / 2``, and ``above`` units more on top.

    At ``container`` 0 it is an office with the lights low; at 1 one can see what it is.
    """
    with saved(painter):
        painter.translate(0, above)
        whole = QRectF(0, -above, width, 120 + above)
        painter.fillRect(whole, blend(OFFICE, STEEL, container))
        middle = width / 2
        _panels(painter, width, 1 - container, above)
        _corrugation(painter, width, container, above)
        _rail(painter, width, container)
        _poster(painter, middle - 33, 30, container)
        _plate(painter, middle + 34.5, 28, container)
        _bulb(painter, middle + 18, container)
        _door(painter, width, container)
        # The light there is stands over the desk and goes out towards the corners.
        glow = QRadialGradient(QPointF(middle, 44), 78)
        glow.setColorAt(0, QColor(255, 240, 205, 34))
        glow.setColorAt(0.45, QColor(255, 240, 205, 0))
        glow.setColorAt(1, QColor(2, 12, 12, 150))
        painter.fillRect(whole, glow)


def _panels(painter: QPainter, width: float, alpha: float, above: float) -> None:
    """Office partitions, of the year they were bought."""
    if alpha <= 0:
        return
    middle = width / 2
    for n in range(-8, 9):
        x = middle + n * 34
        if -2 <= x <= width + 2:
            stroke(painter, faded(darker(OFFICE, 0.35), alpha), 0.7, (x, -above), (x, 120))
            stroke(painter, faded(lighter(OFFICE, 0.1), alpha), 0.35, (x + 0.6, -above), (x + 0.6, 120))
    stroke(painter, faded(darker(OFFICE, 0.35), alpha), 0.7, (0, 78), (width, 78))
    painter.fillRect(QRectF(0, 78.4, width, 42), faded(darker(OFFICE, 0.3), alpha * 0.7))


def _corrugation(painter: QPainter, width: float, alpha: float, above: float) -> None:
    if alpha <= 0:
        return
    out, slope, recess, rise = 4.2, 1.6, 3.4, 1.6
    period = out + slope + recess + rise
    first = (width / 2) % period - period
    x = first
    while x < width:
        painter.fillRect(QRectF(x, -above, out, 120 + above), faded(lighter(STEEL, 0.07), alpha))
        painter.fillRect(QRectF(x + out, -above, slope, 120 + above), faded(darker(STEEL, 0.62), alpha))
        painter.fillRect(QRectF(x + out + slope, -above, recess, 120 + above), faded(darker(STEEL, 0.36), alpha))
        painter.fillRect(QRectF(x + out + slope + recess, -above, rise, 120 + above), faded(lighter(STEEL, 0.2), alpha))
        x += period


def _rail(painter: QPainter, width: float, alpha: float) -> None:
    """The beam along the top, with its bolts."""
    painter.fillRect(QRectF(0, 0, width, 9), faded(darker(STEEL, 0.3), alpha))
    painter.fillRect(QRectF(0, 8.2, width, 0.9), faded(darker(STEEL, 0.75), alpha))
    painter.fillRect(QRectF(0, 0, width, 0.8), faded(lighter(STEEL, 0.2), alpha))
    n = -10
    while n <= 10:
        x = width / 2 + n * 15
        dot(painter, x, 4.6, 0.9, faded(darker(STEEL, 0.6), alpha))
        dot(painter, x - 0.2, 4.4, 0.55, faded(lighter(STEEL, 0.25), alpha))
        n += 1


def _poster(painter: QPainter, x: float, y: float, container: float) -> None:
    """The house's poster hangs straight in an office, and by two pieces of tape in anything else."""
    with saved(painter):
        painter.translate(x, y)
        painter.rotate(-5 * container)
        painter.fillRect(QRectF(-9.2, -11.2, 19.6, 24.4), QColor(2, 14, 13, 90))
        painter.fillRect(QRectF(-10, -12, 19.6, 24.4), QColor("#DDE6E3"))
        painter.fillRect(QRectF(-10, -12, 19.6, 15.4), QColor(TEAL[600]))
        with saved(painter):
            painter.translate(-0.4, -3.6)
            painter.setPen(Qt.PenStyle.NoPen)
            for i, radius in enumerate((6.6, 4.6, 2.6)):
                painter.setBrush(faded("#FFFFFF", 0.16 + 0.1 * i))
                painter.drawEllipse(QPointF(0, 0), radius, radius)
            dot(painter, 0, 0, 0.9, "#FFFFFF")
        paint_logo(painter, QRectF(-8.6, 4.2, 16.4, 4.4), QColor(TEAL[800]), QColor(TEAL[500]))
        lettering(painter, QRectF(-8.6, 9.2, 16.8, 1.9), "Almost there.", QColor("#50605D"), "medium")
        if container > 0.15:
            for at in (-10, 9.6):
                with saved(painter):
                    painter.translate(at, -12)
                    painter.rotate(40 if at > 0 else -40)
                    painter.fillRect(QRectF(-3.2, -1.1, 6.4, 2.2), faded("#E8DFC0", 0.75 * min(1.0, container * 2)))


def _plate(painter: QPainter, x: float, y: float, container: float) -> None:
    """What is painted on such walls, for those who can read it."""
    if container <= 0.2:
        return
    ink = faded("#CFE3DF", (container - 0.2) * 0.75)
    for i, words in enumerate(("MAX. GROSS 24 000 KG", "TARE 2 185 KG", "MAX. STAFF 4")):
        lettering(painter, QRectF(x - 30, y + i * 3.4, 40, 2.0), words, ink, "medium", Qt.AlignmentFlag.AlignRight)


def _bulb(painter: QPainter, x: float, container: float) -> None:
    if container <= 0.3:
        return
    alpha = min(1.0, (container - 0.3) * 2.5)
    glow = QRadialGradient(QPointF(x, 16.5), 26)
    glow.setColorAt(0, QColor(255, 226, 150, round(90 * alpha)))
    glow.setColorAt(1, QColor(255, 226, 150, 0))
    painter.fillRect(QRectF(x - 26, -10, 52, 52), glow)
    stroke(painter, faded("#0A1414", alpha), 0.6, (x, 0), (x, 12))
    box(painter, QRectF(x - 1.2, 11.4, 2.4, 2.6), faded("#22302E", alpha), 0.5)
    dot(painter, x, 16.2, 2.5, faded("#FFE9B0", alpha))
    dot(painter, x, 16.2, 1.3, faded("#FFFDF4", alpha))


def _door(painter: QPainter, width: float, container: float) -> None:
    """Daylight, through the gap where two doors meet."""
    if container <= 0.55:
        return
    alpha = (container - 0.55) / 0.45
    x = min(width - 4, width / 2 + 46)
    light = QLinearGradient(x - 9, 0, x + 6, 0)
    light.setColorAt(0, QColor(214, 240, 255, 0))
    light.setColorAt(0.6, QColor(214, 240, 255, round(70 * alpha)))
    light.setColorAt(1, QColor(214, 240, 255, 0))
    painter.fillRect(QRectF(x - 9, 9, 15, 111), light)
    painter.fillRect(QRectF(x - 0.35, 9, 0.7, 111), QColor(240, 250, 255, round(220 * alpha)))
