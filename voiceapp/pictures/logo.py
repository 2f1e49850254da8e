"""The logo: a word in which a signal sets out from one i for the other, and almost gets there."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap

from voiceapp.pictures.brand import TEAL, font
from voiceapp.pictures.pens import painting

CAP = 100.0
"""Size of the type the word is set in; everything in the logo is measured in its units."""
REACH = 0.8
"""How far the signal gets. It has been 0.8 since 2006."""


@lru_cache(maxsize=1)
def _word() -> tuple[QPainterPath, float, QPointF, QPointF]:
    """The word without the dots of its i's, its width, and where the dots belong."""
    face = font(CAP, "bold")
    metrics = QFontMetricsF(face)
    path = QPainterPath()
    x = 0.0
    dots: list[QPointF] = []
    for part in ("mob", "ı", "l", "ı", "mbo"):
        advance = metrics.horizontalAdvance(part)
        x += 3.5 if part == "l" else 0
        if part == "ı":
            dots.append(QPointF(x + advance / 2, -66.0))
        path.addText(QPointF(x, 0), face, part)
        x += advance + (3.5 if part == "l" else 0)
    return path.simplified(), x, dots[0], dots[1]


def logo_size(height: float) -> tuple[float, float]:
    """Width and height of the logo when it is ``height`` high."""
    _, width, _, _ = _word()
    return height * width / 132.0, height


def paint_logo(painter: QPainter, rect: QRectF, word: QColor, signal: QColor, *, reach: float = REACH) -> None:
    """Paint the logo as large as fits, at the left of the rectangle, in the middle of its height.

    ``word`` colours the letters, ``signal`` the arc; ``reach`` (0..1) is how far the signal has got on its way.
    """
    path, width, start, end = _word()
    scale = min(rect.width() / width, rect.height() / 132.0)
    if scale <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.left(), rect.center().y() - 66 * scale)
    painter.scale(scale, scale)
    painter.translate(0, 130)
    painter.fillPath(path, word)
    paint_signal(painter, start, end, signal, reach=reach, weight=9.5, dot=8.6, waiting=word)
    painter.restore()


def paint_signal(
    painter: QPainter,
    start: QPointF,
    end: QPointF,
    colour: QColor,
    *,
    reach: float,
    weight: float,
    dot: float,
    waiting: QColor,
) -> None:
    """The leap from one dot towards another, hollow one, which it does not reach."""
    middle = QPointF((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)
    radius = math.hypot(end.x() - start.x(), end.y() - start.y()) / 2
    box = QRectF(middle.x() - radius, middle.y() - radius * 1.12, 2 * radius, 2.24 * radius)
    arc = QPainterPath()
    arc.arcMoveTo(box, 180)
    arc.arcTo(box, 180, -180 * min(1.0, max(0.0, reach)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if reach > 0:
        painter.drawPath(arc)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(start, dot, dot)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(waiting, weight * 0.5))
    painter.drawEllipse(end, dot - weight * 0.25, dot - weight * 0.25)


def paint_icon(painter: QPainter, rect: QRectF, ground: QColor, figure: QColor, *, reach: float = 0.78) -> None:
    """The sign alone on its tile: two masts, the wall between them, and the signal on its way."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 100, side / 100)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(0, 0, 100, 100), 22, 22)
    painter.setBrush(figure)
    for x, top in ((25.0, 62.0), (50.0, 46.0), (75.0, 62.0)):
        painter.drawRoundedRect(QRectF(x - 6, top, 12, 84 - top), 2.5, 2.5)
    paint_signal(painter, QPointF(25, 47), QPointF(75, 47), figure, reach=reach, weight=8, dot=7.6, waiting=figure)
    painter.restore()


def icon() -> QIcon:
    """The sign as an icon, drawn for each size it is shown at."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        with painting(image) as painter:
            paint_icon(painter, QRectF(0, 0, side, side), QColor(TEAL[600]), QColor("#FFFFFF"))
        made.addPixmap(QPixmap.fromImage(image))
    return made
