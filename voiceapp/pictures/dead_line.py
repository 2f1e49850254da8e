"""A line on which there is nobody."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.pens import dot, faded, noise, pen, saved, smooth
from voiceapp.pictures.text import fitting, one_line


def paint_dead_line(painter: QPainter, rect: QRectF, style: Style, t: float) -> None:
    """Paint the dead line ``t`` seconds after it died: a last tremor, then nothing, for as long as it takes."""
    with saved(painter):
        outline = QPainterPath()
        outline.addRoundedRect(rect, 6, 6)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, QColor("#07100F"))
        pitch = max(14.0, rect.height() / 8)
        painter.setPen(pen(QColor("#10201E"), 1, round_ends=False))
        x = rect.left() + pitch
        while x < rect.right():
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
            x += pitch
        y = rect.top() + pitch
        while y < rect.bottom():
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            y += pitch
        level = rect.center().y() - rect.height() * 0.05
        left, width = rect.left() + 14, rect.width() - 28
        speed = 0.32  # widths a second
        head = min(1.0, t * speed) if t < 1 / speed else 1.0
        path = QPainterPath(QPointF(left, level))
        steps = 120
        for i in range(1, steps + 1):
            u = i / steps
            if u > head:
                break
            age = u / speed  # when this was written
            tremor = (1 - smooth(age / 0.75)) * (2 * noise(31, i) - 1)
            path.lineTo(left + u * width, level + tremor * rect.height() * 0.3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = QColor(TEAL[300])
        painter.setPen(pen(faded(line, 0.18), 6))
        painter.drawPath(path)
        painter.setPen(pen(line, 1.6))
        painter.drawPath(path)
        end = path.currentPosition()
        pulse = 0.5 + 0.5 * smooth(1 - (t % 1.6) / 1.2)
        dot(painter, end.x(), end.y(), 5, faded(line, 0.25 * pulse))
        dot(painter, end.x(), end.y(), 2.4, faded(line, 0.4 + 0.6 * pulse))
        words = style.word("dead_line")
        foot = QRectF(rect.left() + 14, level + rect.height() * 0.16, rect.width() - 28, rect.height() * 0.24)
        face = fitting(words, max(11.0, min(17 * style.text, rect.height() * 0.13)), "medium", foot.width(), least=8)
        shown = smooth((t - 1.2) / 1.5)
        one_line(painter, foot, words, face, faded("#BFD3CF", shown), Qt.AlignmentFlag.AlignHCenter)
