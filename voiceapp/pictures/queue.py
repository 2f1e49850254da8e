"""The display of the queue. It counts, and has never been seen at one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from voiceapp.call_view import Place
from voiceapp.pictures.brand import TEAL, Style, blend
from voiceapp.pictures.journey import clock
from voiceapp.pictures.pens import box, dot, faded, saved, smooth, stroke
from voiceapp.pictures.text import fitting, one_line

_LEAST = 2
"""What is shown at the lowest, whatever is announced."""


def paint_queue(
    painter: QPainter, rect: QRectF, style: Style, place: Place | None, t: float = 0.0, *, waited: int = 0
) -> None:
    """Paint the place in the queue, the estimate, and the row of those who wait; ``t`` moves what moves.

    ``waited`` is how many seconds this stretch has lasted; it is told when it is not 0.
    """
    style = style.at_most(min(rect.height() / 84, rect.width() / 190))
    c, s = style.colours, style.text
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, c.panel, 6, c.line)
        pad = 12 * min(s, rect.height() / 110)
        inner = rect.adjusted(pad, pad * 0.7, -pad, -pad * 0.8)
        head = QRectF(inner.left(), inner.top(), inner.width(), 17 * s)
        if waited > 0:
            seen = one_line(
                painter, head, clock(waited), style.font(13, tabular=True), c.soft, Qt.AlignmentFlag.AlignRight
            )
            head.setRight(seen.left() - 8)
        one_line(painter, head, style.word("queue_place"), style.font(13, "medium"), c.soft)
        row = max(10.0, min(20 * s, inner.height() * 0.2))
        body = QRectF(inner.left(), head.bottom() + 2, inner.width(), inner.bottom() - head.bottom() - 2 - row * 1.25)
        if body.height() > 90 * s:
            body.setHeight(90 * s)
            row = 34 * s
        _announced(painter, body, style, place, pad)
        foot = min(inner.bottom(), body.bottom() + row * 1.5)
        position = 0 if place is None else max(_LEAST, place.position)
        _row(painter, QRectF(inner.left(), foot - row, inner.width(), row), style, position, t)


def _announced(painter: QPainter, rect: QRectF, style: Style, place: Place | None, pad: float) -> None:
    c, s = style.colours, style.text
    if place is None:
        words = style.word("queue_unknown")
        one_line(painter, rect, words, fitting(words, min(22 * s, rect.height() * 0.6), "medium", rect.width()), c.text)
        return
    position = str(max(_LEAST, place.position))
    figure = fitting(position, min(64 * s, rect.height() * 1.05), "bold", rect.width() * 0.5, tabular=True)
    seen = one_line(painter, rect, position, figure, c.brand_text)
    side = QRectF(seen.right() + pad, rect.top(), rect.right() - seen.right() - pad, rect.height())
    line = min(20 * s, side.height() / 2)
    before = f"{style.word('queue_before')}: {max(_LEAST, place.before)}"
    wait = f"{style.word('queue_wait')}: {place.minutes} {style.word('minutes')}"
    top = side.center().y() - line
    for i, (words, colour) in enumerate(((before, c.soft), (wait, c.text))):
        face = fitting(words, min(14 * s, line * 0.8), "regular", side.width(), least=8)
        one_line(painter, QRectF(side.left(), top + i * line, side.width(), line), words, face, colour)


def _row(painter: QPainter, rect: QRectF, style: Style, position: int, t: float) -> None:
    """Those who wait, from the front. The caller's figure takes a step forward, thinks better of it, and goes back."""
    c = style.colours
    size = rect.height()
    gap = size * 0.86
    fit = max(3, int((rect.width() - size) / gap))
    many = min(fit, max(3, position + 3)) if position else min(fit, 7)
    door = QRectF(rect.left(), rect.top(), size * 0.55, size)
    box(painter, door, TEAL[600], 1.5)
    dot(painter, door.right() - size * 0.14, door.center().y(), size * 0.06, "#FFFFFF")
    step = smooth((t % 6 - 3) / 0.5) - smooth((t % 6 - 4.4) / 0.9)
    for i in range(many):
        own = position and i == min(position, many) - 1
        x = door.right() + size * 0.5 + i * gap - (gap * 0.3 * step if own else 0)
        colour = c.brand if own else blend(c.line_strong, c.panel, 0.35)
        head = size * 0.2
        dot(painter, x, rect.top() + head * 1.1, head, colour)
        box(painter, QRectF(x - size * 0.26, rect.top() + size * 0.46, size * 0.52, size * 0.54), colour, size * 0.2)
        painter.fillRect(QRectF(x - size * 0.26, rect.top() + size * 0.8, size * 0.52, size * 0.2), colour)
    stroke(
        painter, faded(c.line_strong, 0.8), 1, (rect.left(), rect.bottom() + 0.5), (rect.right(), rect.bottom() + 0.5)
    )
