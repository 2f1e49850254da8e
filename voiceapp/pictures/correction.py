"""What was said and what became of it, large enough to be read on a telephone: the joke of the film."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from voiceapp.pictures.brand import AMBER, TEAL, Style
from voiceapp.pictures.pens import box, faded, saved, smooth, stroke
from voiceapp.pictures.text import clean, fitting, line_height, one_line

PER_LETTER = 0.03
"""Seconds in which a letter is typed."""

TYPED_FROM = 0.35
"""Seconds for which only what was said is to be read."""

_MOST_LINES = 3


@dataclass(frozen=True)
class Correction:
    """``said`` became ``recorded``; the parts are the words that changed. ``label`` says where it was recorded, such
    as the name of a box on the form."""

    said: str
    recorded: str
    label: str
    said_part: str = ""
    recorded_part: str = ""

    @property
    def moves(self) -> float:
        """Seconds after which nothing in it moves any more."""
        return TYPED_FROM + max(0.5, PER_LETTER * len(self.recorded))


def paint_correction(
    painter: QPainter, rect: QRectF, style: Style, correction: Correction, age: float, *, pixels: float = 34
) -> None:
    """Paint the two, one above the other, ``age`` seconds after it was recorded; words at most ``pixels`` high."""
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, TEAL[900], 8, TEAL[600], 1.5)
        edge = QRectF(rect.left(), rect.top(), max(6.0, rect.height() * 0.04), rect.height())
        painter.setClipRect(edge, Qt.ClipOperation.IntersectClip)
        box(painter, QRectF(rect.left(), rect.top(), 40, rect.height()), AMBER, 8)
        painter.setClipRect(rect)
        pad = min(rect.height() * 0.1, 22.0)
        inner = rect.adjusted(edge.width() + pad * 1.2, pad, -pad * 1.2, -pad)
        half = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.48)
        size = _common(correction, half, pixels)
        said = correction.said or style.word("not_said")
        _row(
            painter,
            half,
            style.word("you_said"),
            said,
            correction.said_part,
            size,
            1.0,
            struck=smooth((age - 0.1) / 0.4),
        )
        lower = QRectF(inner.left(), inner.bottom() - half.height(), inner.width(), half.height())
        shown = max(0.0, age - TYPED_FROM) / PER_LETTER
        words = clean(correction.recorded)
        part = correction.recorded_part or words
        _row(painter, lower, correction.label, words, part, size, shown / max(1, len(words)), fresh=True)


def _common(correction: Correction, rect: QRectF, pixels: float) -> float:
    """The largest size in which both rows fit."""
    size = min(pixels, rect.height() * 0.66)
    while size > 11:
        room = max(1, int((rect.height() - size * 0.78) / (size * 1.22)))
        if all(
            len(_broken(clean(text), fitting("", size, "bold", 1), rect.width())) <= min(room, _MOST_LINES)
            for text in (correction.said, correction.recorded)
        ):
            return size
        size *= 0.94
    return size


def _row(
    painter: QPainter,
    rect: QRectF,
    label: str,
    text: str,
    part: str,
    size: float,
    shown: float,
    *,
    struck: float = 0.0,
    fresh: bool = False,
) -> None:
    small = fitting(label, max(11.0, size * 0.56), "medium", rect.width())
    head = QRectF(rect.left(), rect.top(), rect.width(), line_height(small))
    one_line(painter, head, label, small, QColor(AMBER) if fresh else QColor(TEAL[200]))
    face = fitting("", size, "bold" if fresh else "medium", 1)
    metrics = QFontMetricsF(face)
    changed = _changed(text.split(), part.split())
    lines = _broken(text, face, rect.width())
    space, letters, done = metrics.horizontalAdvance(" "), 0, round(shown * len(text))
    y, n = head.bottom(), 0
    painter.setFont(face)
    for line in lines:
        x = rect.left()
        for word in line.split():
            visible = word[: max(0, done - letters)] if fresh else word
            width = metrics.horizontalAdvance(word)
            marked = changed[n] if n < len(changed) else False
            ink = QColor("#FFC94F" if marked else "#FFFFFF") if fresh else QColor("#FFFFFF" if marked else TEAL[100])
            row = QRectF(x, y, max(width + space, rect.right() - x), line_height(face))
            one_line(painter, row, visible, face, ink)
            if struck > 0 and marked:
                middle = row.center().y() + size * 0.06
                stroke(
                    painter, faded("#FF8B80", 0.95), max(2.0, size * 0.09), (x, middle), (x + width * struck, middle)
                )
            letters += len(word) + 1
            x += width + space
            n += 1
        y += line_height(face)


def _changed(words: list[str], part: list[str]) -> list[bool]:
    """Which of the words are the part; all when it is not in them as it stands."""
    low, wanted = [word.casefold() for word in words], [word.casefold() for word in part]
    for i in range(len(low) - len(wanted) + 1):
        if wanted and low[i : i + len(wanted)] == wanted:
            return [i <= n < i + len(wanted) for n in range(len(low))]
    return [True] * len(low)


def _broken(text: str, face: QFont, width: float) -> list[str]:
    metrics = QFontMetricsF(face)
    lines: list[str] = []
    for word in text.split():
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
