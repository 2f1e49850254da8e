"""One line of the conversation: what was said, and beneath it what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from voiceapp.call_view import Caption, Speech
from voiceapp.pictures.brand import Style
from voiceapp.pictures.pens import box, fill, saved, shape
from voiceapp.pictures.text import clean, line_height, one_line, paragraph, paragraph_height, wrapped

TEXT, SMALL = 15.0, 12.5
PAD = 11.0
GAP = 6.0
"""Between one bubble and the next."""


@dataclass(frozen=True)
class Bubble:
    """What is shown of one caption. ``company`` says whose side it is on.

    ``note`` stands under the words, marked by ``mark``; ``partial`` words are still being heard; a ``sound`` is no
    speech and stands in the middle.
    """

    text: str
    company: bool
    speaker: str = ""
    note: str = ""
    mark: str = ""
    partial: bool = False
    sound: bool = False

    @property
    def spoken(self) -> str:
        """The bubble in words, for those who hear it."""
        whole = f"{self.speaker}: {self.text}" if self.speaker else self.text
        return f"{whole} ({self.mark}: {self.note})" if self.note else whole


def of_caption(caption: Caption, style: Style, who: Callable[[str], str] = str) -> Bubble:
    """The bubble of a caption, in the style's language; ``who`` names somebody by key."""
    if isinstance(caption, Speech):
        return Bubble(text=caption.caption(style.language), company=True, speaker=caption.by.name)
    entries = "; ".join(f"{entry.field}: {entry.recorded}" for entry in caption.taken_down)
    if entries:
        note, mark = entries, style.word("taken_down")
    else:
        note, mark = caption.reading, style.word("understood_as") if caption.reading else ""
    return Bubble(
        text=caption.text or style.word("no_words"), company=False, speaker=style.word("you"), note=note, mark=mark
    )


def _widths(style: Style, width: float) -> float:
    """The width the words may take in a column ``width`` wide."""
    return max(60.0, min(width - 2 * PAD, width * 0.86 - 2 * PAD, 620 * style.text))


def bubble_height(style: Style, width: float, bubble: Bubble) -> float:
    """How high the bubble stands in a column ``width`` wide."""
    inner = _widths(style, width)
    if bubble.sound:
        return paragraph_height(bubble.text, style.font(SMALL, "italic"), inner) + GAP * 2
    height = paragraph_height(bubble.text or " ", style.font(TEXT), inner) or line_height(style.font(TEXT))
    if bubble.speaker:
        height += line_height(style.font(SMALL, "medium"))
    if bubble.note:
        height += paragraph_height(_note(bubble), style.font(SMALL), inner - 9) + 5
    return height + 2 * PAD * 0.7 + GAP


def _note(bubble: Bubble) -> str:
    return f"{bubble.mark}: {bubble.note}" if bubble.mark else bubble.note


def paint_bubble(painter: QPainter, rect: QRectF, style: Style, bubble: Bubble, *, selected: bool = False) -> None:
    """Paint the bubble from the top of ``rect`` down: the company's at the left, the caller's at the right."""
    c = style.colours
    inner = _widths(style, rect.width())
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        if bubble.sound:
            face = style.font(SMALL, "italic")
            paragraph(
                painter, rect.adjusted(PAD, GAP, -PAD, 0), bubble.text, face, c.soft, Qt.AlignmentFlag.AlignHCenter
            )
            return
        face, small, noted = (
            style.font(TEXT, "italic" if bubble.partial else "regular"),
            style.font(SMALL, "medium"),
            style.font(SMALL),
        )
        width = min(inner, _natural(style, bubble, inner))
        height = bubble_height(style, rect.width(), bubble) - GAP
        left = rect.left() + 1 if bubble.company else rect.right() - 1 - width - 2 * PAD
        ground, ink = (c.company, c.on_company) if bubble.company else (c.caller, c.on_caller)
        body = QRectF(left, rect.top() + GAP / 2, width + 2 * PAD, height)
        box(painter, body, ground, 8, c.focus if selected else None, 2)
        corner = body.left() if bubble.company else body.right()
        inward = 1 if bubble.company else -1
        if not selected:
            fill(
                painter,
                shape((corner, body.bottom() - 8), (corner, body.bottom()), (corner + inward * 8, body.bottom())),
                ground,
            )
        x, y = body.left() + PAD, body.top() + PAD * 0.7
        if bubble.speaker:
            step = line_height(small)
            colour = c.brand_text if bubble.company else c.soft
            one_line(painter, QRectF(x, y, width, step), bubble.speaker, small, colour)
            y += step
        colour = ink if not bubble.partial else c.soft
        y += paragraph(painter, QRectF(x, y, width + 1, 1e6), bubble.text or " ", face, colour)
        if bubble.note:
            y += 5
            tall = paragraph_height(_note(bubble), noted, inner - 9)
            note = QRectF(x, y, width, tall)
            line = QPainterPath()
            line.addRoundedRect(QRectF(note.left(), note.top() + 1, 3, tall - 2), 1.5, 1.5)
            fill(painter, line, c.focus)
            paragraph(painter, note.adjusted(9, 0, 1, 1e6), _note(bubble), noted, ink)


def _widest(text: str, face: QFont, room: float) -> float:
    metrics = QFontMetricsF(face)
    return max((metrics.horizontalAdvance(line) for line in wrapped(text, face, room)), default=0.0)


def _natural(style: Style, bubble: Bubble, most: float) -> float:
    """How wide the bubble's longest line is."""
    needed = _widest(bubble.text, style.font(TEXT, "italic" if bubble.partial else "regular"), most)
    if bubble.speaker:
        needed = max(needed, QFontMetricsF(style.font(SMALL, "medium")).horizontalAdvance(clean(bubble.speaker)))
    if bubble.note:
        needed = max(needed, _widest(_note(bubble), style.font(SMALL), most - 9) + 9)
    return min(most, needed + 1)
