"""Sound and settings: devices with a live meter and a test, headset or loudspeaker, languages, sizes, places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from voiceapp.window.jobs import Job
from voiceapp.window.lobby import LANGUAGE_NAMES
from voiceapp.window.settings import TEXT_SIZES, Settings
from voiceapp.window.sound_check import SoundCheck, device_names
from voiceapp.window.widgets import LevelMeter


class SettingsDialog(QDialog):
    """Writes what is chosen into the settings when it is accepted; ``check`` opens the devices for meter and test."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        names: Callable[[], tuple[list[str], list[str]]] = device_names,
        check: Callable[[], SoundCheck] = SoundCheck,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sound and settings"))
        self.setMinimumWidth(560)
        self._settings = settings
        self._names = names
        self._check = check()
        self._jobs: list[Job] = []
        self._make_sound()
        self._make_rest()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._list_devices()

    def _make_sound(self) -> None:
        self.microphone = self._devices(self.tr("Microphone"))
        self.loudspeaker = self._devices(self.tr("Loudspeaker"))
        self.level = LevelMeter(self)
        self.again = QPushButton(self.tr("Look again"), self)
        self.again.setToolTip(self.tr("Look for devices that were plugged in since."))
        self.again.clicked.connect(self._list_devices)
        self.test = QPushButton(self.tr("Test"), self)
        self.test.setToolTip(self.tr("Records three seconds, and plays them back."))
        self.test.clicked.connect(self._test)
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.state.setProperty("kind", "small")
        self.headset = QRadioButton(self.tr("Headset"), self)
        self.open_air = QRadioButton(self.tr("Loudspeaker in the room"), self)
        self.open_air.setToolTip(self.tr("What the microphone hears of the loudspeaker is taken out."))
        group = QButtonGroup(self)
        group.addButton(self.headset)
        group.addButton(self.open_air)
        (self.headset if self._settings.headset else self.open_air).setChecked(True)
        self.microphone.currentIndexChanged.connect(self._listen)

    def _devices(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(28)
        return box

    def _make_rest(self) -> None:
        self.speaks = self._box(self.tr("The company speaks"), list(LANGUAGE_NAMES.items()), self._settings.speaks)
        self.captions = self._box(self.tr("Captions"), list(LANGUAGE_NAMES.items()), self._settings.captions)
        languages = [("system", self.tr("As the system")), *LANGUAGE_NAMES.items()]
        self.language = self._box(self.tr("Window"), languages, self._settings.language)
        self.language.setToolTip(self.tr("Takes effect when voiceapp is started again."))
        sizes = [(size, f"{size} %") for size in TEXT_SIZES]
        self.text_size = self._box(self.tr("Text size"), sizes, self._settings.text_size)
        looks = [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        self.appearance = self._box(self.tr("Appearance"), looks, self._settings.appearance)
        self.folder = QLineEdit(str(self._settings.calls_folder), self)
        self.folder.setAccessibleName(self.tr("Folder in which calls are kept"))
        self.browse = QPushButton(self.tr("Choose …"), self)
        self.browse.clicked.connect(self._choose_folder)

    def _box(self, name: str, choices: list[tuple[Any, str]], chosen: Any) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _lay_out(self) -> None:
        sound = _form()
        sound.addRow(self.tr("&Microphone"), self.microphone)
        sound.addRow(self.tr("Level"), self.level)
        sound.addRow(self.tr("&Loudspeaker"), self.loudspeaker)
        sound.addRow("", _row(self.headset, self.open_air))
        sound.addRow("", _row(self.test, self.again))
        form = _form()
        form.addRow(self.tr("The company s&peaks"), self.speaks)
        form.addRow(self.tr("&Captions"), self.captions)
        form.addRow(self.tr("&Window"), self.language)
        form.addRow(self.tr("Te&xt size"), self.text_size)
        form.addRow(self.tr("&Appearance"), self.appearance)
        kept = QLabel(self.tr("Calls are kept &in"), self)
        kept.setBuddy(self.folder)
        form.addRow(kept, _row(self.folder, self.browse))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 14)
        whole.setSpacing(10)
        whole.addLayout(sound)
        whole.addWidget(self.state)
        whole.addLayout(form)
        whole.addStretch(1)
        whole.addWidget(buttons)

    def _list_devices(self) -> None:
        self._check.close()
        self.state.setText(self.tr("Looking for devices."))
        job = Job(lambda job: self._names(), self)
        job.done.connect(self._listed)
        job.failed.connect(self._no_devices)
        self._jobs.append(job.start())

    def _listed(self, found: tuple[list[str], list[str]]) -> None:
        self.state.setText("")
        for box, names, chosen in (
            (self.microphone, found[0], self._settings.microphone),
            (self.loudspeaker, found[1], self._settings.loudspeaker),
        ):
            box.blockSignals(True)
            box.clear()
            box.addItem(self.tr("The system's"), "")
            for name in names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.setEnabled(bool(names))
            box.blockSignals(False)
        self.test.setEnabled(bool(found[0] and found[1]))
        if not found[0]:
            self.state.setText(self.tr("There is no microphone here. You can type instead."))
        self._listen()

    def _no_devices(self, fault: str) -> None:
        self._listed(([], []))
        self.state.setText(fault)

    def _listen(self) -> None:
        if self.microphone.isEnabled():
            self._check.listen(self.microphone.currentData() or "")

    def _test(self) -> None:
        self.test.setEnabled(False)
        self._check.test(self.microphone.currentData() or "", self.loudspeaker.currentData() or "")

    def _tick(self) -> None:
        self.level.set_level(self._check.level)
        says = {
            "": "",
            "recording": self.tr("Say something. Three seconds are recorded."),
            "playing": self.tr("This is what was heard."),
            "done": self.tr("If you heard yourself, all is well. If not, choose another device."),
            "silent": self.tr("Nothing was heard. Is the microphone muted, or is it another one?"),
        }
        if self._check.state:
            self.state.setText(self._check.fault or says.get(self._check.state, ""))
            self.test.setEnabled(self._check.state not in {"recording", "playing"})

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where calls are kept"), self.folder.text())
        if name:
            self.folder.setText(name)

    def accept(self) -> None:
        """Qt's: keep what was chosen."""
        settings = self._settings
        settings.microphone = self.microphone.currentData() or settings.microphone * (self.microphone.count() == 0)
        settings.loudspeaker = self.loudspeaker.currentData() or settings.loudspeaker * (self.loudspeaker.count() == 0)
        settings.headset = self.headset.isChecked()
        settings.speaks = self.speaks.currentData()
        settings.captions = self.captions.currentData()
        settings.language = self.language.currentData()
        settings.text_size = self.text_size.currentData()
        settings.appearance = self.appearance.currentData()
        if self.folder.text().strip():
            settings.calls_folder = Path(self.folder.text().strip()).expanduser()
        super().accept()

    def done(self, result: int) -> None:
        """Qt's: give the devices back."""
        self._timer.stop()
        self._check.close()
        for job in self._jobs:
            job.cancel()
            job.wait(2.0)
        super().done(result)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setVerticalSpacing(10)
    return form


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
    if not any(isinstance(widget, QLineEdit) for widget in widgets):
        row.addStretch(1)
    return row
