"""Opens the window and stays until it is closed."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from voiceapp import __version__, assets
from voiceapp.pictures.logo import icon
from voiceapp.window.main_window import MainWindow
from voiceapp.window.settings import LANGUAGES, Settings
from voiceapp.window.switchboard import Switchboard

INTERRUPTED = 130

STOPPING = 10.0
"""Seconds at the end for what is still under way; nothing that was asked to stop needs as long."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command line asked for; ``None`` leaves it to the settings."""

    scenario: str | None = None
    seed: int | None = None
    start: str | None = None
    speaks: str | None = None
    output: Path | None = None
    model: str | None = None
    max_seconds: float
    replay: Path | None = None
    speed: float = 1.0


def language_of(settings: Settings) -> str:
    """The window's language: as set, or the system's when there is a translation, or English."""
    if settings.language != "system":
        return settings.language
    for name in QLocale.system().uiLanguages():
        if name[:2] in LANGUAGES:
            return name[:2]
    return "en"


def translate(app: QApplication, language: str) -> None:
    """Let Qt's words and ours be in a language. Before the window is made."""
    app.setProperty("language", language)
    QLocale.setDefault(QLocale(language) if language != "en" else QLocale())
    for file, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"voiceapp_{language}", str(assets.path("window", "i18n"))),
    ):
        translator = QTranslator(app)
        if language != "en" and translator.load(file, folder):
            app.installTranslator(translator)


def give_way() -> None:
    """Let Python's threads take turns every millisecond, not every five: the window never waits long for the call."""
    sys.setswitchinterval(0.001)


def open_window(wanted: Wanted) -> int:
    """Show the window and run until it is closed. Returns the exit code."""
    give_way()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("voiceapp")
    app.setApplicationDisplayName("Mobilimbo")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("voiceapp")
    app.setWindowIcon(icon())
    settings = Settings()
    translate(app, language_of(settings))
    if wanted.scenario is not None:
        settings.scenario = wanted.scenario
    if wanted.seed is not None:
        settings.seed = wanted.seed
    if wanted.speaks is not None:
        settings.speaks = wanted.speaks
    switchboard = Switchboard(wanted.model)
    window = MainWindow(
        settings,
        switchboard=switchboard,
        start=wanted.start,
        output=wanted.output,
        max_seconds=wanted.max_seconds,
    )
    interrupted: list[int] = []

    def interrupt(number: int, frame: object) -> None:
        interrupted.append(number)
        window.close()

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    waker = QTimer()  # Python hears of a signal only when it runs
    waker.start(200)
    waker.timeout.connect(lambda: None)
    try:
        window.show()
        if wanted.replay:
            window.replay(wanted.replay, speed=wanted.speed)
        app.exec()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        switchboard.close()
        window.stop(STOPPING)
    return INTERRUPTED if interrupted else 0
