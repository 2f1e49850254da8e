"""The film's picture: everything there is to see of a call at one moment, wide or upright.

A ``Scene`` keeps its picture from one moment to the next and paints only what has changed. It needs a
``QGuiApplication`` (see ``offscreen``) and may be used on any one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from voiceapp.call_view import CallView, Person, Phase
from voiceapp.pictures.brand import TEAL, Style
from voiceapp.pictures.cards import paint_end, paint_title
from voiceapp.pictures.case_file import FRESH, entries_in, last_change, paint_case_file
from voiceapp.pictures.character import Portrait
from voiceapp.pictures.correction import Correction, paint_correction
from voiceapp.pictures.dead_line import paint_dead_line
from voiceapp.pictures.hold_show import paint_hold_show
from voiceapp.pictures.journey import clock, paint_journey
from voiceapp.pictures.logo import paint_logo
from voiceapp.pictures.nameplate import paint_nameplate
from voiceapp.pictures.number import paint_number
from voiceapp.pictures.patience import paint_patience
from voiceapp.pictures.pens import box, dot, painting
from voiceapp.pictures.queue import paint_queue
from voiceapp.pictures.subtitle import Subtitle, paint_subtitle
from voiceapp.pictures.survey import MOVES, paint_survey
from voiceapp.pictures.text import one_line
from voiceapp.pictures.voice import paint_voice

GROUND = QColor(TEAL[950])

Box = tuple[int, int, int, int]
"""The first and last column and row of a part of the picture: left, top, right, bottom, in pixels."""

_SURVEYED = frozenset({Phase.SURVEY, Phase.AWAY})
_LOST = frozenset({Phase.DEAD, Phase.HUNG_UP})
_DIALLING = frozenset({Phase.IDLE, Phase.RINGING, Phase.CALLED})


@dataclass(frozen=True, kw_only=True)
class Shot:
    """What there is to see at ``t`` seconds of the call.

    ``company`` and ``caller`` are how loud the voices are, 0..1; ``state`` tells in words what happens when nobody
    speaks; ``key`` is one just pressed; ``corrected`` is when the correction was made, seconds of the call.
    """

    t: float
    view: CallView
    subtitle: Subtitle | None = None
    company: float = 0.0
    caller: float = 0.0
    correction: Correction | None = None
    corrected: float = 0.0
    state: str = ""
    key: str = ""
    number: str = ""
    reference: str = ""


@dataclass(frozen=True)
class _Places:
    """Where things are. ``way`` is shared by the journey, the queue and a correction; ``text``, ``form``
    and ``letters`` are how large words are in pictures, on the form and in captions."""

    who: QRectF
    plate: QRectF
    main: QRectF
    way: QRectF
    words: QRectF
    voice: QRectF
    patience: QRectF | None
    logo: QRectF | None
    clock: QRectF
    text: float
    form: float
    letters: float


@dataclass(frozen=True)
class _Part:
    """One thing in the picture; it is painted again when its place or ``state`` is another than before."""

    name: str
    place: QRectF
    state: object
    paint: Callable[[QPainter, QRectF], None]

    def __post_init__(self) -> None:
        # Edges between two dots would be blended once more each time a part is painted.
        object.__setattr__(self, "place", QRectF(self.place.toRect()))


def _wide(width: float, height: float, captions: bool) -> _Places:
    u = height / 720
    edge, gap = 24 * u, 14 * u
    band = (156 if captions else 76) * u
    floor = height - band
    column = 430 * u
    plate = 60 * u
    who = QRectF(edge, edge, column, floor - edge - plate)
    left = edge + column + gap
    main = QRectF(left, edge, width - edge - left, (floor - edge) * 0.655)
    way = QRectF(left, main.bottom() + gap, main.width(), floor - main.bottom() - gap)
    side = 196 * u
    words = QRectF(edge + side + gap, floor + 8 * u, width - 2 * (edge + side + gap), band - 20 * u)
    foot = QRectF(edge, floor + 16 * u, side, min(58 * u, band - 32 * u))
    return _Places(
        who=who,
        plate=QRectF(edge, who.bottom(), column, plate),
        main=main,
        way=way,
        words=words,
        voice=foot,
        patience=QRectF(width - edge - side, floor + 14 * u, side, band - 28 * u),
        logo=QRectF(edge, foot.bottom() + 20 * u, side, 34 * u) if captions else None,
        clock=QRectF(who.left() + 12 * u, who.top() + 12 * u, 106 * u, 36 * u),
        text=1.6 * u,
        form=(main.width() - 26 * u) / 640,  # two columns, which show all of it
        letters=37 * u,
    )


def _upright(width: float, height: float, captions: bool) -> _Places:
    u = width / 1080
    edge, gap = 44 * u, 20 * u
    inner = width - 2 * edge
    head = QRectF(edge, 54 * u, inner, 58 * u)
    plate_high, way_high = 96 * u, 270 * u
    words_high = 270 * u if captions else 0.0
    rest = height - head.bottom() - gap - plate_high - 4 * gap - words_high - way_high - 60 * u
    who = QRectF(edge, head.bottom() + gap, inner, rest * 0.57)
    plate = QRectF(edge, who.bottom(), inner * 0.66, plate_high)
    words = QRectF(edge, plate.bottom() + gap, inner, words_high)
    main = QRectF(edge, words.bottom() + gap, inner, rest - who.height())
    way = QRectF(edge, main.bottom() + gap, inner, way_high)
    return _Places(
        who=who,
        plate=plate,
        main=main,
        way=way,
        words=words,
        voice=QRectF(plate.right() + gap, plate.top() + gap / 2, inner * 0.34 - gap, plate_high - gap / 2),
        patience=None,
        logo=QRectF(head.left(), head.top() + 4 * u, inner * 0.5, 50 * u),
        clock=QRectF(head.right() - 168 * u, head.top(), 168 * u, 58 * u),
        text=2.4 * u,
        form=1.75 * u,
        letters=62 * u,
    )


class Scene:
    """A picture of ``width`` x ``height`` in the style's language. Without ``captions`` there is no room for them."""

    def __init__(self, width: int, height: int, style: Style, *, captions: bool = True) -> None:
        self.image = QImage(width, height, QImage.Format.Format_RGB32)
        """The picture as it is now."""
        self._whole = QRectF(0, 0, width, height)
        self._style = style
        self._places = (_wide if width >= height else _upright)(width, height, captions)
        self._portrait = Portrait()
        self._shown: dict[str, tuple[QRectF, object]] = {}

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """The picture, shape (height, width, 4): blue, green, red, and nothing. It changes with the picture."""
        return np.frombuffer(self.image.constBits(), np.uint8).reshape(self.image.height(), self.image.width(), 4)

    def show(self, shot: Shot) -> list[Box]:
        """Paint the moment. Returns where anything has changed."""
        return self._paint(self._parts(shot))

    def show_title(self, title: str, number: str, t: float, *, about: str = "") -> list[Box]:
        """Paint the title card, ``t`` seconds after it came up. Returns where anything has changed."""
        style = self._style
        return self._paint(
            [
                _Part(
                    "title",
                    self._whole,
                    min(t, 2.5),
                    lambda p, r: paint_title(p, r, style, title, number, t, about=about),
                )
            ]
        )

    def show_end(
        self, statement: str, figures: Sequence[tuple[str, str]], t: float, *, fame: str = "", page: int = 0
    ) -> list[Box]:
        """Paint a page of the end card, ``t`` seconds after it came up. Returns where anything has changed."""
        style = self._style
        moment = min(t, 2.5)
        return self._paint(
            [
                _Part(
                    "end",
                    self._whole,
                    (page, moment),
                    lambda p, r: paint_end(p, r, style, statement, figures, moment, fame=fame),
                )
            ]
        )

    def _paint(self, parts: Sequence[_Part]) -> list[Box]:
        fresh = {part.name: part.place for part in parts} != {name: at for name, (at, _) in self._shown.items()}
        if fresh:
            self.image.fill(GROUND)
            self._shown = {}
        stale = [part for part in parts if self._shown.get(part.name) != (part.place, part.state)]
        if not stale:
            return []
        with painting(self.image) as painter:
            for part in stale:
                painter.save()
                painter.setClipRect(part.place)
                if not fresh:
                    painter.fillRect(part.place, GROUND)
                part.paint(painter, part.place)
                painter.restore()
                self._shown[part.name] = part.place, part.state
        places = [self._whole] if fresh else [part.place for part in stale]
        return [_around(place, self.image.rect()) for place in places]

    def _parts(self, shot: Shot) -> list[_Part]:
        at, style, view, t = self._places, self._style, shot.view, shot.t
        parts = [self._who(shot), self._plate(shot), self._main(shot), *self._way(shot)]
        beat = int(t * 10) if shot.caller > 0.02 else 0
        level = round(shot.caller * 10) / 10
        parts.append(
            _Part(
                "voice",
                at.voice,
                (level, beat, shot.key),
                lambda p, r: paint_voice(p, r, style, level, beat, shot.key),
            )
        )
        if at.words.height() > 0:
            parts.append(_Part("words", at.words, shot.subtitle, lambda p, r: self._words(p, r, shot.subtitle)))
        if at.patience:
            dark = Style(dark=True, language=style.language, text=1.3 * at.text / 1.6)
            left = round(view.patience, 2)
            parts.append(_Part("patience", at.patience, left, lambda p, r: paint_patience(p, r, dark, left)))
        if at.logo:
            parts.append(_Part("logo", at.logo, None, lambda p, r: paint_logo(p, r, QColor("#FFFFFF"), TEAL_SIGNAL)))
        if not at.clock.intersects(at.who):
            parts.append(_Part("clock", at.clock, clock(t), lambda p, r: self._clock(p, r, t)))
        return parts

    def _who(self, shot: Shot) -> _Part:
        """Whoever can be heard; the empty chair where nobody is."""
        view, t = shot.view, shot.t
        person = present(view)
        key, role = (
            (person.key, person.role) if person else ("queue", "queue") if view.phase is Phase.HOLD else ("", "")
        )
        level = shot.company if view.speaking else 0.0
        newest = last_change(view.case)
        writing = 1.0 if newest and 0 <= t - newest.t < 1.6 and role == "agent" else 0.0
        room = min(1.0, (view.transfers + view.cuts) / 6)
        # Who says nothing breathes at half the rate of frames.
        moment = t if level > 0 or writing else round(t * 7.5) / 7.5

        def paint(painter: QPainter, rect: QRectF) -> None:
            self._portrait.paint(painter, rect, key, role=role, t=moment, level=level, writing=writing, container=room)
            if self._places.clock.intersects(rect):
                self._clock(painter, self._places.clock, t)

        return _Part("who", self._places.who, (key, role, moment, round(level, 2), writing, room, int(t)), paint)

    def _plate(self, shot: Shot) -> _Part:
        person = present(shot.view)
        style = self._sized(self._places.text * 1.05)
        name, department = (person.name, person.department) if person else (shot.state, "")
        return _Part(
            "plate",
            self._places.plate,
            (name, department),
            lambda p, r: paint_nameplate(p, r, style, name or style.word("empty_chair"), department),
        )

    def _main(self, shot: Shot) -> _Part:
        """What the company has before it: the file, the show, the survey, or nothing."""
        view, t, style = shot.view, shot.t, self._sized(self._places.text)
        place = self._places.main
        if view.phase in _LOST:
            since = t - view.journey[-1].arrived if view.journey else t
            state: object = ("dead", round(since * 15) if since < 4 else round(since * 4))
            return _Part("main", place, state, lambda p, r: paint_dead_line(p, r, style, since))
        if view.phase in _DIALLING:
            return _Part(
                "main",
                place,
                ("number", shot.number, shot.state),
                lambda p, r: paint_number(p, r, style, shot.number, state=shot.state),
            )
        if view.phase is Phase.HOLD:
            return _Part("main", place, ("hold", t), lambda p, r: paint_hold_show(p, r, style, view.holding))
        asked = [question.recorded_at for question in view.survey if question.recorded_at is not None]
        if (view.phase in _SURVEYED and view.survey) or view.gift:
            age = t - max(asked, default=-1e3)
            moment = round(t * 10) if age < MOVES + 1 else -1
            return _Part(
                "main",
                place,
                ("survey", len(view.survey), len(asked), view.gift, moment),
                lambda p, r: paint_survey(p, r, style, view.survey, t, gift=view.gift),
            )
        newest = last_change(view.case)
        age = t - newest.t if newest else 1e3
        typing = newest is not None and age < 0.03 * len(newest.recorded) + 0.5
        moment = round(age * 15) if typing else round(age * 5) if age < FRESH else -1
        fitted = self._sized(self._places.form)
        return _Part(
            "main",
            place,
            ("file", entries_in(view.case), moment),
            lambda p, r: paint_case_file(
                p, r, fitted, view.case, t, reference=shot.reference, who=lambda key: view.person(key).name
            ),
        )

    def _way(self, shot: Shot) -> list[_Part]:
        """The journey, beside it the queue; in front of it what has just been misunderstood."""
        at, view, t, style = self._places, shot.view, shot.t, self._sized(self._places.text * 0.82)
        fix = shot.correction
        if fix:
            age = t - shot.corrected
            moment = round(age * 15) if age < fix.moves else -1
            return [
                _Part(
                    "note",
                    at.way,
                    (fix, moment),
                    lambda p, r: paint_correction(p, r, style, fix, age, pixels=at.letters * 1.1),
                )
            ]
        parts, place = [], at.way
        if view.phase is Phase.HOLD:
            half = (place.width() - 14) * 0.5
            queue = QRectF(place.left(), place.top(), half, place.height())
            place = QRectF(queue.right() + 14, place.top(), place.width() - half - 14, place.height())
            held, step = int(view.holding), round(t * 7.5) / 7.5
            parts.append(
                _Part(
                    "queue",
                    queue,
                    (view.place, step),
                    lambda p, r: paint_queue(p, r, self._sized(at.text), view.place, step, waited=held),
                )
            )
        beat = round(t * 5) / 5
        parts.append(
            _Part(
                "way",
                place,
                (len(view.journey), view.phase, view.transfers, beat),
                lambda p, r: paint_journey(p, r, style, view.journey, beat),
            )
        )
        return parts

    def _words(self, painter: QPainter, rect: QRectF, subtitle: Subtitle | None) -> None:
        if subtitle:
            paint_subtitle(painter, rect, self._style, subtitle, self._places.letters)

    def _clock(self, painter: QPainter, rect: QRectF, t: float) -> None:
        box(painter, rect, "#D8031C1A", rect.height() / 2)
        size = rect.height() * 0.62
        dot(painter, rect.left() + rect.height() * 0.5, rect.center().y(), rect.height() * 0.16, "#FF5A4F")
        face = self._style.font(size / self._style.text, "medium", tabular=True)
        words = rect.adjusted(rect.height() * 0.85, 0, 0, 0)
        one_line(painter, words, clock(t), face, QColor("#FFFFFF"))

    def _sized(self, text: float) -> Style:
        return Style(dark=self._style.dark, text=text, language=self._style.language)


TEAL_SIGNAL = QColor(TEAL[400])


def _around(place: QRectF, whole: QRect) -> Box:
    """The pixels that a place has a part in."""
    box = place.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(whole)
    return box.left(), box.top(), box.right(), box.bottom()


def present(view: CallView) -> Person | None:
    """Whoever can be heard; on hold that is somebody only while they speak."""
    if view.speaking:
        return view.speaking.by
    return view.agent if view.connected and view.phase is not Phase.HOLD else None
