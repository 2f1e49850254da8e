"""The survey, from nine to ten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.call_view import Gift, Question
from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.pens import arc, box, dot, faded, saved, smooth, stroke
from voiceapp.pictures.text import fitting, line_height, one_line, paragraph

MOVES = 3.0
"""Seconds after which nothing moves any more when an answer has been recorded."""


def paint_survey(
    painter: QPainter,
    rect: QRectF,
    style: Style,
    questions: Sequence[Question],
    t: float,
    *,
    gift: Gift | None = None,
) -> None:
    """Paint the last question, the scale for it, what has been recorded, and the gift, at call time ``t``."""
    style = style.at_most(min(rect.height() / 170, rect.width() / 250), least=0.9)
    c, s = style.colours, style.text
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, c.panel, 6, c.line)
        head = QRectF(rect.left(), rect.top(), rect.width(), 30 * s)
        painter.save()
        painter.setClipRect(head, Qt.ClipOperation.IntersectClip)
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
        if gift:
            area.setBottom(area.bottom() - 44 * s)
            _gift(painter, QRectF(area.left(), area.bottom() + 4 * s, area.width(), 40 * s), style, gift)
        if questions:
            _questions(painter, area, style, questions, t)


def _questions(painter: QPainter, area: QRectF, style: Style, questions: Sequence[Question], t: float) -> None:
    c, s = style.colours, style.text
    now = questions[-1]
    box_ = QRectF(area.left(), area.top(), area.width(), area.height() * 0.4)
    y = area.top() + paragraph(painter, box_, now.question, style.font(16, "medium"), c.text, most=4) + 6 * s
    scale = min(56 * s, area.bottom() - y)
    if scale > 26 * s:
        _scale(painter, QRectF(area.left(), y, area.width(), scale), style, now, t)
        y += scale + 6 * s
    step = line_height(style.font(13))
    for question in reversed(questions):
        if question.recorded is None:
            continue
        if y + step * 1.3 > area.bottom():
            break
        fresh = question.recorded_at is not None and 0 <= t - question.recorded_at < MOVES
        row = QRectF(area.left(), y, area.width(), step * 1.2)
        _answer(painter, row, style, question.said, f"{style.word('recorded')}: {question.recorded}", fresh=fresh)
        stroke(painter, c.line, 1, (area.left(), y + step * 1.28), (area.right(), y + step * 1.28))
        y += step * 1.4


def _answer(painter: QPainter, rect: QRectF, style: Style, said: str, became: str, *, fresh: bool = False) -> None:
    """What was said, and beside it what became of it."""
    c = style.colours
    half = rect.width() * 0.5
    words = f"{style.word('you_said')}: {said or style.word('nothing')}"
    one_line(painter, QRectF(rect.left(), rect.top(), half - 8, rect.height()), words, style.font(13), c.soft)
    record = QRectF(rect.left() + half, rect.top(), half, rect.height())
    if fresh:
        box(painter, record.adjusted(-5, 0, 0, 0), c.highlight, 3)
    one_line(painter, record, became, style.font(13, "medium"), c.on_highlight if fresh else c.text)


def _gift(painter: QPainter, rect: QRectF, style: Style, gift: Gift) -> None:
    """The commercial gesture, with a ribbon round it."""
    c, s = style.colours, style.text
    box(painter, rect, c.brand_tint, 4)
    side = rect.height() * 0.56
    parcel = QRectF(rect.left() + 10 * s, rect.center().y() - side * 0.4, side, side * 0.84)
    box(painter, parcel, c.brand, 2)
    painter.fillRect(QRectF(parcel.center().x() - side * 0.07, parcel.top(), side * 0.14, parcel.height()), c.highlight)
    painter.fillRect(QRectF(parcel.left(), parcel.center().y() - side * 0.07, side, side * 0.14), c.highlight)
    for way in (-1, 1):
        arc(
            painter,
            c.brand,
            side * 0.09,
            (parcel.center().x(), parcel.top()),
            (parcel.center().x() + way * side * 0.3, parcel.top() - side * 0.04),
            -side * 0.14,
        )
    inner = QRectF(parcel.right() + 12 * s, rect.top(), rect.right() - parcel.right() - 20 * s, rect.height())
    _answer(painter, inner, style, gift.asked, f"{style.word('ordered')}: {gift.recorded}")


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
