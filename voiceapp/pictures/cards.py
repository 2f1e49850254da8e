"""The cards a video begins and ends with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.logo import REACH, paint_logo
from voiceapp.pictures.number import paint_number
from voiceapp.pictures.pens import faded, saved, smooth
from voiceapp.pictures.text import fitting, line_height, one_line, paragraph, wrapped

GROUND = QColor(TEAL[900])
INK = QColor("#F2F7F6")
SOFT = QColor(TEAL[200])


def paint_title(
    painter: QPainter, rect: QRectF, style: Style, title: str, number: str, t: float, *, about: str = "", date: str = ""
) -> None:
    """Paint the title card, ``t`` seconds after it came up: whom one calls, what about, and the number on the wall."""
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, GROUND)
        unit = min(rect.width(), rect.height()) / 100
        wide = rect.width() > rect.height()
        pad = 9 * unit
        left = QRectF(
            rect.left() + pad,
            rect.top() + pad,
            rect.width() * (0.5 if wide else 1) - pad * (1.4 if wide else 2),
            rect.height() - 2 * pad,
        )
        if not wide:
            left.setTop(rect.top() + rect.height() * 0.16)
        y = left.top() + (15 * unit if wide else 0)
        rise = smooth(t / 0.7)
        one_line(
            painter,
            QRectF(left.left(), y, left.width(), 5 * unit),
            style.word("a_call_to"),
            fitting(style.word("a_call_to"), 3.6 * unit, "regular", left.width()),
            faded(SOFT, rise),
        )
        y += 6 * unit
        reach = REACH * smooth((t - 0.5) / 1.3)
        paint_logo(
            painter, QRectF(left.left() - 0.4 * unit, y, left.width(), 13.5 * unit), INK, QColor(TEAL[400]), reach=reach
        )
        y += 19 * unit
        face = fitting("", 5.4 * unit, "bold", 1)
        shown = smooth((t - 0.9) / 0.7)
        y += (
            paragraph(painter, QRectF(left.left(), y, left.width(), 14 * unit), title, face, faded(INK, shown), most=2)
            + 2 * unit
        )
        if about:
            small = fitting("", 4 * unit, "regular", 1)
            y += paragraph(
                painter, QRectF(left.left(), y, left.width(), 30 * unit), about, small, faded(SOFT, shown), most=6
            )
        foot = QRectF(left.left(), rect.bottom() - pad - 4 * unit, rect.width() - 2 * pad, 4 * unit)
        words = style.word("recorded_for") + (f"  {date}" if date else "")
        one_line(painter, foot, words, fitting(words, 2.6 * unit, "regular", foot.width()), faded(SOFT, 0.85 * shown))
        wall = (
            QRectF(rect.center().x() + pad * 0.4, rect.top() + 25 * unit, rect.width() / 2 - pad * 1.4, 46 * unit)
            if wide
            else QRectF(left.left(), y + 6 * unit, left.width(), 44 * unit)
        )
        painter.setOpacity(smooth((t - 0.3) / 0.8))
        paint_number(painter, wall, Style(text=unit / 7.2 * 2, language=style.language), number)


def paint_end(
    painter: QPainter,
    rect: QRectF,
    style: Style,
    statement: str,
    figures: Sequence[tuple[str, str]],
    t: float,
    *,
    fame: str = "",
) -> None:
    """Paint the end card: the official statement, the figures as (value, what it counts), the caller's fame."""
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, QColor("#F3F7F6"))
        unit = min(rect.width(), rect.height()) / 100
        wide = rect.width() > rect.height()
        pad = 9 * unit
        band = QRectF(rect.left(), rect.top(), rect.width(), 15 * unit)
        painter.fillRect(band, QColor(TEAL[600]))
        paint_logo(
            painter,
            QRectF(rect.left() + pad, band.top() + 3.4 * unit, rect.width() * 0.5, 7.6 * unit),
            INK,
            INK,
            reach=REACH,
        )
        label = style.word("statement")
        one_line(
            painter,
            band.adjusted(rect.width() * 0.5, 0, -pad, 0),
            label,
            fitting(label, 3.6 * unit, "medium", rect.width() * 0.4),
            INK,
            Qt.AlignmentFlag.AlignRight,
        )
        shown = smooth(t / 0.8)
        area = QRectF(
            rect.left() + pad,
            band.bottom() + 8 * unit,
            rect.width() - 2 * pad,
            rect.height() - band.height() - 8 * unit,
        )
        strip = 15 * unit if figures else 0.0
        telling = 4.2 * unit if wide else 4.6 * unit
        below = (3 * telling if fame else 0.0) + strip + 9 * unit
        room = QRectF(area.left(), area.top(), area.width(), max(10 * unit, area.height() - below))
        pixels = 8.2 * unit if wide else 7.6 * unit
        face = fitting("", pixels, "medium", 1)
        while pixels > 2.4 * unit and len(wrapped(statement, face, room.width())) * line_height(face) > room.height():
            pixels *= 0.92
            face = fitting("", pixels, "medium", 1)
        used = len(wrapped(statement, face, room.width())) * line_height(face)
        room.translate(0, max(0.0, room.height() - used) * (0.25 if figures or fame else 0.36))
        paragraph(painter, room.adjusted(0, 0, 0, 2), statement, face, faded("#14201E", shown))
        y = room.top() + used + 3.5 * unit
        if fame:
            paragraph(
                painter,
                QRectF(area.left(), y, area.width(), (3 if wide else 6) * telling * 1.3),
                fame,
                fitting("", telling, "italic", 1),
                faded(TEAL[700], smooth((t - 0.8) / 0.8)),
            )
        if figures:
            _figures(
                painter,
                QRectF(area.left(), rect.bottom() - strip - 6 * unit, area.width(), strip),
                figures if wide else figures[:3],
                unit,
                smooth((t - 1.2) / 0.8),
            )


def _figures(painter: QPainter, rect: QRectF, figures: Sequence[tuple[str, str]], unit: float, shown: float) -> None:
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), max(1.0, 0.25 * unit)), faded(TEAL[600], shown))
    most = figures[:5]
    width = rect.width() / len(most)
    face = fitting(max((value for value, _ in most), key=len), 7 * unit, "bold", width - 3 * unit, tabular=True)
    for i, (value, what) in enumerate(most):
        column = QRectF(rect.left() + i * width, rect.top() + 2.6 * unit, width - 2 * unit, rect.height())
        one_line(
            painter,
            QRectF(column.left(), column.top(), column.width(), 7.4 * unit),
            value,
            face,
            faded(TEAL[700], shown),
        )
        one_line(
            painter,
            QRectF(column.left(), column.top() + 7.8 * unit, column.width(), 4 * unit),
            what,
            fitting(what, 2.9 * unit, "regular", column.width()),
            faded("#50605D", shown),
        )
