"""The number on the wall: white paint on corrugated steel, by somebody with a stencil and not much time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.logo import paint_logo
from voiceapp.pictures.pens import darker, dot, faded, lighter, noise, saved
from voiceapp.pictures.text import clean, fitting, letters, one_line

STEEL = QColor(TEAL[600])
PAINT = QColor("#F1F5F0")


def paint_number(painter: QPainter, rect: QRectF, style: Style, number: str, *, dialled: str = "") -> None:
    """Paint the hotline's number on its wall, and in a strip below the keys pressed so far."""
    with saved(painter):
        painter.setClipRect(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        strip = min(rect.height() * 0.3, 26 * style.text) if rect.height() >= 60 else 0.0
        wall = rect.adjusted(0, 0, 0, -strip)
        outline = QPainterPath()
        outline.addRoundedRect(rect, 6, 6)
        painter.setClipPath(outline)
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
            _dialled(painter, QRectF(rect.left(), rect.bottom() - strip, rect.width(), strip), style, dialled)


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


def _stencil(painter: QPainter, rect: QRectF, number: str) -> None:
    """The figures with the bridges of a stencil, here and there a run of paint."""
    text = clean(number)[:40]
    path = letters(text, "bold")
    bounds = path.boundingRect()
    if bounds.isEmpty() or rect.isEmpty():
        return
    scale = min(rect.width() / bounds.width(), rect.height() / 72)
    with saved(painter):
        painter.translate(rect.center().x() - bounds.center().x() * scale, rect.center().y() + 34.5 * scale)
        painter.scale(scale, scale)
        bridges = QPainterPath()
        # A stencil hangs together by strips: one, upright, through the middle of every figure.
        for part in path.toSubpathPolygons():
            box = part.boundingRect()
            if box.height() > 55:
                bridges.addRect(QRectF(box.center().x() - 2.6, box.top() - 4, 5.2, 22))
                bridges.addRect(QRectF(box.center().x() - 2.6, box.bottom() - 18, 5.2, 22))
        painter.fillPath(path.subtracted(bridges), faded(PAINT, 0.96))
        for n in range(4):
            x = bounds.left() + bounds.width() * (0.08 + 0.84 * noise(9, n))
            if path.contains(QRectF(x, -4, 1.2, 2)):
                painter.setBrush(PAINT)
                painter.drawRoundedRect(QRectF(x, -4, 1.8, 9 + 9 * noise(13, n)), 0.9, 0.9)
                dot(painter, x + 0.9, 5 + 9 * noise(13, n), 1.4, PAINT)


def _dialled(painter: QPainter, rect: QRectF, style: Style, dialled: str) -> None:
    painter.fillRect(rect, QColor("#0B1716"))
    ink = QColor(TEAL[300])
    pad = 10
    face = style.font(min(16, rect.height() / style.text * 0.62), "medium", tabular=True)
    inner = rect.adjusted(pad, 0, -pad, 0)
    shown = clean(dialled)[-64:]
    words = QFontMetricsF(face).elidedText(shown, Qt.TextElideMode.ElideLeft, inner.width() * 0.72)
    one_line(painter, inner, words, face, QColor("#E6F4F1"), Qt.AlignmentFlag.AlignRight)
    one_line(
        painter,
        QRectF(inner.left(), inner.top(), inner.width() * 0.28, inner.height()),
        style.word("dialled"),
        style.font(12),
        ink,
    )
