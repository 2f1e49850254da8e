"""The caller, who is never seen: a voice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.pens import box, noise, saved
from voiceapp.pictures.subtitle import CALLER
from voiceapp.pictures.text import fitting, one_line

BARS = 9


def paint_voice(painter: QPainter, rect: QRectF, style: Style, level: float, beat: int, key: str = "") -> None:
    """Paint the caller's voice at a ``level`` of 0..1 as bars that dance with each ``beat``; a ``key`` was pressed."""
    speaking = level > 0.02
    ink = QColor(CALLER) if speaking or key else QColor(TEAL[300])
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, TEAL[900], 8, ink if speaking or key else QColor(TEAL[700]), 2 if speaking else 1.2)
        inner = rect.adjusted(12, 6, -12, -6)
        word = style.word("you")
        face = fitting(word, inner.height() * 0.5, "bold", inner.width() * 0.36)
        seen = one_line(
            painter, QRectF(inner.left(), inner.top(), inner.width() * 0.36, inner.height()), word, face, ink
        )
        area = QRectF(seen.right() + 12, inner.top(), inner.right() - seen.right() - 12, inner.height())
        if key:
            side = area.height()
            cap = QRectF(area.right() - side, area.center().y() - side / 2, side, side)
            box(painter, cap, CALLER, 7)
            digit = fitting(key, side * 0.66, "bold", side)
            one_line(painter, cap, key, digit, QColor(TEAL[950]), Qt.AlignmentFlag.AlignHCenter)
            return
        pitch = area.width() / BARS
        for i in range(BARS):
            middle = 1 - abs(i - (BARS - 1) / 2) / BARS
            tall = max(pitch * 0.5, area.height() * level * middle * (0.45 + 0.75 * noise(41 + i, beat)))
            tall = min(tall, area.height())
            bar = QRectF(area.left() + i * pitch, area.center().y() - tall / 2, pitch * 0.5, tall)
            box(painter, bar, ink, pitch * 0.25)
