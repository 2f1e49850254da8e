"""The gauge of the caller's patience."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import AMBER, Style
from voiceapp.pictures.pens import box, dot, faded, fill, pen, saved, shape
from voiceapp.pictures.text import fitting, one_line

SWEEP = 200.0
"""Degrees from empty to full."""


def state_of(value: float) -> str:
    """The word for what is left, as a key of the painted words."""
    if value > 0.66:
        return "patience_full"
    if value > 0.33:
        return "patience_half"
    return "patience_low" if value > 0.02 else "patience_none"


def paint_patience(painter: QPainter, rect: QRectF, style: Style, value: float) -> None:
    """Paint the gauge for a ``value`` of 0..1."""
    style = style.at_most(rect.height() / 78)
    c, s = style.colours, style.text
    value = min(1.0, max(0.0, value)) if value == value else 0.0
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, c.panel, 6, c.line)
        pad = 12 * min(s, rect.height() / 110)
        inner = rect.adjusted(pad, pad * 0.7, -pad, -pad * 0.7)
        title = 13 * s
        one_line(
            painter,
            QRectF(inner.left(), inner.top(), inner.width(), title * 1.3),
            style.word("patience"),
            style.font(13, "medium"),
            c.soft,
        )
        area = inner.adjusted(0, title * 1.5, 0, 0)
        wide = area.width() > 2.1 * area.height()
        dial = QRectF(
            area.left(), area.top(), min(area.width() * (0.52 if wide else 1), area.height() * 1.55), area.height()
        )
        if not wide:
            dial.moveCenter(QPointF(area.center().x(), dial.center().y()))
            dial.setHeight(area.height() - 18 * s)
        _dial(painter, dial, style, value)
        word = style.word(state_of(value))
        if wide:
            words = QRectF(dial.right() + pad, area.top(), area.right() - dial.right() - pad, area.height())
            one_line(painter, words, word, fitting(word, 17 * s, "medium", words.width(), least=9), c.text)
        else:
            words = QRectF(area.left(), area.bottom() - 18 * s, area.width(), 18 * s)
            one_line(
                painter,
                words,
                word,
                fitting(word, 14 * s, "medium", words.width(), least=9),
                c.text,
                Qt.AlignmentFlag.AlignHCenter,
            )


def _dial(painter: QPainter, rect: QRectF, style: Style, value: float) -> None:
    c = style.colours
    drop = 0.5 + 0.5 * math.sin(math.radians((SWEEP - 180) / 2))
    radius = max(4.0, min(rect.width() / 2, rect.height() / (2 * drop)) - 1)
    middle = QPointF(rect.center().x(), rect.top() + radius + 1)
    weight = radius * 0.2
    ring = QRectF(
        middle.x() - radius + weight / 2, middle.y() - radius + weight / 2, 2 * radius - weight, 2 * radius - weight
    )
    start = 90 + SWEEP / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(c.line, weight, round_ends=False))
    painter.drawArc(ring, round(16 * start), round(-16 * SWEEP))
    colour = c.brand if value > 0.66 else QColor(AMBER) if value > 0.33 else c.bad
    painter.setPen(pen(colour, weight, round_ends=False))
    if value > 0:
        painter.drawArc(ring, round(16 * start), round(-16 * SWEEP * value))
    painter.setPen(pen(c.panel, max(1.0, radius * 0.03), round_ends=False))
    for i in range(1, 10):
        a = math.radians(start - SWEEP * i / 10)
        inner, outer = radius - weight - 0.5, radius + 0.5
        painter.drawLine(
            QPointF(middle.x() + inner * math.cos(a), middle.y() - inner * math.sin(a)),
            QPointF(middle.x() + outer * math.cos(a), middle.y() - outer * math.sin(a)),
        )
    painter.save()
    painter.translate(middle)
    painter.rotate(-(start - SWEEP * value))
    fill(painter, shape((radius * 0.8, 0), (0, -radius * 0.055), (-radius * 0.12, 0), (0, radius * 0.055)), c.text)
    painter.restore()
    dot(painter, middle.x(), middle.y(), radius * 0.1, c.text)
    dot(painter, middle.x(), middle.y(), radius * 0.04, faded(c.panel, 1))
