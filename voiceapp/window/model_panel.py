"""Offers to get the speech model when it is not here: with progress, a pause, or from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from voiceapp.window.jobs import Job


def fetch(job: Job) -> Any:
    """Get the model over the network."""
    from voiceapp.recognition import model_store

    return model_store.fetch(job.report, job.cancelled)


def install(file: Path) -> Callable[[Job], Any]:
    """Install the model from a file."""

    def work(job: Job) -> Any:
        from voiceapp.recognition import model_store

        return model_store.install_from(file, job.cancelled)

    return work


class ModelPanel(QFrame):
    """Emits ``installed`` when the model is there. Hidden until ``offer``."""

    installed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        fetch: Callable[[Job], Any] = fetch,
        install: Callable[[Path], Callable[[Job], Any]] = install,
    ) -> None:
        super().__init__(parent)
        self.setProperty("banner", True)
        self._fetch, self._install = fetch, install
        self._job: Job | None = None
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.get = QPushButton(self.tr("Get it (41 MB)"), self)
        self.get.setProperty("kind", "brand")
        self.get.clicked.connect(lambda: self.start(self._fetch))
        self.from_file = QPushButton(self.tr("From a file …"), self)
        self.from_file.clicked.connect(self._ask_for_file)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("How much of the model is here"))
        self.pause = QPushButton(self.tr("Pause"), self)
        self.pause.clicked.connect(self._pause)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.addWidget(self.get)
        row.addWidget(self.from_file)
        row.addWidget(self.progress, 1)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.text)
        column.addLayout(row)
        self._idle()
        self.hide()

    def offer(self) -> None:
        """Say that the model is not here."""
        self._idle()
        self.show()

    def _idle(self, fault: str = "") -> None:
        self.text.setText(
            fault
            or self.tr(
                "The speech model is not on this machine yet, so nobody can hear you. Until it is here you can type: "
                "the company does not listen either way."
            )
        )
        self._show(under_way=False)

    def _show(self, *, under_way: bool) -> None:
        self.get.setHidden(under_way)
        self.from_file.setHidden(under_way)
        self.progress.setVisible(under_way)
        self.pause.setVisible(under_way)
        self.cancel.setVisible(under_way)

    def start(self, work: Callable[[Job], Any]) -> None:
        """Begin to get it."""
        self.text.setText(self.tr("The speech model is on its way. You can type meanwhile."))
        self.progress.setRange(0, 0)
        self.pause.setText(self.tr("Pause"))
        self._show(under_way=True)
        self._job = Job(work, self)
        self._job.progress.connect(self._progressed)
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self._idle)
        self._job.start()

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("A speech model as zip or AAR"), "", self.tr("Speech models (*.zip *.aar);;All files (*)")
        )
        if name:
            self.start(self._install(Path(name)))
            self.pause.hide()

    def _progressed(self, done: float, whole: float) -> None:
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * done / whole) if whole else 0)
        text = self.tr("{done} of {whole} MB")
        self.progress.setFormat(text.format(done=f"{done / 1e6:.0f}", whole=f"{whole / 1e6:.0f}"))

    def _pause(self) -> None:
        if self._job is None:
            return
        if self._job.paused:
            self._job.go_on()
            self.pause.setText(self.tr("Pause"))
        else:
            self._job.pause()
            self.pause.setText(self.tr("Go on"))

    def _cancel(self) -> None:
        self.stop()
        self._idle()

    def _arrived(self) -> None:
        self._job = None
        self.hide()
        self.installed.emit()

    def stop(self) -> None:
        """Give up what is under way, and wait for it."""
        if self._job:
            self._job.cancel()
            self._job.wait(5.0)
            self._job = None
