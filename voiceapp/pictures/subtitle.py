"""Captions as a film has them: large, centred, two lines where there is room for them, and who speaks above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.pens import saved
from voiceapp.pictures.text import clean, line_height, one_line, wrapped

COMPANY, CALLER, SOUND = "#FFFFFF", "#FFDD8A", TEAL[200]
"""Who speaks is told by colour too; each has a contrast of 12 and more on the film's ground."""

_SMALLEST = 0.6


@dataclass(frozen=True)
class Subtitle:
    """One caption. ``sound`` is what is heard beside the words, in words; a ``kind`` of sound has no other text."""

    text: str
    kind: Literal["company", "caller", "sound"]
    speaker: str = ""
    sound: str = ""


def paint_subtitle(painter: QPainter, rect: QRectF, style: Style, subtitle: Subtitle, pixels: float) -> None:
    """Paint the caption in the middle of ``rect``, ``pixels`` high, or smaller where it has no room."""
    heading = " · ".join(part for part in (subtitle.speaker, subtitle.sound) if part)
    text = subtitle.text
    colour = {"company": COMPANY, "caller": CALLER, "sound": SOUND}[subtitle.kind]
    weight: Literal["medium", "italic"] = "italic" if subtitle.kind == "sound" else "medium"
    size = pixels * style.text * (0.86 if subtitle.kind == "sound" else 1.0)
    least = size * _SMALLEST
    while True:
        face = style.font(size / style.text, weight)
        label = style.font(size * 0.56 / style.text, "bold")
        lines = balanced(text, face, rect.width())
        above = line_height(label) if heading else 0.0
        tall = above + len(lines) * line_height(face)
        if tall <= rect.height() or size <= least:
            break
        size *= 0.94
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        y = rect.center().y() - tall / 2
        if heading:
            ink = CALLER if subtitle.kind == "caller" else TEAL[300]
            one_line(
                painter,
                QRectF(rect.left(), y, rect.width(), above),
                heading,
                label,
                QColor(ink),
                Qt.AlignmentFlag.AlignHCenter,
            )
            y += above
        for line in lines:
            row = QRectF(rect.left(), y, rect.width(), line_height(face))
            one_line(painter, row, line, face, QColor(colour), Qt.AlignmentFlag.AlignHCenter)
            y += line_height(face)


def balanced(text: str, face: QFont, width: float) -> list[str]:
    """The text in as few lines as the width allows: two are broken where one would pause, three and more evenly."""
    lines = wrapped(text, face, width)
    metrics = QFontMetricsF(face)
    if len(lines) == 2:
        words = clean(text).split(" ")
        halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
        wide = [(metrics.horizontalAdvance(one), metrics.horizontalAdvance(two), one, two) for one, two in halves]
        fit = [
            (abs(first - second) / width - _pause(one), [one, two])
            for first, second, one, two in wide
            if max(first, second) <= width
        ]
        if fit:
            return min(fit)[1]
    if len(lines) < 3:
        return lines
    low, high = metrics.horizontalAdvance(clean(text)) / len(lines) * 0.9, width
    while high - low > 8:
        middle = (low + high) / 2
        if len(wrapped(text, face, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return wrapped(text, face, high)


def _pause(line: str) -> float:
    """How well a line may end there, as a part of the width that it may be shorter or longer for it."""
    if line.endswith((".", "?", "!", "…")):
        return 0.6
    if line.endswith((",", ";", ":", "–", "—")):
        return 0.3
    return -0.15 if len(line.rsplit(" ", 1)[-1]) <= 3 else 0.0
