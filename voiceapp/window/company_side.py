"""The company's side: who is on the line, what they have on file, the queue, the survey, the way that led here."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from voiceapp.call_view import CallView, Phase
from voiceapp.window.controls import mouth
from voiceapp.window.source import Source
from voiceapp.window.widgets import (
    CustomerScreen,
    DeadLine,
    HoldShow,
    PatienceGauge,
    PortraitWidget,
    QueueDisplay,
    SurveyPanel,
)

WRITING = 1.5
"""Seconds for which somebody writes when something was put on file."""

_SURVEY = frozenset({Phase.SURVEY, Phase.AWAY, Phase.CALLED})


class CompanySide(QWidget):
    """Paints what the view says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portrait = PortraitWidget(self)
        self.patience = PatienceGauge(self)
        self.queue = QueueDisplay(self)
        self.customer = CustomerScreen(self)
        self.hold_show = HoldShow(self)
        self.survey = SurveyPanel(self)
        self.dead_line = DeadLine(self)
        self._phase: Phase | None = None
        self._since = 0.0
        self._wrote = -WRITING
        self._entries = 0
        self._lay_out()

    def _lay_out(self) -> None:
        who = QFrame(self)
        who.setProperty("panel", True)
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.patience)
        beside.addWidget(self.queue)
        row = QHBoxLayout(who)
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self.portrait, 5)
        row.addLayout(beside, 6)
        stage = QFrame(self)
        stage.setProperty("panel", True)
        self._pages = QStackedLayout(stage)
        self._pages.setContentsMargins(8, 8, 8, 8)
        for page in (self.customer, self.hold_show, self.survey, self.dead_line):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(who, 5)
        whole.addWidget(stage, 6)

    def show_view(self, view: CallView) -> None:
        """Show the state after journal lines."""
        person = view.speaking.by if view.speaking else view.agent
        if person is None or not view.connected or (view.phase is Phase.HOLD and not view.speaking):
            self.portrait.show_person("", "")
        else:
            self.portrait.show_person(person.key, person.name, person.role, person.department)
        entries = sum(len(view.case.history(field)) for field in view.case.filled)
        if entries != self._entries:
            self._entries, self._wrote = entries, view.t
        if view.phase is not self._phase:
            self._phase, self._since = view.phase, view.t
            pages: dict[Phase, QWidget] = {Phase.HOLD: self.hold_show, Phase.DEAD: self.dead_line}
            page = pages.get(view.phase, self.survey if view.phase in _SURVEY and view.survey else self.customer)
            self._pages.setCurrentWidget(page)

    def tick(self, view: CallView, source: Source) -> None:
        """Move what moves: everything painted shows the call's time."""
        t = view.t
        level = mouth(source.company_level) if view.speaking else 0.0
        writing = max(0.0, 1.0 - (t - self._wrote) / WRITING)
        self.portrait.show_moment(t, level, writing, view.room)
        self.patience.show_patience(view.patience)
        self.queue.show_place(view.place, t)
        self.customer.show_case(view.case, t, _reference(view), lambda key: view.person(key).name)
        self.survey.show_survey(view.survey, t)
        if view.phase is Phase.HOLD:
            self.hold_show.show_time(view.holding)
        elif view.phase is Phase.DEAD:
            self.dead_line.show_time(t - self._since)


def _reference(view: CallView) -> str:
    """The number of the file: the seed, as the company writes it."""
    return f"{view.seed:08d}"[-8:] if view.seed is not None else ""
