"""The company's side: who is on the line, what they have on file, the queue, the survey, the way that led here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from voiceapp.call_view import CallView, Phase
from voiceapp.window.controls import mouth
from voiceapp.window.source import Source
from voiceapp.window.widgets import (
    CustomerScreen,
    DeadLine,
    HoldShow,
    PatienceGauge,
    Portrait,
    QueueView,
    SurveyPanel,
)

_SURVEY = frozenset({Phase.SURVEY, Phase.GESTURE, Phase.AWAY, Phase.CALLED})


class CompanySide(QWidget):
    """Paints what the view says. ``show_view`` after journal lines, ``tick`` in between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portrait = Portrait(self)
        self.name = QLabel(self)
        self.name.setProperty("kind", "heading")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.department = QLabel(self)
        self.department.setProperty("kind", "soft")
        self.department.setTextFormat(Qt.TextFormat.PlainText)
        self.department.setWordWrap(True)
        self.patience = PatienceGauge(self)
        self.customer = CustomerScreen(self)
        self.queue = QueueView(self)
        self.hold_show = HoldShow(self)
        self.survey = SurveyPanel(self)
        self.dead_line = DeadLine(self)
        self._phase: Phase | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        who = QFrame(self)
        who.setProperty("panel", True)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.name)
        beside.addWidget(self.department)
        beside.addStretch(1)
        beside.addWidget(self.patience)
        row = QHBoxLayout(who)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(14)
        row.addWidget(self.portrait)
        row.addLayout(beside, 1)

        holding = QWidget(self)
        column = QVBoxLayout(holding)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.queue)
        column.addWidget(self.hold_show, 1)
        self._stage = QWidget(self)
        self._pages = QStackedLayout(self._stage)
        self._holding = holding
        for page in (self.customer, holding, self.survey, self.dead_line):
            self._pages.addWidget(page)

        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(who)
        whole.addWidget(self._stage, 1)

    def show_view(self, view: CallView) -> None:
        """Show the state after journal lines."""
        self.customer.set_view(view)
        self.survey.set_questions(view.survey)
        self.survey.set_gift(view.gift)
        self.queue.set_place(view.place)
        on_line = view.speaking.by if view.speaking else view.agent
        person = on_line if view.connected else None
        self.portrait.set_person(person)
        self.name.setText(person.name if person else self._nobody(view.phase))
        self.department.setText(person.department if person else "")
        if view.phase is not self._phase:
            self._phase = view.phase
            self._turn_to(view)

    def _nobody(self, phase: Phase) -> str:
        if phase is Phase.CALLED:
            return self.tr("Your telephone rings")
        return self.tr("Nobody") if phase is not Phase.RINGING else self.tr("It rings")

    def _turn_to(self, view: CallView) -> None:
        if view.phase is Phase.HOLD:
            self.hold_show.start(view.music)
        else:
            self.hold_show.stop()
        if view.phase is Phase.DEAD:
            self.dead_line.start()
        else:
            self.dead_line.stop()
        pages: dict[Phase, QWidget] = {Phase.HOLD: self._holding, Phase.DEAD: self.dead_line}
        page = pages.get(view.phase, self.survey if view.phase in _SURVEY else self.customer)
        self._pages.setCurrentWidget(page)

    def tick(self, view: CallView, source: Source) -> None:
        """Move what moves between the lines."""
        speaking = view.speaking is not None
        self.portrait.set_mouth(mouth(source.company_level) if speaking else 0.0)
        self.portrait.set_mood("speaking" if speaking else "listening" if source.partial else "waiting")
        self.patience.set_patience(view.patience)
        if view.phase is Phase.HOLD:
            self.queue.set_waited(view.holding)
