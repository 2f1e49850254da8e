"""Those who are only recorded, and the chair when nobody sits in it. Drawn in units, ``width`` x 120."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from voiceapp.pictures.brand import TEAL
from voiceapp.pictures.desk import paint_desk, paint_mug
from voiceapp.pictures.figure import Moment
from voiceapp.pictures.pens import (
    arc,
    box,
    darker,
    dot,
    faded,
    fill,
    lighter,
    noise,
    pen,
    saved,
    shape,
    smooth,
    stroke,
    wave,
)
from voiceapp.pictures.text import lettering

ROLES = frozenset({"ivr", "queue", "survey"})
"""Parts in a cast that no person plays."""


def paint(painter: QPainter, width: float, key: str, role: str, moment: Moment, container: float) -> None:
    """A machine by its role in the cast; without a role, the empty desk."""
    middle = width / 2
    with saved(painter):
        if role == "queue":
            painter.translate(middle - 50, 0)
            (_lift if key.startswith("lift") else _loudspeaker)(painter, moment)
        elif role == "survey":
            paint_desk(painter, width, keyboard=False)
            painter.translate(middle - 50, 0)
            _panel(painter, moment)
        elif role == "ivr":
            paint_desk(painter, width, keyboard=False)
            painter.translate(middle - 50, 0)
            _answering_machine(painter, key, moment)
        else:
            with saved(painter):
                painter.translate(middle - 50, 0)
                _chair(painter)
            paint_desk(painter, width)
            paint_mug(painter, middle - 38, moment.t, container)
            painter.translate(middle - 50, 0)
            _left_headset(painter, moment)


# The menu -----------------------------------------------------------------------------------------------------------


def _answering_machine(p: QPainter, key: str, moment: Moment) -> None:
    """A machine with a tape, and on it a picture of whose voice it was."""
    _frame(p, key)
    t, playing = moment.t, moment.level > 0.02
    body = QColor("#D8D5C8")
    fill(p, shape((15, 114.4), (17, 84), (19, 81.6), (81, 81.6), (83, 84), (85, 114.4)), body)
    fill(p, shape((15, 114.4), (15.4, 108), (84.6, 108), (85, 114.4)), darker(body, 0.16))
    stroke(p, lighter(body, 0.5), 0.8, (19.4, 82.2), (80.6, 82.2))
    # The window, with two reels that turn while it speaks.
    box(p, QRectF(21, 86, 33, 17), "#1E2726", 2)
    box(p, QRectF(23, 88, 29, 13), "#33413E", 1.4)
    for i, x in enumerate((30.5, 44.5)):
        size = 5.2 - 1.4 * i
        dot(p, x, 94.5, size, "#6B4A35")
        dot(p, x, 94.5, 2.5, "#EDEAE0")
        with saved(p):
            p.translate(x, 94.5)
            p.rotate(110 * t if playing else 40)
            for _ in range(3):
                p.rotate(120)
                p.fillRect(QRectF(-0.35, 0.6, 0.7, 1.7), QColor("#1E2726"))
    stroke(p, "#6B4A35", 0.5, (30.5, 99.6), (44.5, 98.4))
    # Messages waiting: there is room for two figures, so ninety-nine is where it stayed.
    box(p, QRectF(58, 86, 12.6, 9), "#2A0F0E", 1.2)
    lit = "#FF5A47" if (t % 2.0) < 1.5 else "#5A1F1A"
    _digits(p, QRectF(59.4, 87.2, 10, 6.6), "99", QColor(lit))
    for i in range(4):
        for k in range(5):
            dot(p, 73.4 + 1.7 * k, 87.2 + 1.9 * i, 0.5, darker(body, 0.62))
    for i, colour in enumerate(("#B9B4A4", "#B9B4A4", TEAL[600])):
        pressed = i == 2 and playing
        box(p, QRectF(58 + 7.6 * i, 98.4 + (0.5 if pressed else 0), 6, 4.2), colour, 1)
    lettering(p, QRectF(21, 109.4, 20, 2.6), "mobilimbo", darker(body, 0.6), "bold", Qt.AlignmentFlag.AlignLeft)
    lettering(p, QRectF(62, 109.6, 18, 2.2), "ANSAPHONE II", darker(body, 0.5), "medium", Qt.AlignmentFlag.AlignRight)
    level = moment.level
    for i in range(6):
        on = level * 6 > i + 0.3
        box(
            p,
            QRectF(44 + 2.6 * i, 109.8, 1.9, 2.2),
            ("#F2A81D" if i > 3 else "#4FBF6E") if on else darker(body, 0.35),
            0.4,
        )


def _frame(p: QPainter, key: str) -> None:
    with saved(p):
        p.translate(50, 54)
        p.rotate(-3)
        fill(p, shape((6, 24), (17, 29), (20, 29), (12, 18)), "#3A2C20")
        box(p, QRectF(-21, -27, 42, 55), QColor(0, 0, 0, 70), 1.5)
        box(p, QRectF(-22, -28, 42, 55), "#6E5334", 1.2)
        box(p, QRectF(-20.6, -26.6, 39.2, 52.2), "#8A6B45", 0.8)
        box(p, QRectF(-18.4, -24.4, 34.8, 47.8), "#F3EFE4", 0.4)
        picture = QRectF(-15, -21, 28, 37)
        p.save()
        p.setClipRect(picture, Qt.ClipOperation.IntersectClip)
        p.translate(-1, -2.5)
        for name, paint_it in _PHOTOS.items():
            if key.startswith(name):
                paint_it(p)
                break
        else:
            _lieve(p)
        p.restore()
        lettering(
            p, QRectF(-15, 17.6, 28, 3.2), _SIGNED.get(key.partition("_")[0], "Bye!"), QColor("#51605D"), "italic"
        )
        fill(p, shape((-18.4, -24.4), (6, -24.4), (-18.4, 12)), QColor(255, 255, 255, 20))


_SIGNED = {"lieve": "Gone baking. L.", "pia": "Shh.", "imelda": "See you yesterday"}


def _bust(p: QPainter, skin: str, hair: str, dress: str, *, long_hair: bool = False) -> None:
    if long_hair:
        box(p, QRectF(-9.4, -12, 18.8, 23), hair, 8)
    fill(p, shape((-15, 22), (-14, 11, -4, 10), (4, 10), (14, 11, 15, 22)), dress)
    box(p, QRectF(-2.8, 5, 5.6, 7), darker(skin, 0.16), 2.4)
    p.setBrush(QColor(skin))
    p.setPen(Qt.PenStyle.NoPen)
    p.drawEllipse(QPointF(0, -1), 7.4, 9)
    for side in (-1, 1):
        arc(p, "#3A2720", 0.8, (side * 3 - 1.3, -1.8), (side * 3 + 1.3, -1.8), -0.6)
        dot(p, side * 4.3, 1.8, 1.4, faded("#E0605A", 0.35))
    arc(p, "#8C3A36", 0.9, (-2.9, 3.2), (2.9, 3.2), 1.3)


def _lieve(p: QPainter) -> None:
    """She has a bakery now, and sleeps very well."""
    p.fillRect(QRectF(-16, -20, 32, 42), QColor("#BFDDE6"))
    p.fillRect(QRectF(-16, -20, 32, 9), QColor("#D9664F"))
    for i in range(4):
        p.fillRect(QRectF(-16 + 8 * i, -20, 4, 9), QColor("#F7EFE3"))
    _bust(p, "#F0C9A8", "#8A5A33", "#FBF8F1")
    fill(p, shape((-7.8, -5), (-8, -9, 0, -9.6), (8, -9, 7.8, -5), (4, -7.2, -7.8, -5)), "#8A5A33")
    for dx, dy, r in ((-4.6, -12.6, 4), (0, -14.4, 4.8), (4.6, -12.6, 4)):
        dot(p, dx, dy, r, "#FFFFFF")
    box(p, QRectF(-6.6, -12, 13.2, 5), "#FFFFFF", 1)
    stroke(p, "#DCE3E0", 0.4, (-6.4, -8), (6.4, -8))
    with saved(p):
        p.translate(8.4, 12.4)
        p.rotate(-24)
        fill(p, shape((-6, 2), (-5, -3.6, 0, -3.6), (5, -3.6, 6, 2), (3, 0.6, 0, 0.6), (-3, 0.6, -6, 2)), "#D9923B")
        for x in (-2.6, 0, 2.6):
            arc(p, "#A9641F", 0.5, (x - 0.6, -3), (x + 0.4, 0.4), 0)


def _pia(p: QPainter) -> None:
    """Recorded at home, at night, very softly."""
    p.fillRect(QRectF(-16, -20, 32, 42), QColor("#23345A"))
    moon = QPainterPath()
    moon.addEllipse(QPointF(8, -12), 5, 5)
    hidden = QPainterPath()
    hidden.addEllipse(QPointF(10.4, -13.4), 4.6, 4.6)
    fill(p, moon.subtracted(hidden), "#F6E3A1")
    for x, y in ((-10, -13), (-4, -16), (-12, -4), (12, -2)):
        dot(p, x, y, 0.5, "#F6E3A1")
    _bust(p, "#C98F66", "#2B1D18", "#7B6AA8", long_hair=True)
    fill(
        p,
        shape((-7.6, -2), (-8.4, -10.8, 0, -10.8), (8.4, -10.8, 7.6, -2), (5, -7.6, 0, -7.8), (-5, -7.6, -7.6, -2)),
        "#2B1D18",
    )
    box(p, QRectF(-8, 8.4, 13, 9.4), "#F4EBD8", 4.4)
    dot(p, 3.6, 11.8, 3.4, "#D9A57B")
    arc(p, "#5A3A24", 0.5, (2.2, 11.8), (3.8, 11.8), 0.4)
    stroke(p, "#C98F66", 2.2, (-9.5, 15.6), (-1, 17))


def _imelda(p: QPainter) -> None:
    """Recorded shortly after the call. She knows how it went."""
    p.fillRect(QRectF(-16, -20, 32, 42), QColor("#E9D9B4"))
    box(p, QRectF(4.5, -18, 9.6, 10.6), "#FFFFFF", 0.5)
    p.fillRect(QRectF(4.5, -18, 9.6, 2.8), QColor("#B3261E"))
    lettering(p, QRectF(5, -14.4, 8.6, 6), "THU", QColor("#22302E"))
    _bust(p, "#8A5638", "#1C1411", "#2E7C86")
    for x, y, r in ((-6, -7, 3.6), (-2.6, -10, 4), (2.2, -10.2, 4), (6, -7, 3.6), (-7.8, -2.6, 2.6), (7.8, -2.6, 2.6)):
        dot(p, x, y, r, "#1C1411")


_PHOTOS = {"pia": _pia, "imelda": _imelda}


# Seven segments -----------------------------------------------------------------------------------------------------

_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "-": "g",
    " ": "",
}


def _digits(p: QPainter, rect: QRectF, text: str, colour: QColor) -> None:
    """Figures on a display of seven segments, as wide as the rectangle allows."""
    if not text:
        return
    step = rect.width() / len(text)
    for i, character in enumerate(text):
        _digit(
            p, QRectF(rect.left() + i * step + 0.08 * step, rect.top(), step * 0.84, rect.height()), character, colour
        )


def _digit(p: QPainter, r: QRectF, character: str, colour: QColor) -> None:
    x0, x1, y0, y1 = r.left(), r.right(), r.top(), r.bottom()
    ym, k = (y0 + y1) / 2, min(r.width() * 0.2, r.height() * 0.12)
    lines = {
        "a": ((x0 + k, y0), (x1 - k, y0)),
        "b": ((x1, y0 + k), (x1, ym - k)),
        "c": ((x1, ym + k), (x1, y1 - k)),
        "d": ((x0 + k, y1), (x1 - k, y1)),
        "e": ((x0, ym + k), (x0, y1 - k)),
        "f": ((x0, y0 + k), (x0, ym - k)),
        "g": ((x0 + k, ym), (x1 - k, ym)),
    }
    for name in _SEGMENTS.get(character, ""):
        stroke(p, colour, k * 1.25, *lines[name])


# The queue ----------------------------------------------------------------------------------------------------------


def _loudspeaker(p: QPainter, moment: Moment) -> None:
    """A loudspeaker under the ceiling; one has the feeling that it looks at one."""
    level = moment.level
    stroke(p, "#0E1918", 3, (50, 0), (50, 22))
    box(p, QRectF(43, 14, 14, 6), "#1C2A28", 1.4)
    body = QColor("#C9D3D0")
    for i in range(3):
        strength = smooth(level * 3 - i) * (0.75 + 0.25 * wave(moment.t, 0.4, -0.2 * i))
        for side in (-1, 1):
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(pen(faded(TEAL[300], 0.75 * strength), 1.6))
            radius = 37 + 6.5 * i
            p.drawArc(
                QRectF(50 - radius, 60 - radius, 2 * radius, 2 * radius), 16 * (-20 if side > 0 else 160), 16 * 40
            )
    box(p, QRectF(21, 22, 58, 77), QColor(0, 0, 0, 60), 7)
    box(p, QRectF(20, 20, 60, 77), body, 7)
    box(p, QRectF(20, 20, 60, 77), None, 7, lighter(body, 0.4), 0.8)
    box(p, QRectF(24, 24, 52, 69), darker(body, 0.1), 4.5)
    for x in (27.4, 72.6):
        for y in (27.4, 89.6):
            dot(p, x, y, 1.1, darker(body, 0.45))
            stroke(p, darker(body, 0.7), 0.35, (x - 0.6, y - 0.4), (x + 0.6, y + 0.4))
    push = 1 + 0.05 * level * wave(moment.t, 0.11)
    for radius, colour in ((21, "#22302E"), (19, "#101B1A"), (17.4, "#2B3A37"), (13.4, "#22302E")):
        dot(p, 50, 60, radius * (push if radius < 18 else 1), colour)
    dot(p, 50, 60, 6.4 * push, "#3B4D49")
    dot(p, 48.2, 58, 2.1 * push, "#5E746F")
    for i in range(3):
        dot(p, 50 + (i - 1) * 6, 33.4, 1.5, "#17211F")
    lettering(p, QRectF(30, 85.4, 40, 3.6), "mobilimbo", darker(body, 0.6))
    lit = level > 0.02 or (moment.t % 3) < 0.25
    dot(p, 68.6, 33.4, 1.3, "#6BE08A" if lit else "#2C4A38")


def _lift(p: QPainter, moment: Moment) -> None:
    """The panel of a lift in a building that only goes down."""
    body = QColor("#B4B9B6")
    box(p, QRectF(23, 9, 56, 108), QColor(0, 0, 0, 60), 3)
    box(p, QRectF(22, 7, 56, 108), body, 3)
    box(p, QRectF(22, 7, 56, 108), None, 3, lighter(body, 0.5), 0.8)
    for i in range(18):
        stroke(p, faded(lighter(body, 0.5), 0.18), 0.3, (24, 10 + 6 * i), (76, 9 + 6 * i))
    box(p, QRectF(29, 14, 42, 24), "#160B09", 2)
    floor = 1 + int(moment.t / 9) % 8
    _digits(p, QRectF(43, 18, 24, 16), f"-{floor}", QColor("#FF6A3D"))
    drop = (moment.t % 1.2) / 1.2
    for i in range(2):
        y = 19 + ((drop + 0.5 * i) % 1) * 11
        fill(p, shape((33, y), (39, y), (36, y + 4)), faded("#FF6A3D", 1 - abs(((drop + 0.5 * i) % 1) - 0.5) * 1.6))
    for row in range(4):
        for i in range(5):
            dot(p, 38 + 6 * i, 45 + 4.2 * row, 1.15, darker(body, 0.7))
    lit = int(moment.t / 9) % 8
    for n in range(8):
        x, y = 38 + 24 * (n % 2), 68 + 11 * (n // 2)
        on = n == lit
        dot(p, x, y, 4.6, darker(body, 0.35))
        dot(p, x, y, 3.9, "#FFE2A8" if on else lighter(body, 0.35))
        lettering(p, QRectF(x - 3, y - 1.7, 6, 3.4), f"-{n + 1}", QColor("#5A2A10" if on else "#3C4A46"))
    level = moment.level
    for i in range(5):
        box(
            p,
            QRectF(43 + 3 * i, 63 - 0.2 - 2.4 * smooth(level * 5 - i), 2, 0.6 + 2.4 * smooth(level * 5 - i)),
            TEAL[700],
            0.3,
        )


# The survey ---------------------------------------------------------------------------------------------------------


def _panel(p: QPainter, moment: Moment) -> None:
    """How was it? There are four answers."""
    stroke(p, "#8E9B97", 3.4, (50, 88), (50, 114))
    box(p, QRectF(36, 112, 28, 3.4), "#8E9B97", 1.6)
    body = QColor("#F1F4F2")
    box(p, QRectF(7, 27, 88, 64), QColor(0, 0, 0, 70), 7)
    box(p, QRectF(6, 25, 88, 64), body, 7)
    box(p, QRectF(6, 25, 88, 15), TEAL[600], 7)
    p.fillRect(QRectF(6, 33, 88, 7), QColor(TEAL[600]))
    lettering(p, QRectF(10, 30, 80, 5.6), "How happy were you?", QColor("#FFFFFF"))
    beat = int(moment.t / 1.7) % 4
    for i, colour in enumerate(("#1E9C57", "#3CB043", "#63BE45", "#8CC63F")):
        x = 18.4 + 21.1 * i
        chosen = 0.0
        if i == beat and moment.level > 0.02:
            chosen = smooth(1 - abs((moment.t % 1.7) / 0.85 - 1))
        _smiley(p, x, 61 + chosen * 0.8, 8.9, colour, 0.55 + 0.14 * (3 - i), moment, i)
    lettering(p, QRectF(10, 78.4, 80, 3.4), "Please choose the face you leave with.", QColor("#51605D"), "medium")
    lettering(p, QRectF(34, 84, 32, 2.6), "mobilimbo", QColor(TEAL[700]))


def _smiley(p: QPainter, x: float, y: float, r: float, colour: str, smile: float, moment: Moment, n: int) -> None:
    dot(p, x, y + 1.3, r, darker(colour, 0.4))
    dot(p, x, y, r, colour)
    arc(p, faded("#FFFFFF", 0.4), 0.9, (x - 0.62 * r, y - 0.55 * r), (x + 0.3 * r, y - 0.8 * r), -0.09 * r)
    ink = "#0E2A17"
    shut = (moment.t + 1.3 * n) % 4.7 < 0.16
    for side in (-1, 1):
        if shut:
            stroke(p, ink, 0.9, (x + side * 0.34 * r - 1, y - 0.2 * r), (x + side * 0.34 * r + 1, y - 0.2 * r))
        else:
            dot(p, x + side * 0.34 * r, y - 0.2 * r, 0.115 * r, ink)
    opened = moment.level * (0.7 + 0.3 * noise(n + 3, int(moment.t * 6)))
    half = 0.52 * r
    if opened > 0.05:
        mouth = shape(
            (x - half, y + 0.18 * r),
            (x, y + (0.22 + 0.3 * smile) * r, x + half, y + 0.18 * r),
            (x, y + (0.4 + 0.55 * smile + 0.5 * opened) * r, x - half, y + 0.18 * r),
        )
        fill(p, mouth, ink)
    else:
        arc(p, ink, 1.1, (x - half, y + 0.2 * r), (x + half, y + 0.2 * r), 0.42 * smile * r)


# Nobody -------------------------------------------------------------------------------------------------------------


def _chair(p: QPainter) -> None:
    cloth = QColor("#2A3B45")
    stroke(p, "#151E22", 4, (50, 84), (50, 118))
    for side in (-1, 1):
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(pen("#151E22", 2.4))
        path = QPainterPath(QPointF(50 + side * 23, 118))
        path.cubicTo(50 + side * 27, 98, 50 + side * 30, 100, 50 + side * 19, 98)
        p.drawPath(path)
    fill(
        p,
        shape((29, 52), (30, 44, 50, 43), (70, 44, 71, 52), (73, 74, 67, 88), (50, 92, 33, 88), (27, 74, 29, 52)),
        cloth,
    )
    fill(
        p,
        shape(
            (32, 53), (33, 47, 50, 46), (67, 47, 68, 53), (70, 73, 64.6, 85.4), (50, 88.6, 35.4, 85.4), (30, 73, 32, 53)
        ),
        lighter(cloth, 0.1),
    )
    for y in (58, 68, 78):
        arc(p, darker(cloth, 0.3), 0.6, (33, y), (67, y), 1)
    # A jacket stayed behind: somebody will be back, or was.
    fill(p, shape((62, 45.4), (74, 48), (78, 70), (74, 96), (66, 94), (68, 70)), "#5B6660")
    stroke(p, "#434D48", 0.6, (70, 56), (71, 94))


def _left_headset(p: QPainter, moment: Moment) -> None:
    """The headset hangs over the edge of the desk, and has not quite stopped."""
    swing = 7 * wave(moment.t, 2.6) * (0.45 + 0.55 * noise(4, int(moment.t // 2.6)))
    with saved(p):
        p.translate(72, 96)
        p.rotate(0.3 * swing)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(pen("#303B39", 2))
        p.drawArc(QRectF(-9, 0, 18, 24), 0, 16 * 180)
        box(p, QRectF(-11.4, 11, 5.2, 8), "#1E2524", 2.4)
        box(p, QRectF(6.2, 11, 5.2, 8), "#1E2524", 2.4)
        arc(p, "#303B39", 1, (-9, 18.6), (-1, 19.4), 1)
        dot(p, -0.4, 19.3, 1.3, "#1E2524")
