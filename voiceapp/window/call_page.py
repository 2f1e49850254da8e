"""The page of a call: the conversation, the line one types on, and the company's side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from voiceapp.call_view import CallView
from voiceapp.window.company_side import CompanySide
from voiceapp.window.controls import Controls
from voiceapp.window.conversation import INDENT, Conversation
from voiceapp.window.source import Source
from voiceapp.window.widgets import JourneyView

WIDEST = 16_777_215
"""Qt's word for no limit, in pixels."""


class CallPage(QWidget):
    """Emits ``said`` with what was typed."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conversation = Conversation(self)
        self.company = CompanySide(self)
        self.journey = JourneyView(self)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Say something by typing it"))
        self.line.setAccessibleName(self.tr("Say something by typing it"))
        self.line.setMaxLength(500)
        self.line.returnPressed.connect(self._say)
        self.say = QPushButton(self.tr("Say"), self)
        self.say.setProperty("kind", "brand")
        self.say.clicked.connect(self._say)
        self._lay_out()

    def _lay_out(self) -> None:
        heads = QHBoxLayout()
        heads.setContentsMargins(0, 0, 0, 0)
        heads.setSpacing(0)
        said, taken_down = QLabel(self.tr("Said"), self), QLabel(self.tr("Noted"), self)
        for head in (said, taken_down):
            head.setProperty("kind", "overline")
        said.setIndent(INDENT)
        heads.addWidget(said)
        heads.addWidget(taken_down, 1)
        self._said, self._noted = said, taken_down
        self.conversation.notes_begin.connect(self._head)
        typing = QHBoxLayout()
        typing.addWidget(self.line, 1)
        typing.addWidget(self.say)
        left = QWidget(self)
        left.setMinimumWidth(250)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(heads)
        column.addWidget(self.conversation, 1)
        column.addLayout(typing)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.company)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 11)
        self.splitter.setStretchFactor(1, 10)
        self.splitter.setHandleWidth(12)
        self.splitter.setSizes([520, 480])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(self.journey)

    def _head(self, notes: int) -> None:
        """Put the second head over the notes, where they stand beside the words."""
        self._noted.setVisible(notes > 0)
        self._said.setMinimumWidth(notes)
        self._said.setMaximumWidth(notes or WIDEST)

    def set_controls(self, controls: Controls, *, live: bool) -> None:
        """Show whether one can speak."""
        self.line.setVisible(live)
        self.say.setVisible(live)
        self.line.setEnabled(controls.speak)
        self.say.setEnabled(controls.speak)

    def show_view(self, view: CallView) -> None:
        """Show the state after journal lines."""
        self.company.show_view(view)
        self.journey.set_journey(view.journey)

    def tick(self, view: CallView, source: Source) -> None:
        """Move what moves between the lines."""
        self.conversation.show_captions(view.captions, source.partial)
        self.company.tick(view, source)

    def _say(self) -> None:
        words = " ".join(self.line.text().split())
        if words:
            self.line.clear()
            self.said.emit(words)
