"""The company's side: who is on the line, what they have on file, the queue, the survey, the way that led here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from voiceapp.call_view import CallView, Person, Phase
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

_SURVEY = frozenset({Phase.SURVEY, Phase.AWAY, Phase.CALLED})


class CompanySide(QWidget):
    """Paints what the view says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portrait = Portrait(self)
        self.name = QLabel(self)
        self.name.setProperty("kind", "heading")
        self.department = QLabel(self)
        self.department.setProperty("kind", "soft")
        for label in (self.name, self.department):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.patience = PatienceGauge(self)
        self.queue = QueueView(self)
        self.customer = CustomerScreen(self)
        self.hold_show = HoldShow(self)
        self.survey = SurveyPanel(self)
        self.dead_line = DeadLine(self)
        self._phase: Phase | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        who = QFrame(self)
        who.setProperty("panel", True)
        for picture in (self.portrait, self.patience):
            picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        who.setMinimumHeight(self.portrait.minimumSizeHint().height() + 60)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.portrait, 6)
        row.addWidget(self.patience, 5)
        column = QVBoxLayout(who)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(3)
        column.addWidget(self.name)
        column.addWidget(self.department)
        column.addLayout(row, 1)
        self._holding = QWidget(self)
        column = QVBoxLayout(self._holding)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.queue, 2)
        column.addWidget(self.hold_show, 5)
        self._pages = QStackedLayout()
        for page in (self.customer, self._holding, self.survey, self.dead_line):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(who, 4)
        whole.addLayout(self._pages, 7)

    def show_view(self, view: CallView) -> None:
        """Show the state after journal lines."""
        self.customer.set_view(view)
        self.survey.set_questions(view.survey)
        self.survey.set_gift(view.gift)
        self.queue.set_place(view.place)
        person = self._present(view)
        self.portrait.set_person(person)
        self.portrait.set_room(view.room)
        self.name.setText(person.name if person else self._nobody(view.phase))
        self.department.setText(person.department if person else "")
        self.department.setVisible(bool(self.department.text()))
        if view.phase is not self._phase:
            self._turn_to(view)

    def _present(self, view: CallView) -> Person | None:
        """Whoever can be heard; on hold that is somebody only while they speak."""
        if view.speaking:
            return view.speaking.by
        return view.agent if view.connected and view.phase is not Phase.HOLD else None

    def _nobody(self, phase: Phase) -> str:
        if phase in {Phase.RINGING, Phase.CALLED}:
            return self.tr("It rings")
        return self.tr("Hold music") if phase is Phase.HOLD else self.tr("Nobody")

    def _turn_to(self, view: CallView) -> None:
        before, self._phase = self._phase, view.phase
        if before is Phase.HOLD:
            self.hold_show.stop()
        if before is Phase.DEAD:
            self.dead_line.stop()
        if view.phase is Phase.HOLD:
            self.hold_show.start(view.music)
        if view.phase is Phase.DEAD:
            self.dead_line.start()
        pages: dict[Phase, QWidget] = {Phase.HOLD: self._holding, Phase.DEAD: self.dead_line}
        page = pages.get(view.phase, self.survey if view.phase in _SURVEY and view.survey else self.customer)
        self._pages.setCurrentWidget(page)

    def tick(self, view: CallView, source: Source) -> None:
        """Move what moves between the lines."""
        speaking = view.speaking is not None
        self.portrait.set_mouth(mouth(source.company_level) if speaking else 0.0)
        self.portrait.set_mood("speaking" if speaking else "listening" if source.partial else "waiting")
        self.patience.set_patience(view.patience)
        if view.phase is Phase.HOLD:
            self.queue.set_waited(view.holding)
