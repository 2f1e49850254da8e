"""The page after a call: what the company has on file now, and what one can take home."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from voiceapp.aftercall.transcript import clock
from voiceapp.call_view import CallView
from voiceapp.window.widgets import CustomerScreen, JourneyView, SurveyPanel


class AfterPage(QScrollArea):
    """Emits what is wanted."""

    report_wanted = Signal()
    play_wanted = Signal(bool)
    video_wanted = Signal()
    video_cancelled = Signal()
    letter_wanted = Signal()
    folder_wanted = Signal()
    again_wanted = Signal()
    replay_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self.tr("Thank you for calling."), self)
        self.title.setProperty("kind", "title")
        self.title.setWordWrap(True)
        self.summary = QLabel(self)
        self.summary.setProperty("kind", "soft")
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.report = self._button(self.tr("Read the report"), self.report_wanted, brand=True)
        self.letter = self._button(self.tr("Read the letter"), self.letter_wanted)
        self.play = QPushButton(self.tr("Play the recording"), self)
        self.play.setCheckable(True)
        self.play.toggled.connect(self._play_toggled)
        self.video = self._button(self.tr("Save the video"), self.video_wanted)
        self.folder = self._button(self.tr("Open the folder"), self.folder_wanted)
        self.replay = self._button(self.tr("Watch it again"), self.replay_wanted)
        self.again = self._button(self.tr("Call again"), self.again_wanted)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("How much of the video is made"))
        self.cancel = self._button(self.tr("Cancel"), self.video_cancelled)
        self.state = QLabel(self)
        self.state.setProperty("kind", "small")
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.customer = CustomerScreen(self)
        self.survey = SurveyPanel(self)
        self.journey = JourneyView(self)
        self.transcript = QPlainTextEdit(self)
        self.transcript.setReadOnly(True)
        self.transcript.setAccessibleName(self.tr("Transcript"))
        self.transcript.setTabChangesFocus(True)
        self.tabs = QTabWidget(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.show_progress(None)

    def _button(self, text: str, signal: SignalInstance, *, brand: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        if brand:
            button.setProperty("kind", "brand")
        button.clicked.connect(lambda: signal.emit())
        return button

    def _lay_out(self) -> None:
        head = QFrame(self)
        head.setProperty("panel", True)
        top = QVBoxLayout(head)
        top.setContentsMargins(18, 14, 18, 14)
        top.setSpacing(8)
        heading = QHBoxLayout()
        heading.addWidget(self.title, 1)
        heading.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(heading)
        top.addWidget(self.summary)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        top.addLayout(self._grid)
        making = QHBoxLayout()
        making.addWidget(self.progress, 1)
        making.addWidget(self.cancel)
        top.addLayout(making)
        top.addWidget(self.state)
        self.tabs.addTab(self.customer, self.tr("What we have on file"))
        self.tabs.addTab(self.survey, self.tr("Your opinion"))
        self.tabs.addTab(self.transcript, self.tr("Transcript"))
        self.tabs.setDocumentMode(True)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.tabs.setMinimumHeight(240)
        inside = QWidget(self)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(head)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(self.journey)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's: as many buttons in a row as there is room for."""
        super().resizeEvent(event)
        buttons = (self.report, self.letter, self.play, self.replay, self.video, self.folder)
        widest = max(button.sizeHint().width() for button in buttons) + self._grid.spacing()
        columns = next((n for n in (3, 2) if n * widest <= event.size().width() - 40), 1)
        for place, button in enumerate(buttons):
            self._grid.addWidget(button, place // columns, place % columns)

    def show_call(self, view: CallView, transcript: str) -> None:
        """Show the call that is over."""
        parts = [
            self.tr("{time} minutes").format(time=clock(view.t)),
            self.tr("on hold: {time}").format(time=clock(view.hold_seconds)),
            self.tr("transfers: {n}").format(n=view.transfers),
            self.tr("dead lines: {n}").format(n=view.cuts),
            self.tr("questions in answer to yours: {n}").format(n=view.questions),
        ]
        self.summary.setText(" · ".join(parts))
        self.customer.set_view(view)
        self.survey.set_questions(view.survey)
        self.survey.set_gift(view.gift)
        self.tabs.setTabVisible(1, bool(view.survey or view.gift))
        self.journey.set_journey(view.journey)
        self.transcript.setPlainText(transcript)
        self.tabs.setCurrentIndex(0)
        self.say("")

    def say(self, text: str) -> None:
        """Say how things stand with what was asked for."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def saved(self, path: Path) -> None:
        """Say where something was put."""
        self.say(self.tr("Saved: {path}").format(path=path))

    def show_progress(self, part: float | None) -> None:
        """Show how much of the video is made, 0..1, or that none is being made."""
        making = part is not None
        self.progress.setVisible(making)
        self.cancel.setVisible(making)
        self.video.setEnabled(not making)
        if part is not None:
            self.progress.setValue(round(1000 * part))

    def set_playing(self, playing: bool) -> None:
        """Show whether the recording plays."""
        self.play.blockSignals(True)
        self.play.setChecked(playing)
        self.play.blockSignals(False)
        self.play.setText(self.tr("Stop the recording") if playing else self.tr("Play the recording"))

    def _play_toggled(self, playing: bool) -> None:
        self.set_playing(playing)
        self.play_wanted.emit(playing)
