"""Setting words: whatever they are, they stay in their box.

What callers say and what scenarios call people comes here unfiltered: very long, empty, right to left, with control
characters. Nothing of it is read as markup.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTextLayout, QTextOption

from voiceapp.pictures.brand import Weight, font

LONGEST = 2000
"""Characters of one text that are looked at; nothing painted has room for more."""

_FIXED = "\u00a0\u202f"
"""Spaces at which no line ends: French stands them before its marks."""


def clean(text: str) -> str:
    """The text in one line without control characters and marks that turn the direction of what follows."""
    kept = (
        character if character in _FIXED or not character.isspace() else " "
        for character in text[:LONGEST]
        if character.isspace()
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
        or character == "\u200d"
    )
    return " ".join(word for word in "".join(kept).split(" ") if word.strip())


def one_line(
    painter: QPainter,
    box: QRectF,
    text: str,
    face: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> QRectF:
    """Paint text in one line, in the middle of the box's height, with an ellipsis where it ends; what it covers."""
    metrics = QFontMetricsF(face)
    words = metrics.elidedText(clean(text), Qt.TextElideMode.ElideRight, max(0.0, box.width()))
    painter.setFont(face)
    painter.setPen(colour)
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, int(flags) | int(Qt.TextFlag.TextSingleLine) | int(Qt.TextFlag.TextDontClip), words)
    width = min(box.width(), metrics.horizontalAdvance(words))
    left = box.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        left = box.center().x() - width / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        left = box.right() - width
    return QRectF(left, box.center().y() - metrics.height() / 2, width, metrics.height())


def wrapped(text: str, face: QFont, width: float, most: int = 100) -> list[str]:
    """The text in lines not wider than ``width``; at most ``most``, the last with an ellipsis when there were more."""
    return list(_wrapped(clean(text), face.toString(), QFont(face), round(max(1.0, width), 2), most))


_lines: dict[tuple[str, str, float, int], tuple[str, ...]] = {}


def _wrapped(words: str, key: str, face: QFont, width: float, most: int) -> tuple[str, ...]:
    """Lines are broken once for each text and width: the same caption is painted sixty times a second."""
    known = _lines.get((words, key, width, most))
    if known is not None:
        return known
    layout = QTextLayout(words, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while words and len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1 and _after(words, start + length):
            rest = _from(words, start)
            lines.append(QFontMetricsF(face).elidedText(rest, Qt.TextElideMode.ElideRight, width))
        else:
            lines.append(_between(words, start, start + length).rstrip())
    layout.endLayout()
    if len(_lines) > 2000:
        _lines.clear()
    _lines[(words, key, width, most)] = tuple(lines)
    return tuple(lines)


def _between(words: str, start: int, end: int) -> str:
    """A part of the text by positions as Qt counts them, in UTF-16."""
    return words.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def _from(words: str, start: int) -> str:
    return words.encode("utf-16-le")[2 * start :].decode("utf-16-le", "replace")


def _after(words: str, end: int) -> bool:
    return bool(_from(words, end).strip())


def line_height(face: QFont) -> float:
    """From one line of a paragraph to the next."""
    return QFontMetricsF(face).height() * 1.06


def paragraph(
    painter: QPainter,
    box: QRectF,
    text: str,
    face: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    most: int | None = None,
) -> float:
    """Paint wrapped text from the top of the box down, as many lines as fit; the height it took."""
    step = line_height(face)
    fit = max(1, int((box.height() + 0.25 * step) / step))
    lines = wrapped(text, face, box.width(), min(fit, most) if most else fit)
    for i, line in enumerate(lines):
        one_line(painter, QRectF(box.left(), box.top() + i * step, box.width(), step), line, face, colour, align)
    return len(lines) * step


def fitting(
    text: str, pixels: float, weight: Weight, width: float, *, least: float = 6, tabular: bool = False
) -> QFont:
    """The brand's type at ``pixels``, or smaller so that the text is not wider than ``width``."""
    face = font(pixels, weight, tabular=tabular)
    needed = QFontMetricsF(face).horizontalAdvance(clean(text))
    if needed > width > 0:
        face = font(max(least, int(pixels * width / needed)), weight, tabular=tabular)
    return face


@lru_cache(maxsize=256)
def letters(text: str, weight: Weight = "bold") -> QPainterPath:
    """The text as an outline 100 units high (cap height about 69), baseline at 0: for paint, stamps and badges."""
    path = QPainterPath()
    path.addText(QPointF(0, 0), font(100, weight), clean(text)[:80])
    return path


def lettering(
    painter: QPainter,
    box: QRectF,
    text: str,
    colour: QColor,
    weight: Weight = "bold",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> None:
    """Paint text as outlines as large as the box allows: it scales smoothly at any size."""
    path = letters(text, weight)
    bounds = path.boundingRect()
    if bounds.isEmpty() or box.isEmpty():
        return
    scale = min(box.width() / bounds.width(), box.height() / 72)
    x = box.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        x = box.center().x() - bounds.width() * scale / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        x = box.right() - bounds.width() * scale
    painter.save()
    painter.translate(x - bounds.left() * scale, box.center().y() + 34.5 * scale)
    painter.scale(scale, scale)
    painter.fillPath(path, colour)
    painter.restore()
