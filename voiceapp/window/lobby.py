"""The page before a call: whom to phone, with which seed, how; and the calls there have been."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from voiceapp.call_view import Person
from voiceapp.window.cast import Cast
from voiceapp.window.model_panel import ModelPanel

LANGUAGE_NAMES = {"en": "English", "fr": "Français", "nl": "Nederlands"}
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A scenario as it is offered. ``cast`` are those who answer, ``minutes`` the longest it can take."""

    name: str
    title: str
    about: str = ""
    number: str = ""
    cast: tuple[Person, ...] = ()
    minutes: int = 0
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class PastCall:
    """A call that can be played again."""

    folder: Path
    title: str
    when: str


class Lobby(QScrollArea):
    """Emits what is chosen; decides nothing."""

    scenario_chosen = Signal(str)
    seed_chosen = Signal(int)
    captions_chosen = Signal(str)
    typing_chosen = Signal(bool)
    settings_wanted = Signal()
    replay_wanted = Signal(object)
    folder_wanted = Signal()

    def __init__(self, model_panel: ModelPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model_panel = model_panel
        self._offers: dict[str, Offer] = {}
        self._make_choice()
        self._make_options()
        self._make_recent()
        self._lay_out()

    def _make_choice(self) -> None:
        self.scenarios = QListWidget(self)
        self.scenarios.setAccessibleName(self.tr("Scenarios"))
        self.scenarios.setSpacing(1)
        self.scenarios.setMinimumWidth(170)
        self.scenarios.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scenarios.currentItemChanged.connect(self._turned_to)
        self.title = _label(self, "heading")
        self.about = _label(self)
        self.number = _label(self, "soft")
        self.cast = Cast(self)
        self.length = _label(self, "soft")

    def _make_options(self) -> None:
        self.seed = QSpinBox(self)
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setGroupSeparatorShown(False)
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setToolTip(self.tr("The same seed and the same words give the same call."))
        self.seed.valueChanged.connect(self.seed_chosen)
        self.another = QPushButton(self.tr("Another"), self)
        self.another.setAccessibleName(self.tr("Another seed"))
        self.another.clicked.connect(lambda: self.seed.setValue(SystemRandom().randint(1, 99_999_999)))
        self.captions = QComboBox(self)
        self.captions.setAccessibleName(self.tr("Language of the captions"))
        for code, name in LANGUAGE_NAMES.items():
            self.captions.addItem(name, code)
        self.captions.currentIndexChanged.connect(lambda: self.captions_chosen.emit(self.captions.currentData()))
        self.typing = QCheckBox(self.tr("Type instead of speaking"), self)
        self.typing.setToolTip(self.tr("No microphone is opened; the company is heard if there is a loudspeaker."))
        self.typing.toggled.connect(self.typing_chosen)
        self.sound = _label(self, "small")
        self.settings = QPushButton(self.tr("Sound and settings …"), self)
        self.settings.clicked.connect(self.settings_wanted)

    def _make_recent(self) -> None:
        self.recent = QListWidget(self)
        self.recent.setAccessibleName(self.tr("Past calls"))
        self.recent.itemActivated.connect(self._activated)
        self.play_again = QPushButton(self.tr("Play again"), self)
        self.play_again.setEnabled(False)
        self.play_again.clicked.connect(lambda: self._activated(self.recent.currentItem()))
        self.recent.currentItemChanged.connect(lambda now: self.play_again.setEnabled(now is not None))
        self.other_folder = QPushButton(self.tr("Another call …"), self)
        self.other_folder.clicked.connect(self.folder_wanted)
        self.no_recent = _label(self, "small", self.tr("No calls yet. They will be kept here."))

    def _lay_out(self) -> None:
        inside = QWidget(self)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(4, 0, 8, 4)
        whole.setSpacing(14)
        whole.addWidget(_label(inside, "title", self.tr("Whom would you like not to reach?")))
        whole.addWidget(self._model_panel)

        preview = QFrame(inside)
        preview.setProperty("panel", True)
        column = QVBoxLayout(preview)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.title, self.number, self.about, self.length):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.cast, 20)
        choice = QHBoxLayout()
        choice.setSpacing(12)
        choice.addWidget(self.scenarios, 1)
        choice.addWidget(preview, 2)
        whole.addLayout(choice, 3)

        options = QFrame(inside)
        options.setProperty("panel", True)
        self._grid = QGridLayout(options)
        self._grid.setContentsMargins(16, 14, 16, 14)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._seed_name = QLabel(self.tr("&Seed"), options)
        self._seed_name.setBuddy(self.seed)
        self._captions_name = QLabel(self.tr("Ca&ptions"), options)
        self._captions_name.setBuddy(self.captions)
        self._seed = QWidget(options)
        seed = QHBoxLayout(self._seed)
        seed.setContentsMargins(0, 0, 0, 0)
        seed.addWidget(self.seed, 1)
        seed.addWidget(self.another)
        self._arrange_options(wide=True)
        whole.addWidget(options)

        past = QHBoxLayout()
        past.addWidget(_label(inside, "heading", self.tr("Past calls")), 1)
        past.addWidget(self.play_again)
        past.addWidget(self.other_folder)
        whole.addLayout(past)
        whole.addWidget(self.no_recent)
        whole.addWidget(self.recent, 2)
        self.setWidget(inside)

    def _arrange_options(self, *, wide: bool) -> None:
        """Two things in a row, or one where the words are too large for that."""
        column = 2 if wide else 0
        self._grid.addWidget(self._seed_name, 0, 0)
        self._grid.addWidget(self._seed, 0, 1)
        self._grid.addWidget(self._captions_name, 0 if wide else 1, column)
        self._grid.addWidget(self.captions, 0 if wide else 1, column + 1)
        self._grid.addWidget(self.typing, 2, 0, 1, 2)
        self._grid.addWidget(self.settings, 2 if wide else 3, column, 1, 2)
        self._grid.addWidget(self.sound, 4, 0, 1, 4 if wide else 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, int(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's."""
        super().resizeEvent(event)
        left = max(self._seed_name.sizeHint().width() + self._seed.sizeHint().width(), self.typing.sizeHint().width())
        right = max(
            self._captions_name.sizeHint().width() + self.captions.sizeHint().width(), self.settings.sizeHint().width()
        )
        self._arrange_options(wide=left + right + 100 < event.size().width())

    def set_offers(self, offers: list[Offer], chosen: str) -> None:
        """Offer these scenarios."""
        self._offers = {offer.name: offer for offer in offers}
        self.scenarios.blockSignals(True)
        self.scenarios.clear()
        for offer in offers:
            item = QListWidgetItem(offer.title, self.scenarios)
            item.setData(Qt.ItemDataRole.UserRole, offer.name)
            if offer.name == chosen:
                self.scenarios.setCurrentItem(item)
        self.scenarios.blockSignals(False)
        height = self.scenarios.sizeHintForRow(0) if offers else 24
        self.scenarios.setMinimumHeight(min(6, max(4, len(offers))) * (height + 4) + 12)
        self._show_offer(self._offers.get(chosen))

    def _turned_to(self, now: QListWidgetItem | None) -> None:
        if now:
            name = now.data(Qt.ItemDataRole.UserRole)
            self._show_offer(self._offers.get(name))
            self.scenario_chosen.emit(name)

    def _show_offer(self, offer: Offer | None) -> None:
        self.title.setText(offer.title if offer else "")
        self.number.setText(offer.number if offer else "")
        self.about.setText((offer.fault or offer.about) if offer else "")
        self.cast.show_people(offer.cast if offer else ())
        minutes = offer.minutes if offer else 0
        self.length.setText(self.tr("Up to {n} minutes, transfers included.").format(n=minutes) if minutes else "")
        for label in (self.number, self.length):
            label.setVisible(bool(label.text()))

    def set_options(self, *, seed: int, captions: str, typing: bool) -> None:
        """Show what is set, without telling of it."""
        for widget in (self.seed, self.captions, self.typing):
            widget.blockSignals(True)
        self.seed.setValue(seed)
        self.captions.setCurrentIndex(self.captions.findData(captions))
        self.typing.setChecked(typing)
        for widget in (self.seed, self.captions, self.typing):
            widget.blockSignals(False)

    def set_sound(self, text: str) -> None:
        """Say what one would speak and hear with."""
        self.sound.setText(text)

    def set_recent(self, calls: list[PastCall]) -> None:
        """List the latest calls."""
        self.recent.clear()
        for call in calls:
            item = QListWidgetItem(f"{call.title} · {call.when}", self.recent)
            item.setData(Qt.ItemDataRole.UserRole, str(call.folder))
            item.setToolTip(str(call.folder))
        self.recent.setVisible(bool(calls))
        self.play_again.setVisible(bool(calls))
        self.no_recent.setVisible(not calls)
        row = self.recent.sizeHintForRow(0) if calls else 24
        self.recent.setMinimumHeight(min(4, max(2, len(calls))) * (row + 4) + 8)

    def _activated(self, item: QListWidgetItem | None) -> None:
        if item:
            self.replay_wanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))


def _label(parent: QWidget, kind: str = "", text: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    if "&" not in text:
        label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        label.setProperty("kind", kind)
    return label
