"""Whoever is on the other end, as a picture that moves.

A ``Portrait`` is made once for each place a picture is shown; it keeps the layers that never change as images, so that
a frame costs a few blits, two eyes and a mouth. What it paints depends on its arguments alone.
"""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from voiceapp.pictures import figure, machines
from voiceapp.pictures.desk import paint_candle, paint_cat, paint_desk, paint_mug
from voiceapp.pictures.figure import Moment
from voiceapp.pictures.pens import painting, saved
from voiceapp.pictures.people import Looks, looks_of
from voiceapp.pictures.room import paint_room

HEIGHT = 120.0
"""Units from the lower edge of the desk to the upper edge of the picture."""

NARROWEST = 84.0
"""Units that are shown across at least."""

_STEPS = 24
"""The wall is kept in this many states between an office and what it is."""


class Portrait:
    """Paints people, machines and the empty chair."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], QImage] = {}
        self._size: tuple[int, int] = (0, 0)

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        key: str,
        *,
        role: str = "agent",
        t: float = 0.0,
        level: float = 0.0,
        writing: float = 0.0,
        container: float = 0.0,
    ) -> None:
        """Paint who has ``key`` in the cast, filling ``rect``.

        ``t`` is seconds, from which blinks, breath and glances follow; ``level`` (0..1) is how loud the voice is now,
        ``writing`` (0..1) how much they are taking something down; ``container`` (0..1) how much of the room is seen.
        ``role`` is ivr, agent, queue or survey; with an empty ``key`` the chair is empty.
        """
        with saved(painter):
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            scale = max(min(rect.height() / HEIGHT, rect.width() / NARROWEST), 1e-6)
            width, above = rect.width() / scale, rect.height() / scale - HEIGHT
            step = round(_within(container) * _STEPS)
            self._layer(
                painter, rect, scale, ("room", step), lambda p: paint_room(p, width, step / _STEPS, above=above)
            )
            rect = rect.adjusted(0, above * scale, 0, 0)
            seed = crc32(key.encode("utf-8", "replace")) % 97 + 1
            moment = Moment(t=t, level=_within(level), writing=_within(writing), seed=seed)
            if not key or role in machines.ROLES:
                painter.translate(rect.topLeft())
                painter.scale(scale, scale)
                machines.paint(painter, width, key, role if key else "", moment, container)
                return
            self._person(painter, rect, scale, width, key, moment, container)

    def _person(
        self, painter: QPainter, rect: QRectF, scale: float, width: float, key: str, moment: Moment, container: float
    ) -> None:
        looks = looks_of(key)
        ratio = painter.device().devicePixelRatio() if painter.device() else 1.0

        def whole(units: float) -> float:
            """Units as the nearest whole number of dots: layers and features must not drift apart."""
            return round(units * scale * ratio) / ratio

        rise = whole(figure.breathing(looks, moment.t))
        across, down = (whole(part) for part in figure.head_offset(looks, moment))
        shift = (width - 100) / 2 * scale

        def layer(name: str, paint: Callable[[QPainter, Looks], None], dx: float, dy: float) -> None:
            spot = QRectF(rect.left() + round(shift * ratio) / ratio + dx, rect.top() + dy, 100 * scale, rect.height())
            self._layer(painter, spot, scale, (name, key), lambda p: paint(p, looks))

        layer("back", figure.paint_back, across, down)
        layer("trunk", figure.paint_trunk, 0, rise)
        layer("head", figure.paint_head, across, down)
        with saved(painter):
            painter.translate(rect.left() + round(shift * ratio) / ratio + across, rect.top() + down)
            painter.scale(scale, scale)
            figure.paint_features(painter, looks, moment)
        layer("front", figure.paint_front, across, down)
        with saved(painter):
            painter.translate(rect.topLeft())
            painter.scale(scale, scale)
            middle = width / 2
            if "cat" in looks.extras:
                paint_cat(painter, middle + 34, moment.t)
            if "candle" in looks.extras:
                paint_candle(painter, middle + 37, moment.t)
        self._layer(painter, rect, scale, ("desk",), lambda p: paint_desk(p, width))
        with saved(painter):
            painter.translate(rect.topLeft())
            painter.scale(scale, scale)
            paint_mug(painter, width / 2 - 38, moment.t, container)
            painter.translate((width - 100) / 2, 0)
            figure.paint_hands(painter, looks, moment)

    def _layer(
        self, painter: QPainter, rect: QRectF, scale: float, name: tuple[object, ...], paint: Callable[[QPainter], None]
    ) -> None:
        """Paint what never changes from an image; make the image when there is none for this size."""
        ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
        size = max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio))
        key = (*name, size, round(scale * ratio, 4))
        image = self._kept.get(key)
        if image is None:
            if len(self._kept) > 40:
                self._kept.clear()
            image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
            image.setDevicePixelRatio(ratio)
            image.fill(0)
            with painting(image) as on_image:
                on_image.scale(scale, scale)
                paint(on_image)
            self._kept[key] = image
        painter.drawImage(rect.topLeft(), image)


def _within(x: float) -> float:
    return min(1.0, max(0.0, x)) if x == x else 0.0  # not a number counts as silence
