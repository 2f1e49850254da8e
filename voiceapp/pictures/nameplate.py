"""The plate under a portrait: who one is speaking to, and what they are there for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.pens import saved
from voiceapp.pictures.text import fitting, one_line


def paint_nameplate(painter: QPainter, rect: QRectF, style: Style, name: str, department: str = "") -> None:
    """Paint a name, and beneath it the department."""
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, QColor(TEAL[700]))
        painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(TEAL[400]))
        inner = rect.adjusted(14, 0, -10, 0)
        size = min(16 * style.text, rect.height() * (0.36 if department else 0.44))
        face = fitting(name, size, "bold", inner.width(), least=max(9.0, size * 0.8))
        if not department:
            one_line(painter, inner, name, face, QColor("#FFFFFF"))
            return
        upper = QRectF(inner.left(), rect.top() + rect.height() * 0.1, inner.width(), rect.height() * 0.44)
        lower = QRectF(inner.left(), upper.bottom() - 1, inner.width(), rect.height() * 0.38)
        one_line(painter, upper, name, face, QColor("#FFFFFF"))
        small = fitting(department, size * 0.82, "regular", inner.width(), least=max(8.0, size * 0.7))
        one_line(painter, lower, department, small, QColor(TEAL[100]))
