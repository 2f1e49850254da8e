"""What agents have pinned on, hung round their necks, or been given for the month."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from voiceapp.pictures.pens import arc, box, darker, dot, fill, lighter, pen, saved, shape, stroke
from voiceapp.pictures.people import Looks
from voiceapp.pictures.text import lettering


def _badge(p: QPainter, looks: Looks) -> None:
    """A badge larger than the job."""
    with saved(p):
        p.translate(69, 99)
        p.rotate(4)
        box(p, QRectF(-9, -4.8, 18, 11.6), "#F7F9F8", 1.2)
        box(p, QRectF(-9, -4.8, 18, 4.2), looks.accent, 1.2)
        p.fillRect(QRectF(-9, -2, 18, 1.4), QColor(looks.accent))
        lettering(p, QRectF(-8, -4.2, 16, 2.5), "HELLO I AM", QColor("#FFFFFF"))
        lettering(p, QRectF(-8, 0.6, 16, 4.6), "NEW", QColor("#1B2A28"))


def _note(p: QPainter, looks: Looks) -> None:
    with saved(p):
        p.translate(29, 101)
        p.rotate(-7)
        p.fillRect(QRectF(-6, -5.4, 12, 11), QColor("#F6DC6B"))
        p.fillRect(QRectF(-6, -5.4, 12, 2), QColor("#E8C94A"))
        for i, words in enumerate(("smile", "while", "saying")):
            lettering(p, QRectF(-5, -2.8 + i * 2.7, 10, 2.1), words, QColor("#5B4A12"), "italic")


def _earrings(p: QPainter, looks: Looks) -> None:
    for side in (-1, 1):
        x = 50 + side * (looks.width / 2 + 1.4)
        dot(p, x, 61.6, 2.0, looks.accent)
        dot(p, x - 0.5, 61, 0.7, lighter(looks.accent, 0.6))


def _rosette(p: QPainter, looks: Looks) -> None:
    """Employee of the month. It does not say which."""
    fill(p, shape((69, 101), (66.4, 110), (69, 108.6), (70, 110.6), (71, 102)), "#E5E9E4")
    fill(p, shape((71, 101), (73.8, 109.6), (71.6, 108.8), (70.2, 110.6), (69.6, 102)), "#D2D8D3")
    for i in range(10):
        with saved(p):
            p.translate(70, 99.5)
            p.rotate(36 * i)
            box(p, QRectF(-1.5, -4.8, 3, 4.8), looks.accent, 1.4)
    dot(p, 70, 99.5, 3.1, "#FFF6EE")
    lettering(p, QRectF(67.4, 97.9, 5.2, 3.2), "1", QColor("#7A2B22"))


def _pens(p: QPainter, looks: Looks) -> None:
    for x, colour in ((62.2, "#2455A4"), (65, "#B3261E"), (67.8, "#1E2524")):
        box(p, QRectF(x - 0.8, 94.6, 1.6, 6), colour, 0.7)
        stroke(p, lighter(colour, 0.5), 0.35, (x + 0.5, 95.4), (x + 0.5, 98.8))
    stroke(p, darker(looks.cloth, 0.35), 0.5, (59, 99.6), (71, 99.6))


def _beads(p: QPainter, looks: Looks) -> None:
    for i in range(-6, 7):
        x = 50 + i * 1.9
        dot(p, x, 92.6 - 0.115 * i * i, 1.25, looks.accent)
        dot(p, x - 0.35, 92.2 - 0.115 * i * i, 0.4, lighter(looks.accent, 0.6))


def _brooch(p: QPainter, looks: Looks) -> None:
    dot(p, 66, 96, 2.9, looks.accent)
    dot(p, 66, 96, 1.8, darker(looks.accent, 0.55))
    dot(p, 65.4, 95.4, 0.6, lighter(looks.accent, 0.7))


def _key(p: QPainter, looks: Looks) -> None:
    """The key to a room, in case."""
    with saved(p):
        p.translate(70, 101)
        p.rotate(18)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(pen("#D9A441", 1.1))
        p.drawEllipse(QPointF(0, 0), 2.2, 2.2)
        stroke(p, "#D9A441", 1.1, (0, 2.2), (0, 9), (1.8, 9))
        stroke(p, "#D9A441", 1.1, (0, 7), (1.6, 7))


def _label(p: QPainter, looks: Looks) -> None:
    """Handed in on a Monday."""
    stroke(p, "#D9CDB4", 0.5, (57, 86), (66, 96))
    with saved(p):
        p.translate(69, 100)
        p.rotate(9)
        fill(p, shape((-6.5, -2.6), (-4, -5), (8, -5), (8, 5), (-4, 5), (-6.5, 2.6)), "#EADBB8")
        dot(p, -4.2, 0, 0.8, "#8A6B2F")
        lettering(p, QRectF(-2.6, -3.9, 9.6, 2.6), "FOUND", QColor("#7A2E2E"))
        lettering(p, QRectF(-2.6, -0.6, 9.6, 2.1), "Monday", QColor("#5C4A28"), "italic")
        stroke(p, "#B9A57C", 0.4, (-2.4, 3), (6.6, 3))


def _locket(p: QPainter, looks: Looks) -> None:
    arc(p, "#C9CED2", 0.45, (43.6, 86), (56.4, 86), 6)
    fill(p, shape((50, 101), (45.6, 96.4, 48, 94, 50, 96.2), (52, 94, 54.4, 96.4, 50, 101)), "#D8DDE0")
    stroke(p, "#8C979E", 0.35, (50, 96.4), (50, 100.4))


def _tissue(p: QPainter, looks: Looks) -> None:
    fill(p, shape((71, 100), (68.6, 95), (71.4, 96.4), (72.8, 92.6), (75, 96.2), (77.4, 95), (77, 100.4)), "#F7FAFB")
    stroke(p, darker(looks.cloth, 0.3), 0.6, (69.5, 100.2), (78.5, 100.6))


def _seal(p: QPainter, looks: Looks) -> None:
    stroke(p, "#6E7A82", 1.1, (43.5, 85), (49.2, 104))
    stroke(p, "#6E7A82", 1.1, (56.5, 85), (50.8, 104))
    box(p, QRectF(44.5, 103, 11, 14.5), "#F4F6F6", 1)
    box(p, QRectF(44.5, 103, 11, 3.4), "#8FA3AD", 1)
    for i, part in enumerate((8.0, 5.4, 6.6)):
        # What stands on it is none of anybody's business.
        p.fillRect(QRectF(46, 108 + i * 2.9, part, 1.7), QColor("#1C2226"))


def _carnation(p: QPainter, looks: Looks) -> None:
    stroke(p, "#4C7A4C", 0.8, (66, 100), (65, 105))
    for dx, dy in ((0, -1.7), (1.7, -0.2), (0.9, 1.6), (-1.1, 1.5), (-1.7, -0.3)):
        dot(p, 66 + dx, 98 + dy, 1.7, "#F4F1EE")
    dot(p, 66, 98, 1.1, "#DCD5D0")


PINNED = {
    "badge": _badge,
    "note": _note,
    "rosette": _rosette,
    "pens": _pens,
    "beads": _beads,
    "brooch": _brooch,
    "key": _key,
    "label": _label,
    "locket": _locket,
    "tissue": _tissue,
    "seal": _seal,
    "carnation": _carnation,
}
"""What is fixed to the clothes, by the name it has among somebody's extras."""

WORN = {"earrings": _earrings}
"""What is worn on the head."""
