"""What is shown while music plays: something equally irritating."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.logo import paint_logo
from voiceapp.pictures.pens import box, darker, dot, faded, lighter, noise, pen, saved, smooth, stroke
from voiceapp.pictures.text import fitting, line_height, one_line, paragraph, wrapped
from voiceapp.pictures.words import SLOGANS

SLIDE = 8.0
"""Seconds a slide stays. It is a little too short for the long ones and far too long for the short ones."""


def progress(t: float) -> float:
    """How far the connecting has got after ``t`` seconds, 0..1: it advances, thinks, goes back, and never arrives."""
    round_, inside = divmod(max(0.0, t), 11.0)
    best = 0.99 - 0.45 * math.exp(-t / 40)
    if inside < 6:
        return best * smooth(inside / 6) * (0.9 + 0.1 * noise(3, int(round_)))
    if inside < 8.5:
        return best * (0.9 + 0.1 * noise(3, int(round_)))
    back = 0.18 + 0.3 * noise(5, int(round_))
    return (
        best
        * (0.9 + 0.1 * noise(3, int(round_)))
        * (1 - (1 - back) * smooth((inside - 8.5) / 1.1))
        * (1 if inside < 9.8 else 1 - 0.8 * smooth((inside - 9.8) / 1.2))
    )


def slogans_for(style: Style, slogans: Sequence[str] | None) -> list[str]:
    """What is said: the scenario's ``slogans``, else the house's in the style's language."""
    return [words for words in slogans or () if words.strip()] or list(SLOGANS.get(style.language, SLOGANS["en"]))


def paint_hold_show(
    painter: QPainter, rect: QRectF, style: Style, t: float, slogans: Sequence[str] | None = None
) -> None:
    """Paint the show, ``t`` seconds into this stretch of music. ``slogans`` are the scenario's, else the house's."""
    c, s = style.colours, style.text
    said = slogans_for(style, slogans)
    n, inside = int(t // SLIDE), t % SLIDE
    with saved(painter):
        outline = QPainterPath()
        outline.addRoundedRect(rect, 6, 6)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        bar = min(rect.height() * 0.24, 46 * s)
        slide = rect.adjusted(0, 0, 0, -bar)
        _slide(painter, slide, style, said[n % len(said)], n, inside)
        if inside < 0.7 and n:
            # A dissolve, as the software of the year had it: in tiles.
            _tiles(painter, slide, style, said[(n - 1) % len(said)], n - 1, inside / 0.7)
        foot = QRectF(rect.left(), rect.bottom() - bar, rect.width(), bar)
        painter.fillRect(foot, c.panel)
        painter.fillRect(QRectF(foot.left(), foot.top(), foot.width(), 1), c.line)
        _loading(painter, foot.adjusted(12, 4, -12, -4), style, t)


def _slide(painter: QPainter, rect: QRectF, style: Style, words: str, n: int, inside: float) -> None:
    grounds = (QColor(TEAL[700]), QColor(TEAL[600]), QColor(TEAL[800]))
    ground = grounds[n % 3]
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, ground)
    small = rect.height() < 120
    art = QRectF(rect.left(), rect.top(), rect.width(), rect.height())
    (_bars, _ripples, _people, _skyline)[n % 4](painter, art, ground, inside)
    pad = max(10.0, rect.height() * 0.09)
    pixels = max(11.0, min(27 * style.text, rect.height() * (0.2 if small else 0.125)))
    face = fitting("", pixels, "medium", 1)
    width = rect.width() - 2 * pad
    lines = wrapped(words, face, width, 3)
    height = len(lines) * line_height(face)
    drift = 6 * (inside / SLIDE)
    top = rect.center().y() - height / 2 - (0 if small else rect.height() * 0.04)
    painter.fillRect(
        QRectF(rect.left(), top - pad * 0.6, rect.width(), height + pad * 1.2), faded(darker(ground, 0.35), 0.82)
    )
    paragraph(
        painter, QRectF(rect.left() + pad + drift, top, width, height + 4), words, face, QColor("#FFFFFF"), most=3
    )
    if not small:
        paint_logo(
            painter,
            QRectF(rect.left() + pad, rect.bottom() - pad - 16 * style.text, 140, 16 * style.text),
            QColor("#FFFFFF"),
            QColor(TEAL[200]),
        )
    painter.restore()


def _tiles(painter: QPainter, rect: QRectF, style: Style, words: str, n: int, gone: float) -> None:
    across, down = 8, 5
    kept = QPainterPath()
    for i in range(across):
        for k in range(down):
            if noise(17, i * down + k) > gone:
                kept.addRect(
                    QRectF(
                        rect.left() + rect.width() * i / across,
                        rect.top() + rect.height() * k / down,
                        rect.width() / across + 0.5,
                        rect.height() / down + 0.5,
                    )
                )
    painter.save()
    painter.setClipPath(kept, Qt.ClipOperation.IntersectClip)
    _slide(painter, rect, style, words, n, SLIDE)
    painter.restore()


def _bars(p: QPainter, r: QRectF, ground: QColor, inside: float) -> None:
    """Growth."""
    for i in range(9):
        height = r.height() * (0.16 + 0.085 * i + 0.03 * noise(2, i)) * smooth(inside / 1.4 - 0.05 * i)
        width = r.width() / 9
        p.fillRect(
            QRectF(r.left() + i * width + 3, r.bottom() - height, width - 6, height), faded(lighter(ground, 0.25), 0.5)
        )
    # The last one is still being counted.
    width = r.width() / 9
    stroke(
        p,
        faded("#FFFFFF", 0.35),
        2,
        (r.left() + 4, r.bottom() - r.height() * 0.2),
        (r.right() - width, r.bottom() - r.height() * 0.9),
    )


def _ripples(p: QPainter, r: QRectF, ground: QColor, inside: float) -> None:
    """Coverage."""
    p.setBrush(Qt.BrushStyle.NoBrush)
    middle = QPointF(r.left() + r.width() * 0.8, r.top() + r.height() * 0.8)
    for i in range(7):
        radius = (i + (inside / SLIDE) * 2 % 1) * r.height() * 0.2
        p.setPen(pen(faded(lighter(ground, 0.4), max(0.0, 0.6 - 0.085 * i)), max(1.5, r.height() * 0.018)))
        p.drawEllipse(middle, radius, radius)
    dot(p, middle.x(), middle.y(), r.height() * 0.03, "#FFFFFF")


def _people(p: QPainter, r: QRectF, ground: QColor, inside: float) -> None:
    """Our customers, content: all but one are turned to us."""
    size = r.height() * 0.24
    count = int(r.width() / (size * 0.86)) + 1
    for row in range(2):
        for i in range(count):
            x = r.left() + (i + 0.5 * (row % 2)) * size * 0.86
            y = r.bottom() - size * (1.0 - 0.55 * (1 - row))
            colour = faded(lighter(ground, 0.3 if (i + row) % 5 else 0.6), 0.6)
            dot(p, x, y - size * 0.42, size * 0.2, colour)
            box(p, QRectF(x - size * 0.32, y - size * 0.14, size * 0.64, size), colour, size * 0.26)


def _skyline(p: QPainter, r: QRectF, ground: QColor, inside: float) -> None:
    """Our offices. They can be moved."""
    x = r.left() - 10
    i = 0
    while x < r.right():
        width = r.height() * (0.34 + 0.1 * noise(6, i))
        layers = 1 + int(3 * noise(8, i))
        for k in range(layers):
            y = r.bottom() - (k + 1) * r.height() * 0.17
            colour = lighter(ground, 0.12 + 0.1 * ((i + k) % 3))
            p.fillRect(QRectF(x, y, width, r.height() * 0.165), faded(colour, 0.75))
            step = width / 9
            for m in range(1, 9):
                p.fillRect(
                    QRectF(x + m * step, y + 2, step * 0.25, r.height() * 0.165 - 4), faded(darker(colour, 0.4), 0.5)
                )
        x += width + 3
        i += 1


def _loading(painter: QPainter, rect: QRectF, style: Style, t: float) -> None:
    """A wheel that turns, stops to think, and goes back; beside it how far we have got."""
    c, s = style.colours, style.text
    side = min(rect.height(), 30 * s)
    middle = QPointF(rect.left() + side / 2, rect.center().y())
    turn = wheel_turn(t)
    for i in range(12):
        a = math.radians(30 * i) + turn * 2 * math.pi
        tail = (i / 11) ** 1.6
        inner, outer = side * 0.26, side * 0.46
        painter.setPen(pen(faded(c.brand, 0.14 + 0.86 * tail), side * 0.085))
        painter.drawLine(
            QPointF(middle.x() + inner * math.cos(a), middle.y() + inner * math.sin(a)),
            QPointF(middle.x() + outer * math.cos(a), middle.y() + outer * math.sin(a)),
        )
    left = rect.left() + side + 10
    width = rect.right() - left
    text = QRectF(left, rect.top(), width, rect.height() * 0.56)
    done = progress(t)
    percent = f"{min(99, int(done * 100))} %"
    figure = style.font(13, "medium", tabular=True)
    one_line(painter, text, percent, figure, c.text, Qt.AlignmentFlag.AlignRight)
    label = style.word("connecting")
    one_line(
        painter,
        text.adjusted(0, 0, -48 * s, 0),
        label,
        fitting(label, 13 * s, "regular", width - 52 * s, least=8),
        c.text,
    )
    bar = QRectF(left, rect.top() + rect.height() * 0.68, width, max(4.0, rect.height() * 0.14))
    box(painter, bar, c.line, bar.height() / 2)
    box(
        painter,
        QRectF(bar.left(), bar.top(), max(bar.height(), bar.width() * done), bar.height()),
        c.brand,
        bar.height() / 2,
    )


def wheel_turn(t: float) -> float:
    """Turns of the wheel after ``t`` seconds: two forward, a pause, most of one back."""
    rounds, inside = divmod(max(0.0, t), 5.0)
    ahead = 2.0 * smooth(inside / 2.6)
    back = 0.75 * smooth((inside - 3.4) / 0.8)
    return rounds * 1.25 + ahead - back
