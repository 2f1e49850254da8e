"""The displays: the number, the queue, the journey, the customer screen and the survey."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from voiceapp.call_view import CallView, Gift, Place, Question, Station
from voiceapp.dialogue.case_file import CaseFile
from voiceapp.pictures import case_file, journey
from voiceapp.pictures.journey import clock
from voiceapp.pictures.logo import logo_size, paint_logo
from voiceapp.pictures.number import paint_number
from voiceapp.pictures.queue import paint_queue
from voiceapp.pictures.survey import MOVES, paint_survey
from voiceapp.window.widgets.painted import Moving, Painted


class Logo(Painted):
    """The house's logo."""

    USUAL = (150, 34)
    LEAST = (80, 20)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt's: as wide as the word is."""
        width, height = logo_size(34 * self.look.text)
        return QSize(round(width) + 2, round(height))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        paint_logo(painter, rect, self.look.colours.text, self.look.colours.brand)

    def in_words(self) -> tuple[str, str]:
        """The name, and what we claim."""
        return "Mobilimbo", self.look.word("claim")


class NumberDisplay(Painted):
    """The hotline's number as it is painted on the wall, and below it what the telephone shows."""

    USUAL = (240, 158)
    LEAST = (150, 104)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._number, self._dialled, self._state = "", "", ""
        self._seconds: int | None = None
        super().__init__(parent)

    def set_number(self, number: str) -> None:
        """The number on the wall."""
        if number != self._number:
            self._number = number
            self.changed()

    def set_dialled(self, keys: str) -> None:
        """The keys pressed so far."""
        if keys != self._dialled:
            self._dialled = keys
            self.changed()

    def set_state(self, text: str) -> None:
        """One line on how things stand."""
        if text != self._state:
            self._state = text
            self.changed()

    def set_time(self, seconds: float | None) -> None:
        """How long the call has lasted; ``None`` when there is none."""
        whole = None if seconds is None else int(seconds)
        if whole != self._seconds:
            self._seconds = whole
            self.update()  # a screen reader that read out every second would be of no help

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        time = "" if self._seconds is None else clock(self._seconds)
        paint_number(painter, rect, self.look, self._number, dialled=self._dialled, state=self._state, time=time)

    def in_words(self) -> tuple[str, str]:
        """The number, the state and the keys."""
        parts = [self._number, self._state, f"{self.look.word('dialled')} {self._dialled}" if self._dialled else ""]
        return self.look.word("painted_number"), ", ".join(part for part in parts if part)


class QueueView(Moving):
    """The caller's place in the queue."""

    USUAL = (260, 124)
    LEAST = (150, 84)
    FRAME_MS = 80

    def __init__(self, parent: QWidget | None = None) -> None:
        self._place: Place | None = None
        self._waited = 0
        super().__init__(parent)

    def set_place(self, place: Place | None) -> None:
        """What was last announced; ``None`` before anything was."""
        if place != self._place:
            self._place = place
            self.changed()

    def set_waited(self, seconds: float) -> None:
        """How long this stretch of waiting has lasted."""
        if int(seconds) != self._waited:
            self._waited = int(seconds)
            self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        paint_queue(painter, rect, self.look, self._place, self.t, waited=self._waited)

    def in_words(self) -> tuple[str, str]:
        """The announcement."""
        word, place = self.look.word, self._place
        if place is None:
            return word("queue_place"), word("queue_unknown")
        before, wait = (
            f"{word('queue_before')} {place.before}",
            f"{word('queue_wait')} {place.minutes} {word('minutes')}",
        )
        return word("queue_place"), f"{place.position}, {before}, {wait}"


class JourneyView(Moving):
    """The stops so far."""

    USUAL = (520, 118)
    LEAST = (220, 92)
    FRAME_MS = 80

    def __init__(self, parent: QWidget | None = None) -> None:
        self._stations: tuple[Station, ...] = ()
        super().__init__(parent)

    @property
    def still(self) -> bool:
        """Whether the journey is over."""
        return not self._stations or self._stations[-1].left is not None

    def set_journey(self, stations: Sequence[Station]) -> None:
        """Show these stops."""
        if tuple(stations) != self._stations:
            self._stations = tuple(stations)
            self.changed()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        journey.paint_journey(painter, rect, self.look, self._stations, self.t)

    def in_words(self) -> tuple[str, str]:
        """The stops, one after the other."""
        return self.look.word("journey"), journey.described(self._stations, self.look)


class CustomerScreen(Moving):
    """What the company has on file."""

    USUAL = (460, 420)
    LEAST = (260, 180)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._view = CallView()
        self._seed: int | None = None
        self._case = CaseFile()
        self._entries = 0
        self._at = 0.0
        super().__init__(parent)

    @property
    def still(self) -> bool:
        """Whether nothing on file is new."""
        newest = case_file.last_change(self._case)
        return newest is None or self._at + self.t - newest.t > case_file.FRESH

    def set_view(self, view: CallView) -> None:
        """Show the case file of a call as it stands."""
        entries = case_file.entries_in(view.case)
        if view.case is not self._case or entries != self._entries or view.seed != self._seed:
            self._seed = view.seed
            self._view, self._case, self._entries, self._at = view, view.case, entries, view.t
            self.start_clock()
            self.changed()

    def _who(self, key: str) -> str:
        return self._view.person(key).name

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        reference = "" if self._view.seed is None else str(self._view.seed)
        case_file.paint_case_file(
            painter, rect, self.look, self._case, self._at + self.t, reference=reference, who=self._who
        )

    def in_words(self) -> tuple[str, str]:
        """All that is on file."""
        return self.look.word("customer_screen"), case_file.described(self._case, self.look, self._who)


class SurveyPanel(Moving):
    """The survey, and the gesture that comes of it."""

    USUAL = (440, 280)
    LEAST = (240, 150)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._questions: tuple[Question, ...] = ()
        self._gift: Gift | None = None
        super().__init__(parent)

    @property
    def still(self) -> bool:
        """Whether the answer has arrived where it was going."""
        return self.t > MOVES

    def set_questions(self, questions: Sequence[Question]) -> None:
        """The questions so far; the last may be open."""
        if tuple(questions) != self._questions:
            self._questions = tuple(questions)
            self.start_clock()
            self.changed()

    def set_gift(self, gift: Gift | None) -> None:
        """What was ordered."""
        if gift != self._gift:
            self._gift = gift
            self.changed()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        recorded = self._questions[-1].recorded_at if self._questions else None
        paint_survey(painter, rect, self.look, self._questions, (recorded or 0.0) + self.t, gift=self._gift)

    def in_words(self) -> tuple[str, str]:
        """The last question, what became of it, and the gift."""
        word = self.look.word
        parts: list[str] = []
        if self._questions:
            now = self._questions[-1]
            parts.append(now.question)
            if now.recorded is None:
                parts.append(word("scale") + ".")
            else:
                parts.append(f"{word('you_said')}: {now.said or word('nothing')}. {word('recorded')}: {now.recorded}.")
        if self._gift:
            asked = self._gift.asked or word("nothing")
            parts.append(f"{word('gesture')}. {word('you_said')}: {asked}. {word('ordered')}: {self._gift.recorded}.")
        return word("survey"), " ".join(parts)
