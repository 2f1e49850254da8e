"""The number on the wall: white paint on corrugated steel, by somebody with a stencil and not much time."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath

from voiceapp.pictures.brand import TEAL, Style, font
from voiceapp.pictures.logo import paint_logo
from voiceapp.pictures.pens import darker, dot, faded, lighter, noise, saved
from voiceapp.pictures.text import clean, fitting, letters, one_line

STEEL = QColor(TEAL[600])
PAINT = QColor("#F1F5F0")


def paint_number(
    painter: QPainter, rect: QRectF, style: Style, number: str, *, dialled: str = "", state: str = "", time: str = ""
) -> None:
    """Paint the hotline's number on its wall; below it, on the telephone's own display, the keys pressed so far, how
    things stand and how long it has lasted, if there is any of it."""
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setPen(Qt.PenStyle.NoPen)
        shown = dialled or state or time
        strip = min(rect.height() * 0.38, 54 * style.text) if shown and rect.height() >= 60 else 0.0
        wall = rect.adjusted(0, 0, 0, -strip)
        outline = QPainterPath()
        outline.addRoundedRect(rect, 6, 6)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        _wall(painter, wall)
        head = wall.height() * 0.3
        paint_logo(
            painter,
            QRectF(wall.left() + wall.width() * 0.05, wall.top() + head * 0.18, wall.width() * 0.5, head * 0.82),
            PAINT,
            PAINT,
        )
        label = style.word("hotline")
        one_line(
            painter,
            QRectF(wall.center().x(), wall.top() + head * 0.26, wall.width() * 0.45, head * 0.8),
            label,
            fitting(label, head * 0.46, "medium", wall.width() * 0.42, least=8),
            PAINT,
            Qt.AlignmentFlag.AlignRight,
        )
        area = QRectF(
            wall.left() + wall.width() * 0.05, wall.top() + head * 1.1, wall.width() * 0.9, wall.height() - head * 1.32
        )
        _stencil(painter, area, number)
        if strip:
            _display(
                painter, QRectF(rect.left(), rect.bottom() - strip, rect.width(), strip), style, dialled, state, time
            )


def _wall(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, STEEL)
    period = max(14.0, rect.height() * 0.2)
    x, n = rect.left() - period * 0.3, 0
    while x < rect.right():
        painter.fillRect(QRectF(x, rect.top(), period * 0.12, rect.height()), faded(darker(STEEL, 0.6), 0.55))
        painter.fillRect(
            QRectF(x + period * 0.12, rect.top(), period * 0.32, rect.height()), faded(darker(STEEL, 0.4), 0.4)
        )
        painter.fillRect(
            QRectF(x + period * 0.44, rect.top(), period * 0.1, rect.height()), faded(lighter(STEEL, 0.3), 0.45)
        )
        x += period
        n += 1
    light = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    light.setColorAt(0, QColor(255, 255, 255, 22))
    light.setColorAt(1, QColor(0, 20, 18, 70))
    painter.fillRect(rect, light)


@lru_cache(maxsize=8)
def _cut_out(text: str) -> QPainterPath:
    """The figures as a stencil leaves them: it hangs together by strips, upright, through the middle of each."""
    path = letters(text, "bold")
    bridges = QPainterPath()
    for part in path.toSubpathPolygons():
        around = part.boundingRect()
        if around.height() > 55:
            x = around.center().x() - 2.6
            bridges.addRect(QRectF(x, around.top() - 4, 5.2, 22))
            bridges.addRect(QRectF(x, around.bottom() - 18, 5.2, 22))
    return path.subtracted(bridges)


def _stencil(painter: QPainter, rect: QRectF, number: str) -> None:
    """The number in white paint, with a run here and there."""
    text = clean(number)[:40]
    path = letters(text, "bold")
    bounds = path.boundingRect()
    if bounds.isEmpty() or rect.isEmpty():
        return
    scale = min(rect.width() / bounds.width(), rect.height() / 72)
    with saved(painter):
        painter.translate(rect.center().x() - bounds.center().x() * scale, rect.center().y() + 34.5 * scale)
        painter.scale(scale, scale)
        painter.fillPath(_cut_out(text), faded(PAINT, 0.96))
        for n in range(4):
            x = bounds.left() + bounds.width() * (0.08 + 0.84 * noise(9, n))
            if path.contains(QRectF(x, -4, 1.2, 2)):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(PAINT)
                painter.drawRoundedRect(QRectF(x, -4, 1.8, 9 + 9 * noise(13, n)), 0.9, 0.9)
                dot(painter, x + 0.9, 5 + 9 * noise(13, n), 1.4, PAINT)


def _display(painter: QPainter, rect: QRectF, style: Style, dialled: str, state: str, time: str) -> None:
    """The telephone's own display: the keys above, the state and the time below."""
    painter.fillRect(rect, QColor("#0B1716"))
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), QColor("#020707"))
    inner = rect.adjusted(12, 3, -12, -3)
    upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.54)
    lower = QRectF(inner.left(), upper.bottom(), inner.width(), inner.bottom() - upper.bottom())
    large = font(min(20 * style.text, upper.height() * 0.82), "medium", tabular=True)
    shown = QFontMetricsF(large).elidedText(clean(dialled)[-64:], Qt.TextElideMode.ElideLeft, inner.width())
    one_line(painter, upper, shown, large, QColor("#E6F4F1"), Qt.AlignmentFlag.AlignRight)
    small = font(min(13.5 * style.text, lower.height() * 0.8), tabular=True)
    aside = QFontMetricsF(small).horizontalAdvance(time) + 10 if time else 0
    one_line(painter, lower, time, small, QColor("#E6F4F1"), Qt.AlignmentFlag.AlignRight)
    one_line(painter, lower.adjusted(0, 0, -aside, 0), state, small, QColor(TEAL[300]))
