"""The displays: the number, the queue, the journey, the customer screen, the survey, and what is shown meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from voiceapp.call_view import Place, Question, Station
from voiceapp.dialogue.case_file import CaseFile
from voiceapp.pictures import case_file, journey
from voiceapp.pictures.dead_line import paint_dead_line
from voiceapp.pictures.hold_show import SLIDE, paint_hold_show
from voiceapp.pictures.logo import logo_size, paint_logo
from voiceapp.pictures.number import paint_number
from voiceapp.pictures.queue import paint_queue
from voiceapp.pictures.survey import paint_survey
from voiceapp.pictures.words import SLOGANS
from voiceapp.window.widgets.painted import Painted


class Logo(Painted):
    """The house's logo."""

    USUAL = (150, 34)
    LEAST = (80, 20)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width, height = logo_size(34 * self._style.text)
        return QSize(round(width) + 2, round(height))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        paint_logo(painter, rect, self._style.colours.text, self._style.colours.brand)

    def name_and_description(self) -> tuple[str, str]:
        return "Mobilimbo", self._style.word("claim")


class NumberDisplay(Painted):
    """The hotline's number as it is painted on the wall, and the keys pressed so far."""

    USUAL = (240, 132)
    LEAST = (150, 84)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._number, self._dialled = "", ""
        super().__init__(parent)

    def show_number(self, number: str, dialled: str = "") -> None:
        """Show the number, and below it what has been dialled."""
        if (number, dialled) != (self._number, self._dialled):
            self._number, self._dialled = number, dialled
            self.changed()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        paint_number(painter, rect, self._style, self._number, dialled=self._dialled)

    def name_and_description(self) -> tuple[str, str]:
        dialled = f", {self._style.word('dialled')} {self._dialled}" if self._dialled else ""
        return self._style.word("painted_number"), f"{self._number}{dialled}"


class QueueDisplay(Painted):
    """The caller's place in the queue."""

    USUAL = (240, 124)
    LEAST = (150, 90)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._place: Place | None = None
        self._t = 0.0
        super().__init__(parent)

    def show_place(self, place: Place | None, t: float) -> None:
        """Show what was last announced, at ``t`` seconds."""
        t = round(t, 1)
        if place != self._place:
            self._place, self._t = place, t
            self.changed()
        elif t != self._t:
            self._t = t
            self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        paint_queue(painter, rect, self._style, self._place, self._t)

    def name_and_description(self) -> tuple[str, str]:
        name, place, word = self._style.word("queue_place"), self._place, self._style.word
        if place is None:
            return name, word("queue_unknown")
        return name, (
            f"{place.position}, {word('queue_before')} {place.before}, {word('queue_wait')} {place.minutes} {word('minutes')}"
        )


class HoldShow(Painted):
    """What is shown under hold music."""

    USUAL = (400, 240)
    LEAST = (180, 90)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._t = 0.0
        self._slogans: tuple[str, ...] | None = None
        super().__init__(parent)

    def set_slogans(self, slogans: Sequence[str] | None) -> None:
        """What is said there; the house's own slogans without any."""
        self._slogans = tuple(slogans) if slogans else None
        self.changed()

    def show_time(self, t: float) -> None:
        """Show ``t`` seconds of this stretch of music."""
        t = round(t, 2)
        if t != self._t:
            turned = int(t // SLIDE) != int(self._t // SLIDE)
            self._t = t
            if turned:
                self.changed()
            else:
                self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        paint_hold_show(painter, rect, self._style, self._t, self._slogans)

    def name_and_description(self) -> tuple[str, str]:
        slogans = self._slogans or SLOGANS.get(self._style.language, SLOGANS["en"])
        return self._style.word("hold_show"), slogans[int(self._t // SLIDE) % len(slogans)]


class DeadLine(Painted):
    """A line on which there is nobody."""

    USUAL = (400, 200)
    LEAST = (160, 90)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._t = 0.0
        super().__init__(parent)

    def show_time(self, t: float) -> None:
        """Show ``t`` seconds since it died."""
        t = round(t, 2)
        if t != self._t:
            self._t = t
            self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        paint_dead_line(painter, rect, self._style, self._t)

    def name_and_description(self) -> tuple[str, str]:
        return self._style.word("dead_line"), ""


class JourneyMap(Painted):
    """The stops so far."""

    USUAL = (520, 132)
    LEAST = (220, 96)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._stations: tuple[Station, ...] = ()
        self._t = 0.0
        super().__init__(parent)

    def show_journey(self, stations: Sequence[Station], t: float) -> None:
        """Show the journey at call time ``t``."""
        t = round(t, 1)
        if tuple(stations) != self._stations:
            self._stations, self._t = tuple(stations), t
            self.changed()
        elif t != self._t and stations and stations[-1].left is None:
            self._t = t
            self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        journey.paint_journey(painter, rect, self._style, self._stations, self._t)

    def name_and_description(self) -> tuple[str, str]:
        return self._style.word("journey"), journey.described(self._stations, self._style, self._t)


class CustomerScreen(Painted):
    """What the company has on file."""

    USUAL = (460, 420)
    LEAST = (260, 180)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._case = CaseFile()
        self._entries = -1
        self._t = 0.0
        self._reference = ""
        self._who: Callable[[str], str] = str
        super().__init__(parent)

    def show_case(self, case: CaseFile, t: float, reference: str = "", who: Callable[[str], str] | None = None) -> None:
        """Show a case file at call time ``t``. It is painted anew while something in it is new."""
        entries = sum(len(case.history(field)) for field in case.filled)
        other = case is not self._case or entries != self._entries or reference != self._reference
        newest = case_file.last_change(case)
        fresh = newest is not None and self._t - newest.t < case_file.FRESH
        if other or (fresh and t != self._t):
            self._case, self._entries, self._reference, self._t = case, entries, reference, t
            self._who = who or str
            if other:
                self.changed()
            else:
                self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        case_file.paint_case_file(
            painter, rect, self._style, self._case, self._t, reference=self._reference, who=self._who
        )

    def name_and_description(self) -> tuple[str, str]:
        return self._style.word("customer_screen"), case_file.described(self._case, self._style, self._who)


class SurveyPanel(Painted):
    """The survey."""

    USUAL = (440, 280)
    LEAST = (240, 150)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._questions: tuple[Question, ...] = ()
        self._t = 0.0
        super().__init__(parent)

    def show_survey(self, questions: Sequence[Question], t: float) -> None:
        """Show the questions so far, the last of them open, at call time ``t``."""
        if tuple(questions) != self._questions:
            self._questions, self._t = tuple(questions), t
            self.changed()
        elif t != self._t and any(q.recorded_at is not None and self._t - q.recorded_at < 3 for q in questions):
            self._t = t
            self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        paint_survey(painter, rect, self._style, self._questions, self._t)

    def name_and_description(self) -> tuple[str, str]:
        if not self._questions:
            return self._style.word("survey"), ""
        now, word = self._questions[-1], self._style.word
        if now.recorded is None:
            return word("survey"), f"{now.question} {word('scale')}."
        said = now.said or word("nothing")
        return word("survey"), f"{now.question} {word('you_said')}: {said}. {word('recorded')}: {now.recorded}."
