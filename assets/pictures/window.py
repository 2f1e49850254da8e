"""Makes the pictures of the window, and with --all one of every state for looking at.

    make setup && .venv/bin/python assets/pictures/window.py

The call is the one of ``voiceapp demo``, held for real; the window looks at it at chosen times. Offscreen: no display
is needed, and the pictures are the same on every machine of the same versions. README's are ``window-*.png`` beside
this file; ``--all FOLDER`` puts every state there, light and dark, at ``--size`` and in ``--language``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication, QWidget

from voiceapp.call_view import CallView, Phase
from voiceapp.window import app as window_app
from voiceapp.window import look
from voiceapp.window.keepsakes import Keepsakes
from voiceapp.window.main_window import MainWindow
from voiceapp.window.replay import Replay, read_journal, view_of
from voiceapp.window.settings import Settings
from voiceapp.window.settings_dialog import SettingsDialog
from voiceapp.window.switchboard import Switchboard
from voiceapp.window.widgets.painted import Moving

HERE = Path(__file__).parent
README = {"agent": "light", "hold": "dark", "after": "light"}
"""The states shown in the README, and in which light."""


AFTER_CHANGES = 3
"""Misunderstandings of the second round after which the picture with an agent is taken."""


class Still:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.t = 1000.0

    def __call__(self) -> float:
        return self.t


class AsIfLive(Replay):
    """A past call at which the window looks as at a live one."""

    live = True
    over = False


def times(lines: Sequence[Mapping[str, Any]], view: CallView) -> Iterator[tuple[str, float]]:
    """A name and a time for each state of the call that is worth a picture."""
    wanted = {
        Phase.RINGING: 1.5,
        Phase.MENU: 4.0,
        Phase.HOLD: 9.0,
        Phase.DEAD: 2.0,
        Phase.SURVEY: 36.0,
        Phase.CALLED: 1.0,
        Phase.GESTURE: 20.0,
    }
    phase, seen, changes = view.phase, set(), 0
    for line in lines:
        view.apply(line)
        if view.phase is not phase and view.phase in wanted and view.phase not in seen:
            seen.add(view.phase)
            yield view.phase.value, line["t"] + wanted[view.phase]
        phase = view.phase
        if line["kind"] == "case.changed" and view.phase is Phase.AGENT and view.times_rung == 2:
            changes += 1
            if changes == AFTER_CHANGES:
                yield "agent", line["t"] + 2.2
    yield "late", view.t - 60.0


def grabbed(widget: QWidget, target: Path) -> None:
    for _ in range(5):
        QApplication.processEvents()
    widget.grab().save(str(target))
    print(target)


def photograph(
    folder: Path,
    target: Path,
    *,
    appearance: str,
    size: tuple[int, int],
    only: set[str] | None,
    language: str = "en",
    text_size: int = 100,
) -> None:
    """Every state of the call in ``folder``, or only some, as ``target/NAME-APPEARANCE.png``."""
    clock = Still()
    Moving.now = staticmethod(clock)
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(Path(temporary) / "window.ini")
        settings.appearance, settings.text_size, settings.captions = appearance, text_size, language
        settings.remember(folder)
        switchboard = Switchboard()
        window = MainWindow(settings, switchboard=switchboard)
        window.resize(*size)
        window.show()

        def shoot(name: str, widget: QWidget = window) -> None:
            if only is None or name in only:
                grabbed(widget, target / f"{name}-{appearance}.png")

        while not window.lobby.length.text() or window.lobby.sound.text() == "":
            QApplication.processEvents()
        shoot("lobby")
        if only is None:
            window.model_panel.offer()
            shoot("no-model")
            window.model_panel.hide()
            dialog = SettingsDialog(settings, window, names=lambda: (["Headset Microphone"], ["Headset"]))
            look.dress(dialog, window.style_now)
            dialog.show()
            shoot("settings", dialog)
            dialog.reject()
        lines = read_journal(folder)
        empty = view_of("container")
        for name, t in times(lines, empty.fresh()):
            if only is not None and name not in only:
                continue
            past = AsIfLive(folder, paused=True)
            window.look_at(past, empty.fresh())
            past.go_to(t - 1.5)
            window.tick()
            clock.t += 1.5
            past.go_to(t)
            past._given = sum(line["t"] <= t - 1.5 for line in lines)  # what has been shown is not shown again
            window.tick()
            shoot(name)
        past = AsIfLive(folder, paused=True)
        window.look_at(past, empty.fresh())
        past.go_to(past.duration)
        window.tick()
        page = window.after_page
        keepsakes: Keepsakes = window.keepsakes
        keepsakes.show(folder, window.view)
        window.pages.setCurrentWidget(page)
        shoot("after")
        window.show_lobby()
        window.close()
        switchboard.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every state, light and dark, into this folder")
    parser.add_argument("--call", type=Path, metavar="DIR", help="the folder of a demo call that was held before")
    parser.add_argument("--size", default="1200x780", metavar="WxH", help="of the window (%(default)s)")
    parser.add_argument("--language", default="en", choices=["en", "fr", "nl"], help="of the window")
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT", help="size of the text (%(default)s)")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    app = QApplication(sys.argv[:1])
    window_app.translate(app, options.language)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.call
        if folder is None:
            folder = Path(temporary) / "call"
            subprocess.run([sys.executable, "-m", "voiceapp", "demo", "-q", "-o", str(folder)], check=True)
        for appearance in ("light", "dark"):
            if options.all:
                options.all.mkdir(parents=True, exist_ok=True)
                photograph(
                    folder,
                    options.all,
                    appearance=appearance,
                    size=(width, height),
                    only=None,
                    language=options.language,
                    text_size=options.text,
                )
                continue
            only = {name for name, light in README.items() if light == appearance}
            photograph(folder, Path(temporary), appearance=appearance, size=(width, height), only=only)
            for name in only:
                made = Path(temporary) / f"{name}-{appearance}.png"
                (HERE / f"window-{name}.png").write_bytes(made.read_bytes())


if __name__ == "__main__":
    main()
