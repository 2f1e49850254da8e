"""An agent: head, face and hands, in a space 100 units wide and 120 high, the head's middle at (50, 50).

What never changes is painted in layers that are kept (see ``character.py``); eyes, brows, mouth and hands are painted
afresh for every picture, as pure functions of the time.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from voiceapp.pictures.brand import blend
from voiceapp.pictures.clothes import paint_clothes
from voiceapp.pictures.hair import paint_behind, paint_over
from voiceapp.pictures.pens import (
    arc,
    box,
    darker,
    dot,
    faded,
    fill,
    lighter,
    mirrored,
    noise,
    pen,
    saved,
    shape,
    smooth,
    stroke,
    wave,
)
from voiceapp.pictures.people import Looks
from voiceapp.pictures.trinkets import PINNED, WORN

EYES_APART = 0.245
"""Of the head's width, from the middle to an eye."""


SHORT_NECK = 5.0
"""Units by which the trunk stands higher than it is drawn: they all lean towards the screen."""


@dataclass(frozen=True)
class Moment:
    """What somebody does at ``t`` seconds: ``level`` of voice and ``writing`` down, 0..1; ``seed`` is their own."""

    t: float
    level: float = 0.0
    writing: float = 0.0
    seed: int = 1


def head_outline(looks: Looks) -> QPainterPath:
    w, h, j = looks.width / 2, looks.height, looks.jaw
    top, bottom, y = 50 - h / 2, 50 + h / 2, 50 - 0.02 * h
    chin = w * (0.34 + 0.3 * j)
    return shape(
        (50 - w, y),
        (50 - w, y - 0.34 * h, 50 - 0.6 * w, top, 50, top),
        (50 + 0.6 * w, top, 50 + w, y - 0.34 * h, 50 + w, y),
        (50 + w * (0.99 + 0.02 * j), y + (0.2 + 0.12 * j) * h, 50 + chin * 1.25, bottom, 50, bottom),
        (50 - chin * 1.25, bottom, 50 - w * (0.99 + 0.02 * j), y + (0.2 + 0.12 * j) * h, 50 - w, y),
    )


# Layers that are kept -----------------------------------------------------------------------------------------------


def paint_back(painter: QPainter, looks: Looks) -> None:
    """The hair behind the head."""
    paint_behind(painter, looks.hair, QColor(looks.hair_colour), looks.width, looks.height)


def paint_trunk(painter: QPainter, looks: Looks) -> None:
    """Neck, clothes, and what is pinned to them."""
    with saved(painter):
        skin = QColor(looks.skin)
        painter.translate(0, -SHORT_NECK)
        box(painter, QRectF(50 - 7.8, 68, 15.6, 22), darker(skin, 0.16), 6)
        fill(painter, shape((42.2, 76), (50, 85, 57.8, 76), (57.8, 70), (42.2, 70)), darker(skin, 0.34))
        paint_clothes(painter, looks)
        for extra in looks.extras:
            if extra in PINNED:
                PINNED[extra](painter, looks)


def paint_head(painter: QPainter, looks: Looks) -> None:
    """The head without its features."""
    with saved(painter):
        skin, w, h = QColor(looks.skin), looks.width, looks.height
        for side in (-1, 1):
            x = 50 + side * (w / 2 + 0.2)
            fill(painter, _ellipse(x, 52, 3.1, 5.2), darker(skin, 0.1 if side < 0 else 0.2))
            arc(painter, darker(skin, 0.32), 0.6, (x + side * 0.8, 49.4), (x + side * 0.4, 54.6), 0)
        outline = head_outline(looks)
        fill(painter, outline, skin)
        with saved(painter):
            painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
            fill(painter, outline.translated(-0.19 * w, -1.2).subtracted(QPainterPath()), lighter(skin, 0.07))
            fill(painter, outline.subtracted(outline.translated(-0.1 * w, -1.6)), faded(darker(skin, 0.36), 0.42))
            fill(painter, _ellipse(50, 50 - 0.5 * h, 0.62 * w, 0.2 * h), faded(darker(skin, 0.3), 0.3))
            if "blush" in looks.extras:
                for side in (-1, 1):
                    fill(painter, _ellipse(50 + side * 0.3 * w, 58.4, 3.9, 2.6), faded("#D9544F", 0.22))
            if looks.beard in {"full", "long", "stubble"}:
                _beard_ground(painter, looks)
        if "freckles" in looks.extras:
            for side in (-1, 1):
                for dx, dy in ((0, 0), (2.1, 1), (-1.6, 1.4), (0.6, 2.4)):
                    dot(painter, 50 + side * (8.6 + dx), 56.4 + dy, 0.42, faded(darker("#A5633A", 0.05), 0.75))
        _nose(painter, looks)


def paint_front(painter: QPainter, looks: Looks) -> None:
    """What lies over the features: glasses, moustache, fringe, headset."""
    with saved(painter):
        _beard_over(painter, looks)
        _glasses(painter, looks)
        paint_over(painter, looks.hair, QColor(looks.hair_colour), looks.width, looks.height)
        _headset(painter, looks)
        for extra in looks.extras:
            if extra in WORN:
                WORN[extra](painter, looks)


def _ellipse(x: float, y: float, rx: float, ry: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), rx, ry)
    return path


def _nose(p: QPainter, looks: Looks) -> None:
    shade = darker(looks.skin, 0.24)
    match looks.nose:
        case "small":
            arc(p, shade, 0.9, (48.4, 57.2), (51.6, 57.2), 0.8)
        case "long":
            fill(p, shape((51, 48.6), (54.4, 57.4), (53.6, 60.2, 50, 60), (51.4, 56)), faded(shade, 0.8))
            arc(p, darker(looks.skin, 0.38), 0.7, (47.8, 59), (53.2, 59.4), 0.9)
        case "straight":
            fill(p, shape((51, 49), (52.8, 58), (50, 58.4), (51, 55)), faded(shade, 0.75))
            arc(p, darker(looks.skin, 0.36), 0.6, (48.4, 58.2), (52.4, 58.2), 0.6)
        case _:
            fill(p, shape((51, 50), (53.8, 57.4, 51, 58.8), (49.4, 58.6), (51.2, 56)), faded(shade, 0.7))
            arc(p, darker(looks.skin, 0.36), 0.65, (48.2, 57.8), (52.2, 58), 0.8)


def _beard_ground(p: QPainter, looks: Looks) -> None:
    w, h = looks.width, looks.height
    colour = faded(looks.hair_colour, 0.3 if looks.beard == "stubble" else 1)
    if looks.beard == "stubble":
        colour = faded(darker(looks.hair_colour, 0.2), 0.26)
    y = 50 + 0.02 * h
    path = shape(
        (50 - w / 2 - 1, y),
        (50 - w / 2 + 2.4, y + 0.1 * h, 50 - 0.3 * w, y + 0.26 * h, 50 - 0.24 * w, 50 + 0.2 * h),
        (50, 50 + 0.14 * h, 50 + 0.24 * w, 50 + 0.2 * h),
        (50 + 0.3 * w, y + 0.26 * h, 50 + w / 2 - 2.4, y + 0.1 * h, 50 + w / 2 + 1, y),
        (50 + w / 2 + 2, 50 + h),
        (50 - w / 2 - 2, 50 + h),
    )
    fill(p, path, colour)


def _beard_over(p: QPainter, looks: Looks) -> None:
    colour = QColor(looks.hair_colour)
    match looks.beard:
        case "moustache":
            wing = shape((50, 59.4), (45, 58.6, 41.4, 61.4, 40.2, 65.4), (44, 63.8, 47, 64.2, 50, 62.8))
            fill(p, wing, darker(colour, 0.06))
            fill(p, mirrored(wing), darker(colour, 0.14))
        case "pencil":
            for side in (-1, 1):
                arc(p, colour, 0.8, (50 + side * 0.9, 60.9), (50 + side * 6.6, 61.6), -0.4)
        case "full" | "long":
            wing = shape((50, 59.8), (45.6, 58.8, 42.4, 61, 41, 64.6), (45, 63.2, 47, 63.6, 50, 62.6))
            fill(p, wing, darker(colour, 0.1))
            fill(p, mirrored(wing), darker(colour, 0.16))
            if looks.beard == "full":
                for x in (-5, -1.6, 1.8, 5):
                    arc(
                        p,
                        darker(colour, 0.22),
                        0.5,
                        (50 + x, 70.5 - abs(x) * 0.25),
                        (50 + x * 0.9, 73.6 - abs(x) * 0.3),
                        0,
                    )


def _glasses(p: QPainter, looks: Looks) -> None:
    if not looks.glasses:
        return
    colour = QColor(looks.glasses_colour)
    reach, y = EYES_APART * looks.width, 50.6
    with saved(p):
        p.setPen(pen(colour, 1.25))
        p.setBrush(QColor(255, 255, 255, 26))
        for side in (-1, 1):
            x = 50 + side * reach
            match looks.glasses:
                case "round":
                    p.drawEllipse(QPointF(x, y), 5.7, 5.7)
                case "square":
                    p.drawRoundedRect(QRectF(x - 6.3, y - 4.8, 12.6, 10), 1.8, 1.8)
                    stroke(p, colour, 2, (x - 6, y - 4.8), (x + 6, y - 4.8))
                    p.setPen(pen(colour, 1.25))
                    p.setBrush(QColor(255, 255, 255, 26))
                case "rectangle":
                    p.drawRoundedRect(QRectF(x - 6, y - 3.2, 12, 7), 1.2, 1.2)
                case "cat_eye":
                    outer, inner = x + side * 6.6, x - side * 5.4
                    p.drawPath(
                        shape(
                            (inner, y - 2.8),
                            (outer, y - 5.6),
                            (outer, y + 2.4, x + side * 1, y + 5.2),
                            (inner, y + 4.4, inner, y - 2.8),
                        )
                    )
                case "half_moon":
                    p.drawPath(
                        shape((x - 6, y + 3.2), (x - 5.6, y + 8.6, x, y + 8.6), (x + 5.6, y + 8.6, x + 6, y + 3.2))
                    )
                case "pince_nez":
                    p.setPen(pen(colour, 0.9))
                    p.drawEllipse(QPointF(x, y + 0.6), 5, 4.6)
        lift = 4.2 if looks.glasses == "half_moon" else -1
        inner = 5.4 if looks.glasses in {"round", "cat_eye", "pince_nez"} else 6
        arc(p, colour, 1.1, (50 - reach + inner, y + lift), (50 + reach - inner, y + lift), -0.7)
        if looks.glasses == "pince_nez":
            arc(p, faded(colour, 0.8), 0.45, (50 + reach + 5, y + 0.6), (50 + looks.width / 2 + 2, y + 26), 4)
        else:
            for side in (-1, 1):
                stroke(
                    p,
                    colour,
                    1,
                    (50 + side * (reach + 6), y + (3.4 if looks.glasses == "half_moon" else -1.4)),
                    (50 + side * looks.width / 2, y - 0.4),
                )
        if looks.glasses in {"square", "round", "rectangle"}:
            for side in (-1, 1):
                x = 50 + side * reach
                stroke(p, QColor(255, 255, 255, 60), 1, (x + 0.4, y - 2.6), (x - 2.4, y + 1.8))


def _headset(p: QPainter, looks: Looks) -> None:
    colour, w, h = QColor(looks.headset), looks.width, looks.height
    top = 50 - h / 2
    with saved(p):
        if looks.hair != "cap":
            band = QPainterPath(QPointF(50 - w / 2 - 2.6, 49))
            band.cubicTo(50 - w / 2 - 4.4, top + 4, 50 - 0.36 * w, top - 4.6, 50, top - 4.6)
            band.cubicTo(50 + 0.36 * w, top - 4.6, 50 + w / 2 + 4.4, top + 4, 50 + w / 2 + 2.6, 49)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(pen(lighter(colour, 0.16), 2.1))
            p.drawPath(band)
            p.setPen(pen(lighter(colour, 0.34), 0.5))
            p.drawPath(band.translated(-0.1, -0.55))
        for side in (-1, 1):
            x = 50 + side * (w / 2 + 2.3)
            box(p, QRectF(x - 2.9, 46.4, 5.8, 12), colour, 2.7)
            box(p, QRectF(x - (1.9 if side < 0 else 0.7), 48.2, 2.6, 8.4), lighter(colour, 0.2), 1.2)
        boom = QPainterPath(QPointF(50 - w / 2 - 2.2, 57.4))
        boom.cubicTo(50 - w / 2 - 1.4, 66, 50 - 0.34 * w, 68.2, 50 - 0.235 * w, 67.2)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(pen(lighter(colour, 0.18), 1.1))
        p.drawPath(boom)
        box(p, QRectF(50 - 0.235 * w - 1.6, 65.6, 4.4, 2.9), colour, 1.4)
        dot(p, 50 - 0.235 * w - 0.4, 66.6, 0.45, "#6BE08A")


# What moves ---------------------------------------------------------------------------------------------------------


def breathing(looks: Looks, t: float) -> float:
    """How far the shoulders have risen, in units (downwards positive)."""
    return -(0.9 if "closed_eyes" in looks.extras else 0.35) * wave(t, looks.breath)


def head_offset(looks: Looks, moment: Moment) -> tuple[float, float]:
    """Where the head is, against where it rests: it sways, nods while writing, and goes with the voice."""
    t, lively = moment.t, looks.liveliness
    sway = 0.7 * lively * wave(t, 7.3, moment.seed / 7)
    voice = lively * moment.level * (0.8 * wave(t, 0.83) + 0.5 * wave(t, 1.37, 0.3))
    nod = moment.writing * (0.9 + 0.8 * wave(t, 1.9))
    return sway + 0.5 * moment.level * lively * wave(t, 2.1), voice + nod + 0.6 * breathing(looks, t)


def lids(looks: Looks, moment: Moment) -> float:
    """How far the eyes are shut, 0..1."""
    shut = looks.lid + 0.22 * moment.writing - 0.1 * moment.level
    if "closed_eyes" in looks.extras and moment.writing < 0.5:
        # In through the nose, and out.
        shut = max(shut, smooth(-1.6 * wave(moment.t, looks.breath) - 0.1))
    since = (moment.t + 0.37 * moment.seed) % looks.blink
    twice = noise(moment.seed, int((moment.t + 0.37 * moment.seed) // looks.blink)) > 0.72
    for start in (0.0, 0.3) if twice else (0.0,):
        phase = (since - start) / 0.17
        if 0 <= phase < 1:
            shut = max(shut, 1 - abs(2 * phase - 1) ** 2)
    return min(1.0, max(0.0, shut))


def gaze(looks: Looks, moment: Moment) -> tuple[float, float]:
    """Where the eyes look: across, down, each -1..1. They jump and rest, as eyes do."""
    if moment.writing > 0.4:
        return 0.45 * wave(moment.t, 1.6), 0.9 * moment.writing
    span = 1.9
    n = int(moment.t // span)
    there, before = _glance(moment.seed, n), _glance(moment.seed, n - 1)
    step = smooth((moment.t - n * span) / 0.12)
    return before[0] + (there[0] - before[0]) * step, before[1] + (there[1] - before[1]) * step


def _glance(seed: int, n: int) -> tuple[float, float]:
    chance = noise(seed, n)
    if chance < 0.55:
        return 0.0, 0.0
    return (2 * noise(seed + 11, n) - 1) * 0.85, (noise(seed + 23, n) - 0.4) * 0.6


def paint_features(painter: QPainter, looks: Looks, moment: Moment) -> None:
    """Brows, eyes and mouth."""
    with saved(painter):
        shut = lids(looks, moment)
        across, down = gaze(looks, moment)
        for side in (-1, 1):
            _eye(painter, looks, 50 + side * EYES_APART * looks.width, 50.6, side, shut, across, down)
            _brow(painter, looks, side, moment)
        _mouth(painter, looks, moment)


def _eye(p: QPainter, looks: Looks, x: float, y: float, side: int, shut: float, across: float, down: float) -> None:
    rx, ry = 3.9, 3.35
    skin = QColor(looks.skin)
    if shut > 0.93:
        fill(p, _ellipse(x, y, rx, ry), blend(skin, QColor("#6E4330"), 0.26))
        arc(p, darker(skin, 0.7), 0.95, (x - rx, y + 0.6), (x + rx, y + 0.6), 0.9)
        return
    white = _ellipse(x, y, rx, ry)
    p.save()
    p.setClipPath(white, Qt.ClipOperation.IntersectClip)
    p.fillRect(QRectF(x - rx, y - ry, 2 * rx, 2 * ry), QColor("#FBFAF6"))
    ix, iy = x + 1.35 * across, y + 0.35 + 0.95 * down
    dot(p, ix, iy, 2.15, looks.eyes)
    dot(p, ix, iy, 1.2, "#140F0C")
    dot(p, ix - 0.75, iy - 0.85, 0.6, "#FFFFFF")
    cover = y - ry + 2 * ry * shut
    p.fillRect(QRectF(x - rx - 1, y - ry - 1, 2 * rx + 2, cover - y + ry + 1), blend(skin, QColor("#6E4330"), 0.26))
    p.fillRect(QRectF(x - rx - 1, cover, 2 * rx + 2, 0.75), QColor(30, 20, 20, 60))
    p.restore()
    # The edge of the lid follows the eye's own curve.
    if shut < 0.2:
        half, edge, bow = 0.85 * rx, y - 0.53 * ry, -0.47 * ry
    else:
        half, edge, bow = rx * max(0.3, 1 - (2 * shut - 1) ** 2) ** 0.5, cover + 0.1, -0.35 * (1 - shut)
    arc(p, darker(skin, 0.75), 0.85, (x - half, edge), (x + half, edge), bow)
    if looks.lips:
        stroke(p, darker(skin, 0.78), 0.8, (x + side * half, edge), (x + side * (half + 1.1), edge - 1))


def _brow(p: QPainter, looks: Looks, side: int, moment: Moment) -> None:
    lift = looks.brow_height + 0.9 * moment.level * looks.liveliness + 0.35 * wave(moment.t, 5.1, moment.seed / 5)
    x, y = 50 + side * EYES_APART * looks.width, 43.9 - lift
    inner, outer = x - side * 4, x + side * 4.4
    colour = darker(looks.hair_colour, 0.18) if looks.hair not in {"fringe_of_white"} else QColor(looks.hair_colour)
    arc(p, colour, looks.brow_weight, (inner, y - 1.5 * looks.brow), (outer, y + 1.5 * looks.brow + 0.5), -0.75)


def _mouth(p: QPainter, looks: Looks, moment: Moment) -> None:
    level = min(1.0, max(0.0, moment.level))
    t = moment.t
    opened = smooth(level * 1.15)
    # Vowels: now wide, now round, at the pace of syllables.
    vowel = 0.6 * wave(t, 0.31) + 0.4 * wave(t, 0.47, 0.2)
    half = 5.4 * (1 + 0.14 * max(0.0, looks.smile)) * (1 + opened * 0.24 * vowel - 0.08 * opened)
    y, smile = 64.8, looks.smile
    corner = y - 1.5 * smile
    lip = QColor(looks.lips) if looks.lips else blend(QColor(looks.skin), QColor("#5E2420"), 0.62)
    if opened < 0.06:
        arc(p, lip, 1.7 if looks.lips else 1.05, (50 - half, corner), (50 + half, corner), 1.05 * smile + 0.1)
        if smile > 0.3 and not looks.lips:
            for side in (-1, 1):
                arc(
                    p,
                    darker(looks.skin, 0.3),
                    0.6,
                    (50 + side * (half + 0.6), corner - 1.2),
                    (50 + side * (half + 0.8), corner + 1),
                    0.1,
                )
        return
    gap = opened * (5.6 - 1.6 * vowel) * (0.75 if looks.liveliness < 0.5 else 1)
    bow = (1.4 * smile + 0.13) * (1 - 0.5 * opened)
    inside = shape(
        (50 - half, corner),
        (50 - 0.5 * half, corner + bow, 50 + 0.5 * half, corner + bow, 50 + half, corner),
        (50 + 0.75 * half, corner + bow + gap * 1.25, 50 - 0.75 * half, corner + bow + gap * 1.25, 50 - half, corner),
    )
    p.save()
    p.setClipPath(inside, Qt.ClipOperation.IntersectClip)
    p.fillPath(inside, QColor("#4B1A1E"))
    if opened > 0.22:
        box(p, QRectF(50 - 0.72 * half, corner + bow * 0.4 - 1.9, 1.44 * half, 1.5 + 1.3 * opened), "#F7F3EC", 0.9)
    if opened > 0.4:
        fill(p, _ellipse(50, corner + gap + bow + 0.6, 0.62 * half, 2.2 * opened), "#B65A5C")
    p.restore()
    p.setPen(pen(lip, 1.5 if looks.lips else 0.8))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(inside)


def paint_hands(painter: QPainter, looks: Looks, moment: Moment) -> None:
    """The hands on the keyboard: at rest, or going through the motions."""
    with saved(painter):
        sleeve = QColor(looks.cloth)
        skin = QColor(looks.skin)
        cuff = skin if looks.clothes == "short_sleeves" else lighter(sleeve, 0.1)
        burst = moment.writing * (1.0 if noise(moment.seed + 5, int(moment.t / 0.9)) > 0.22 else 0.15)
        for side in (-1, 1):
            press = burst * max(0.0, wave(moment.t, 0.29, 0.5 * (side > 0) + 0.13 * side))
            reach = burst * 1.6 * wave(moment.t, 1.3, 0.2 * side)
            x, y = 50 + side * 13.4 + reach, 110.4 - 2.1 * press
            fill(
                painter,
                shape(
                    (50 + side * 39, 121),
                    (50 + side * 36, 108, x + side * 7, y - 2.2),
                    (x + side * 3, y + 4),
                    (50 + side * 22, 121),
                ),
                darker(sleeve if looks.clothes != "short_sleeves" else skin, 0.12),
            )
            stroke(painter, cuff, 3.2, (x + side * 6.4, y - 1), (x + side * 4.8, y + 3.2))
            box(painter, QRectF(x - 4.6, y - 2.6, 9.2, 6), skin, 2.9)
            for i in range(4):
                fx = x - 3.4 + 2.25 * i
                tap = burst * 1.1 * max(0.0, wave(moment.t, 0.23, 0.31 * i + 0.5 * (side > 0)))
                box(painter, QRectF(fx - 1.05, y + 0.6 - tap, 2.1, 4.6), skin, 1.05)
                stroke(painter, darker(skin, 0.22), 0.3, (fx + 1.1, y + 1.4), (fx + 1.1, y + 4))
