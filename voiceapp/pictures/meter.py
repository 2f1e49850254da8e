"""A level meter of few, plain steps."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import AMBER, Style
from voiceapp.pictures.pens import box, saved
from voiceapp.pictures.text import one_line

FLOOR = -54.0
"""dBFS at which the first step lights up."""
STEPS = 18


def steps_lit(dbfs: float) -> int:
    """How many of the steps are lit at a level in dBFS; silence lights none."""
    if not math.isfinite(dbfs):
        return STEPS if dbfs > 0 else 0
    return min(STEPS, max(0, round((dbfs - FLOOR) / -FLOOR * STEPS)))


def paint_meter(
    painter: QPainter, rect: QRectF, style: Style, dbfs: float, label: str = "", *, muted: bool = False
) -> None:
    """Paint a bar of steps, with a label at its left; ``muted`` says that nothing gets through."""
    c = style.colours
    lit = steps_lit(dbfs)
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        left = rect.left()
        if label:
            width = min(rect.width() * 0.4, 78 * style.text)
            one_line(painter, QRectF(left, rect.top(), width - 6, rect.height()), label, style.font(13), c.soft)
            left += width
        if muted:
            one_line(
                painter,
                QRectF(left, rect.top(), rect.right() - left, rect.height()),
                style.word("muted"),
                style.font(13),
                c.bad,
            )
            return
        gap = 2.0
        width = (rect.right() - left + gap) / STEPS
        height = min(rect.height(), 16 * style.text)
        top = rect.center().y() - height / 2
        for i in range(STEPS):
            colour = c.brand if i < STEPS * 0.7 else QColor(AMBER) if i < STEPS * 0.9 else c.bad
            step = QRectF(left + i * width, top, max(1.0, width - gap), height)
            box(painter, step, colour if i < lit else c.line, 1.5)
