"""Measures the window: how soon it is there, and whether anything ever holds it up while a call runs.

    .venv/bin/python tests/benchmarks/window.py [--seconds 60] [--headed]

*Start*: from the start of the process to the first picture on the screen, the model loading behind it; the best and
the median of a few starts. *Gaps*: a timer is due every 5 ms while a call is held in real time with the real engine and
typed words; a gap is how much later than that the event loop came round. Other work on the machine adds to all figures.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "there is a container in front of the door",
    "my name is matthew peters",
    "i want to speak to a human being",
    "my number is zero four seven one two three",
    "no that is not what i said",
    "can you please send somebody to move it",
)
BETWEEN = 4.0  # seconds between two sentences, so that much happens in a minute
DUE = 0.005

START = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from voiceapp.commands.options import MAX_MINUTES
from voiceapp.window import app, main_window
begun = float(sys.argv[1])
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            QTimer.singleShot(0, lambda: (print(time.time() - begun, time.process_time(), flush=True), watched.close()))
        return False
painted = Painted()
before = main_window.MainWindow.show
def show(window):
    window.installEventFilter(painted)
    before(window)
main_window.MainWindow.show = show
app.open_window(app.Wanted(max_seconds=60.0))
"""


def starts(times: int) -> list[tuple[float, float]]:
    """Seconds from process start to the first paint, by the clock and of the processor."""
    found = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
            command = [sys.executable, "-c", START, str(time.time())]
            out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
            clock, processor = map(float, out.stdout.split()[:2])
            found.append((clock, processor))
    return found


def gaps(seconds: float) -> tuple[list[tuple[float, float, float]], float]:
    """By how many seconds the event loop came round late, each time, with the processor time that this thread and the
    whole process had meanwhile; and processor seconds per second of call."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from voiceapp.live import ClockCard
    from voiceapp.window.app import give_way
    from voiceapp.window.main_window import MainWindow
    from voiceapp.window.settings import Settings
    from voiceapp.window.switchboard import Switchboard

    give_way()
    app = QApplication([])
    late: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "window.ini")
        settings.calls_folder = Path(folder) / "calls"
        settings.typing = True
        switchboard = Switchboard()
        switchboard.company("container").result()
        window = MainWindow(settings, switchboard=switchboard, card=ClockCard)
        window.show()
        end = time.monotonic() + 1.0
        while time.monotonic() < end:  # what the lobby looks for has been found
            app.processEvents()
        window.call()
        last, said, due = (time.perf_counter(), time.thread_time(), time.process_time()), 0, 3.0
        begun, used = time.monotonic(), time.process_time()

        def look() -> None:
            nonlocal last, said, due
            now = (time.perf_counter(), time.thread_time(), time.process_time())
            late.append((now[0] - last[0] - DUE, now[1] - last[1], now[2] - last[2]))
            last = now
            if window.view.t > due:
                due = window.view.t + BETWEEN
                window.say(WORDS[said % len(WORDS)])
                said += 1
            if time.monotonic() - begun > seconds:
                app.quit()

        timer = QTimer()
        timer.setTimerType(timer.timerType().PreciseTimer)
        timer.setInterval(round(DUE * 1000))
        timer.timeout.connect(look)
        timer.start()
        app.exec()
        used = (time.process_time() - used) / seconds
        timer.stop()
        window.close()
        while window.isVisible():
            app.processEvents()
        switchboard.close()
    return late, used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the call is watched (%(default)g)")
    parser.add_argument("--starts", type=int, default=5, help="how often it is started (%(default)s)")
    parser.add_argument("--headed", action="store_true", help="on the display that is there, not offscreen")
    options = parser.parse_args()
    if not options.headed:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = starts(options.starts)
    clocked = [clock for clock, _ in found]
    print(
        f"first picture   best {min(clocked):.2f} s, median {statistics.median(clocked):.2f} s of {len(found)};"
        f" processor {min(processor for _, processor in found):.2f} s"
    )
    late, used = gaps(options.seconds)
    late.sort()
    by = [gap for gap, _, _ in late]
    print(
        f"event loop      {len(late)} rounds in {options.seconds:g} s of a call; late by: median "
        f"{statistics.median(by) * 1000:.1f} ms, 99.9 % {by[int(len(by) * 0.999)] * 1000:.1f} ms, "
        f"worst {by[-1] * 1000:.1f} ms; over 50 ms: {sum(gap > 0.05 for gap in by)}"
    )
    print(
        f"                most that the window itself did in one round: {max(own for _, own, _ in late) * 1000:.1f} ms"
    )
    for gap, own, whole in reversed(late[-3:]):
        print(
            f"                {gap * 1000:.0f} ms late: the window worked {own * 1000:.0f} ms, all threads "
            f"{whole * 1000:.0f} ms; the rest went to other programs"
        )
    print(f"processor       {used:.2f} s for each second of the call, all threads")


if __name__ == "__main__":
    main()
