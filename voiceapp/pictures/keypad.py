"""The keys of the telephone, with the letters that ITU-T E.161 puts on them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import Style, blend
from voiceapp.pictures.pens import box, faded, saved
from voiceapp.pictures.text import one_line

ROWS = ("123", "456", "789", "*0#")
LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}


def paint_key(
    painter: QPainter,
    rect: QRectF,
    style: Style,
    key: str,
    *,
    pressed: bool = False,
    hovered: bool = False,
    focused: bool = False,
    enabled: bool = True,
) -> None:
    """Paint one key; ``pressed`` it is down, ``focused`` it is the one the keyboard is at."""
    c = style.colours
    with saved(painter):
        down = 2.0 if pressed else 0.0
        face = rect.adjusted(3, 3, -3, -5)
        box(painter, face.translated(0, 3), c.key_edge, 7)
        ground = c.brand if pressed else blend(c.key, c.brand, 0.1) if hovered and enabled else c.key
        box(painter, face.translated(0, down), ground, 7, faded(c.key_edge, 1) if not pressed else None)
        ink: QColor = c.on_brand if pressed else c.text
        soft: QColor = c.on_brand if pressed else c.soft
        if not enabled:
            ink, soft = blend(ink, ground, 0.45), blend(soft, ground, 0.45)
        letters = LETTERS.get(key, "")
        inner = face.translated(0, down)
        size = min(24.0 * style.text, inner.height() * (0.46 if letters else 0.52))
        middle = inner.center().y()
        room_for_letters = bool(letters) and inner.height() >= 30
        figure = style.font(size * (1.35 if key == "*" else 1) / style.text, "medium", tabular=True)
        top = middle - size * (0.92 if room_for_letters else 0.62) + (size * 0.2 if key == "*" else 0)
        one_line(
            painter,
            QRectF(inner.left(), top, inner.width(), size * 1.24),
            key,
            figure,
            ink,
            Qt.AlignmentFlag.AlignHCenter,
        )
        if room_for_letters:
            small = style.font(max(8.0, size * 0.42) / style.text, "narrow")
            one_line(
                painter,
                QRectF(inner.left(), middle + size * 0.28, inner.width(), size * 0.6),
                letters,
                small,
                soft,
                Qt.AlignmentFlag.AlignHCenter,
            )
        if focused:
            box(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), None, 9, c.focus, 2)
