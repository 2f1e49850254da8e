"""Windows for tests: offscreen, with settings of their own, and a company that is really there."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from voiceapp.audio.frames import SILENCE, Samples
from voiceapp.call_folder import CallFolder
from voiceapp.call_view import Phase
from voiceapp.handset import Handset
from voiceapp.live import ClockCard, hold_live
from voiceapp.window.main_window import MainWindow
from voiceapp.window.settings import Settings
from voiceapp.window.switchboard import Switchboard

ALL_PHASES = Path(__file__).parents[1] / "data" / "scenarios" / "all_phases"
PATIENCE = 60_000
"""Milliseconds until a test that waits for a call gives up; nothing takes nearly as long."""


@pytest.fixture(scope="session")
def switchboard() -> Iterator[Switchboard]:
    """One for the whole run: the company is loaded once."""
    board = Switchboard()
    board.company(str(ALL_PHASES), typed=True)
    yield board
    board.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Those of somebody who types."""
    settings = Settings(tmp_path / "settings" / "window.ini")
    settings.scenario = str(ALL_PHASES)
    settings.calls_folder = tmp_path / "calls"
    settings.typing = True
    return settings


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory, switchboard: Switchboard, all_phases: Path) -> Path:
    """The folder of a call that was held, with its recording."""
    folder = CallFolder.create(tmp_path_factory.mktemp("past") / "call")
    company = switchboard.company(str(all_phases), typed=True).result()
    handset = Handset()
    handset.type("there is a container at my door")
    with company.line(folder, seed=3, max_seconds=20.0) as line:
        hold_live(line, handset, ClockCard(math.inf))
    return folder.path


class InStep(ClockCard):
    """A card without sound that keeps step with a window: a look of the window for every fifth of a second of the call.

    Nothing that is seen for a moment is missed, however slow the machine.
    """

    FRAMES = 10

    def __init__(self) -> None:
        super().__init__(math.inf)
        self._looked = threading.Event()
        self._frames = 0

    def looked(self) -> None:
        self._looked.set()

    def exchange(self, company: Samples) -> Samples:
        self._frames += 1
        if self._frames % self.FRAMES == 0:
            self._looked.wait(1.0)  # a window that is gone looks no more
            self._looked.clear()
        return SILENCE


@pytest.fixture
def open_window(qtbot, settings: Settings, switchboard: Switchboard) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window. The call keeps step with it, or goes at ``speed`` times the speed of life."""
    opened: list[MainWindow] = []

    def open_it(*, speed: float | None = None, **more) -> MainWindow:
        in_step = InStep()
        more.setdefault("card", lambda: in_step if speed is None else ClockCard(speed))
        window = MainWindow(settings, switchboard=switchboard, **more)
        if speed is None:
            window.ticker.setInterval(1)
            window.ticker.timeout.connect(in_step.looked)
        opened.append(window)
        window.resize(1200, 780)
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        qtbot.waitUntil(lambda: window.lobby.title.text() != "", timeout=PATIENCE)
        return window

    yield open_it
    for window in opened:
        window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible(), timeout=PATIENCE)
        window.stop(10.0)
        window.deleteLater()


@pytest.fixture(scope="session")
def all_phases() -> Path:
    """A scenario that goes through everything the window shows."""
    return ALL_PHASES


class Caller:
    """Holds a call in a window as somebody at it would: looks at it again and again, and does what is asked."""

    WORDS = ("there is a container at my door", "my name is matthew", "i want your manager", "very unhappy", "a cup")

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.phases: list[Phase] = []
        self.said = 0
        self.at = -9.0

    def look(self, until: Callable[[], bool]) -> bool:
        view, line = self.window.view, self.window.call_page.line
        if not self.phases or self.phases[-1] is not view.phase:
            self.phases.append(view.phase)
        if until():
            return True
        if view.phase in {Phase.DEAD, Phase.CALLED} and self.window.telephone.green.isEnabled():
            self.window.telephone.green.click()
        elif view.phase in {Phase.AGENT, Phase.SURVEY, Phase.GESTURE} and not view.speaking and view.t > self.at + 4:
            self.at = view.t
            line.setText("yes please" if view.phase is Phase.GESTURE and self.said > 5 else self.WORDS[self.said % 5])
            self.said += 1
            self.window.call_page.say.click()
        return False

    def hold(self, until: Callable[[], bool]) -> None:
        """Go on until it is so."""
        try:
            self.qtbot.waitUntil(lambda: self.look(until), timeout=PATIENCE)
        except self.qtbot.TimeoutError:
            view, call = self.window.view, self.window._call
            pytest.fail(f"{self.phases}, {view.t} s, waits for {call.waits_for if call else 'nothing'}, {view.ended}")


@pytest.fixture
def caller(qtbot) -> Callable[[MainWindow], Caller]:
    return lambda window: Caller(window, qtbot)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))  # offscreen
