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
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.48)
        lower = QRectF(inner.left(), inner.bottom() - upper.height(), inner.width(), upper.height())
        labels = style.word("you_said"), correction.label[:1].upper() + correction.label[1:]
        said, became = clean(correction.said) or style.word("not_said"), clean(correction.recorded)
        # Labels stand beside the words, or above them where that leaves the words more room.
        aside, above = _aside(labels, pixels, inner.width()), line_height(_small(pixels))
        beside = _common((said, became), upper.adjusted(aside, 0, 0, 0), pixels)
        below = _common((said, became), upper.adjusted(0, above, 0, 0), pixels)
        stacked = below > beside
        size = below if stacked else beside
        shown = round(max(0.0, age - TYPED_FROM) / PER_LETTER)
        for row, label, ink in ((upper, labels[0], QColor(TEAL[200])), (lower, labels[1], QColor(AMBER))):
            spot = (
                QRectF(row.left(), row.top(), row.width(), above)
                if stacked
                else row.adjusted(0, 0, aside - row.width(), 0)
            )
            room = spot.width() - (0 if stacked else pixels * 0.5)
            one_line(painter, spot, label, fitting(label, pixels * 0.6, "medium", room, least=11), ink)
        words = upper.adjusted(0, above, 0, 0) if stacked else upper.adjusted(aside, 0, 0, 0)
        _words(painter, words, said, correction.said_part, size, struck=smooth((age - 0.1) / 0.4))
        words.moveBottom(lower.bottom())
        _words(painter, words, became, correction.recorded_part or became, size, shown=shown)


def _small(pixels: float) -> QFont:
    return fitting("", pixels * 0.6, "medium", 1)


def _aside(labels: tuple[str, str], pixels: float, width: float) -> float:
    """How wide the column of the labels is."""
    metrics = QFontMetricsF(_small(pixels))
    return min(width * 0.3, max(metrics.horizontalAdvance(label) for label in labels) + pixels * 0.7)


def _common(texts: tuple[str, str], rect: QRectF, pixels: float) -> float:
    """The largest size in which each of the texts fits."""
    size = pixels
    while size > 11:
        face = fitting("", size, "bold", 1)
        room = min(_MOST_LINES, int((rect.height() + 2) / line_height(face)))
        metrics = QFontMetricsF(face)
        longest = max((metrics.horizontalAdvance(word) for text in texts for word in text.split()), default=0.0)
        if longest <= rect.width() and all(len(_broken(text, face, rect.width())) <= room for text in texts):
            break
        size *= 0.94
    return size


def _words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    part: str,
    size: float,
    *,
    shown: int | None = None,
    struck: float = 0.0,
) -> None:
    """Paint the text with the changed part of it marked; when it is being typed, as many letters as are ``shown``."""
    typed = shown is not None
    face = fitting("", size, "bold" if typed else "medium", 1)
    metrics, step = QFontMetricsF(face), line_height(face)
    words = clean(text).split()
    changed = _changed(words, clean(part).split())
    lines = _broken(" ".join(words), face, rect.width())
    space, letters, n = metrics.horizontalAdvance(" "), 0, 0
    y = rect.center().y() - len(lines) * step / 2
    for line in lines:
        x = rect.left()
        for word in line.split():
            visible = word if shown is None else word[: max(0, shown - letters)]
            width = metrics.horizontalAdvance(word)
            marked = n < len(changed) and changed[n]
            ink = QColor("#FFC94F" if typed and marked else "#FFFFFF" if typed or marked else TEAL[100])
            one_line(painter, QRectF(x, y, rect.right() - x + space, step), visible, face, ink)
            if struck > 0 and marked:
                middle = y + step * 0.56
                end = min(x + width * struck, rect.right())
                stroke(painter, faded("#FF8B80", 0.95), max(2.0, size * 0.09), (x, middle), (end, middle))
            letters += len(word) + 1
            x += width + space
            n += 1
        y += step


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
