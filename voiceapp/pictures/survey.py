"""The survey, from nine to ten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.call_view import Question
from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.pens import arc, box, dot, faded, saved, smooth, stroke
from voiceapp.pictures.text import fitting, line_height, one_line, paragraph


def paint_survey(painter: QPainter, rect: QRectF, style: Style, questions: Sequence[Question], t: float) -> None:
    """Paint the question that is open, the scale it can be answered on, and what has been recorded; ``t`` is call time."""
    c, s = style.colours, style.text
    with saved(painter):
        painter.setClipRect(rect)
        box(painter, rect, c.panel, 6, c.line)
        head = QRectF(rect.left(), rect.top(), rect.width(), 30 * s)
        painter.save()
        painter.setClipRect(head)
        box(painter, QRectF(rect.left(), rect.top(), rect.width(), 60 * s), TEAL[600], 6)
        painter.restore()
        pad = 14 * min(1.3, s)
        one_line(
            painter, head.adjusted(pad, 0, -pad, 0), style.word("survey"), style.font(14, "medium"), QColor("#FFFFFF")
        )
        if questions:
            count = f"{style.word('question')} {len(questions)}"
            one_line(
                painter,
                head.adjusted(pad, 0, -pad, 0),
                count,
                style.font(13),
                QColor(TEAL[100]),
                Qt.AlignmentFlag.AlignRight,
            )
        area = QRectF(
            rect.left() + pad,
            head.bottom() + pad * 0.7,
            rect.width() - 2 * pad,
            rect.bottom() - head.bottom() - pad * 1.2,
        )
        if not questions:
            return
        now = questions[-1]
        face = style.font(16, "medium")
        y = area.top()
        y += (
            paragraph(
                painter, QRectF(area.left(), y, area.width(), area.height() * 0.4), now.question, face, c.text, most=4
            )
            + 6 * s
        )
        room = area.bottom() - y
        scale = min(56 * s, room)
        if scale > 26 * s:
            _scale(painter, QRectF(area.left(), y, area.width(), scale), style, now, t)
            y += scale + 6 * s
        small, step = style.font(13), line_height(style.font(13))
        for question in reversed(questions):
            if question.recorded is None:
                continue
            if y + step * 1.3 > area.bottom():
                break
            said = question.said or style.word("nothing")
            words = f"{style.word('you_said')}: {said}"
            fresh = question.recorded_at is not None and t - question.recorded_at < 2.5
            half = area.width() * 0.5
            one_line(painter, QRectF(area.left(), y, half - 8, step * 1.2), words, small, c.soft)
            record = QRectF(area.left() + half, y, half, step * 1.2)
            if fresh:
                box(painter, record.adjusted(-5, 0, 0, 0), c.highlight, 3)
            one_line(
                painter,
                record,
                f"{style.word('recorded')}: {question.recorded}",
                style.font(13, "medium"),
                c.on_highlight if fresh else c.text,
            )
            stroke(painter, c.line, 1, (area.left(), y + step * 1.28), (area.right(), y + step * 1.28))
            y += step * 1.4


def _scale(painter: QPainter, rect: QRectF, style: Style, question: Question, t: float) -> None:
    """Nine and ten, with everything one may feel between them."""
    c, s = style.colours, style.text
    label = style.word("scale")
    high = 16 * s
    one_line(
        painter,
        QRectF(rect.left(), rect.top(), rect.width(), high),
        label,
        fitting(label, 12.5 * s, "regular", rect.width(), least=8),
        c.soft,
    )
    line = QRectF(rect.left() + 16 * s, rect.top() + high + 2, rect.width() - 32 * s, rect.height() - high - 2)
    y = line.top() + line.height() * 0.36
    stroke(painter, c.line_strong, 2, (line.left(), y), (line.right(), y))
    for i in range(11):
        x = line.left() + line.width() * i / 10
        tall = 5 if i % 10 else 9
        stroke(painter, c.line_strong, 1.4, (x, y - tall * 0.5), (x, y + tall * 0.5))
    foot = QRectF(line.left() - 16 * s, y + 6, line.width() + 32 * s, max(8.0, rect.bottom() - y - 6))
    face = style.font(14, "bold", tabular=True)
    one_line(
        painter,
        QRectF(foot.left(), foot.top(), 32 * s, foot.height()),
        "9",
        face,
        c.text,
        Qt.AlignmentFlag.AlignHCenter,
    )
    one_line(
        painter,
        QRectF(foot.right() - 32 * s, foot.top(), 32 * s, foot.height()),
        "10",
        face,
        c.text,
        Qt.AlignmentFlag.AlignHCenter,
    )
    recorded = smooth((t - question.recorded_at) / 0.8) if question.recorded_at is not None else 0.0
    at = line.left() + line.width() * (0.12 + 0.88 * recorded)
    radius = 9 * min(s, 1.4)
    dot(painter, at, y + 1.2, radius, faded(c.text, 0.2))
    dot(painter, at, y, radius, TEAL[600])
    for side in (-1, 1):
        dot(painter, at + side * radius * 0.34, y - radius * 0.2, radius * 0.13, "#FFFFFF")
    arc(
        painter,
        "#FFFFFF",
        radius * 0.16,
        (at - radius * 0.46, y + radius * 0.18),
        (at + radius * 0.46, y + radius * 0.18),
        radius * 0.22,
    )
    if recorded >= 1:
        words = style.word("thank_you")
        one_line(
            painter,
            QRectF(line.left() + 24 * s, foot.top(), line.width() - 48 * s, foot.height()),
            words,
            style.font(13, "italic"),
            c.brand_text,
            Qt.AlignmentFlag.AlignHCenter,
        )
