"""The telephone on a terminal: captions above, meters and keys below; plain lines where there is no terminal."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import sys
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from rich.console import Group
from rich.live import Live
from rich.text import Text

from voiceapp.aftercall.transcript import clock
from voiceapp.dialogue.events import KEYS
from voiceapp.handset import Handset
from voiceapp.live_transcript import LiveTranscript, console, wrapped

REFRESH = 0.1
"""Seconds between two looks at keyboard, captions and meters."""

HANG_UP = "/hangup"
"""A piped line that puts the receiver down, as in a rehearsal."""

_CTRL_D, _ESCAPE, _ENTER, _RUB_OUT = "\x04", "\x1b", "\r\n", "\x7f\b"
_VOLUME_STEP = 0.1
_FLOOR = -60.0  # dBFS at the left end of a meter
_HELP = "0-9*# keys  r redial  a answer  t type  m mute  +- volume  h hang up  ^C leave"
_SHORT_HELP = "^C leaves"


class Keyboard:
    """Standard input without waiting: each key at once from a terminal, whole lines from a pipe.

    In a ``with`` statement; the terminal is afterwards as it was. Where there is neither (Windows pipes, a closed
    input) nothing ever comes.
    """

    def __init__(self) -> None:
        self._fd: int | None = None
        self._terminal: int | None = None
        self._before: list[Any] | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        with contextlib.suppress(AttributeError, OSError, ValueError):  # none, closed, or no file
            self._fd = sys.stdin.fileno()
            self._terminal = self._fd if os.isatty(self._fd) else None

    @property
    def is_terminal(self) -> bool:
        """Whether each key comes at once."""
        return self._terminal is not None

    def __enter__(self) -> Self:
        if self._terminal is not None and sys.platform != "win32":
            import termios
            import tty

            with contextlib.suppress(termios.error):
                self._before = termios.tcgetattr(self._terminal)
                tty.setcbreak(self._terminal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None and self._terminal is not None and sys.platform != "win32":
            import termios

            with contextlib.suppress(termios.error):  # the terminal may have gone
                termios.tcsetattr(self._terminal, termios.TCSADRAIN, self._before)

    def read(self, wait: float) -> str:
        """What was typed, after ``wait`` seconds at most; empty when that was nothing."""
        if self._fd is None:
            time.sleep(wait)
            return ""
        if sys.platform == "win32":
            return _windows_keys(wait, self.is_terminal)
        if not select.select([self._fd], [], [], wait)[0]:
            return ""
        try:
            typed = os.read(self._fd, 1024)
        except OSError:
            typed = b""
        if not typed:  # the end of a pipe, or a terminal that was closed
            self._fd = None
        return self._decoder.decode(typed)


def _windows_keys(wait: float, is_terminal: bool) -> str:
    if sys.platform != "win32" or not is_terminal:
        time.sleep(wait)
        return ""
    import msvcrt

    if not msvcrt.kbhit():
        time.sleep(wait)
    keys = ""
    while msvcrt.kbhit():
        keys += msvcrt.getwch()
    return keys


class Telephone:
    """A call on the terminal. ``heard`` is a listener to the call's journal, for the thread that holds it."""

    def __init__(self, handset: Handset) -> None:
        self._handset = handset
        self._console = console()
        self._captions = LiveTranscript(self._console)
        self._lines: SimpleQueue[Mapping[str, Any]] = SimpleQueue()
        self._sentence: str | None = None  # what is being typed, in typing mode
        self._piped = ""
        self.heard: Callable[[Mapping[str, Any]], None] = self._lines.put

    def say(self, text: str) -> None:
        """Print a remark of ours."""
        self._console.print(wrapped(Text(text, style="dim"), self._console))

    def use(self, over: Callable[[], bool]) -> None:
        """Show the call and pass on what is typed, until ``over`` says that it is. ``KeyboardInterrupt`` passes."""
        with Keyboard() as keyboard, self._display() as display:
            while not over():
                typed = keyboard.read(REFRESH)
                if typed and keyboard.is_terminal:
                    for key in typed:
                        self._typed(key)
                elif typed:
                    self._line_by_line(typed)
                self.show_the_rest()
                if display:
                    display.update(self._status(), refresh=True)

    def _display(self) -> Live | contextlib.nullcontext[None]:
        if not self._console.is_terminal:
            return contextlib.nullcontext()
        return Live(console=self._console, auto_refresh=False, transient=True, redirect_stdout=False)

    def show_the_rest(self) -> None:
        """Print the captions that have come and were not yet shown."""
        with contextlib.suppress(Empty):
            while True:
                self._captions(self._lines.get_nowait())

    def _typed(self, key: str) -> None:
        handset = self._handset
        if self._sentence is not None:
            self._typed_in_a_sentence(key)
        elif key in KEYS:
            handset.press(key, source="text")
        elif key == "r" and handset.waits_for != "answer":
            handset.ring_back()
        elif key in "ra":
            handset.answer()
        elif key == "t":
            self._sentence = ""
        elif key == "m":
            handset.muted = not handset.muted
        elif key in "+-":
            change = _VOLUME_STEP if key == "+" else -_VOLUME_STEP
            handset.volume = round(min(1.0, max(0.0, handset.volume + change)), 2)
        elif key == "h":
            handset.hang_up()
        elif key == _CTRL_D:
            handset.leave()

    def _typed_in_a_sentence(self, key: str) -> None:
        assert self._sentence is not None
        if key in _ENTER:
            self._handset.type(self._sentence)
            self._sentence = None
        elif key in (_ESCAPE, _CTRL_D):
            self._sentence = None
        elif key in _RUB_OUT:
            self._sentence = self._sentence[:-1]
        elif key.isprintable():
            self._sentence += key

    def _line_by_line(self, typed: str) -> None:
        """Piped lines as in a rehearsal: #12 presses keys, /hangup hangs up, r dials again, a picks up, else words."""
        *lines, self._piped = (self._piped + typed).split("\n")
        for line in map(str.strip, lines):
            if line.startswith("#") and line[1:] and all(key in KEYS for key in line[1:]):
                for key in line[1:]:
                    self._handset.press(key, source="text")
            elif line == HANG_UP:
                self._handset.hang_up()
            elif line in ("r", "a"):
                self._typed(line)
            elif line:
                self._handset.type(line)

    def _status(self) -> Group:
        width = self._console.width
        rows = [self._now(), self._meters(width), Text(_HELP if width > len(_HELP) else _SHORT_HELP, style="dim")]
        for row in rows:
            row.no_wrap = True
            row.truncate(width - 1, overflow="ellipsis")
        return Group(*rows)

    def _now(self) -> Text:
        """What the caller is saying, or what they could do."""
        handset = self._handset
        if handset.on_hold:
            return Text(f"On hold: {handset.on_hold}; looking for another one.", style="bold yellow")
        if self._sentence is not None:
            return _end_of(f"Type, then Enter: {self._sentence}_", self._console.width, "bold cyan")
        if handset.waits_for == "ring_back":
            return Text("The line is dead: r dials again.", style="bold yellow")
        if handset.waits_for == "answer":
            return Text("Your telephone rings: a picks up.", style="bold yellow")
        if handset.partial:
            return _end_of(f"You: {handset.partial} ...", self._console.width, "cyan")
        if handset.muted:
            return Text("Muted: m opens the microphone.", style="bold yellow")
        return Text("Listening.", style="dim")

    def _meters(self, width: int) -> Text:
        handset = self._handset
        long = max(2, min(20, (width - 34) // 2))
        text = Text()
        for name, level in (("you", handset.caller_level), ("them", handset.company_level)):
            lit = max(0, min(long, round((level - _FLOOR) / -_FLOOR * long))) if level > _FLOOR else 0
            text.append(f"{name} ")
            text.append("#" * lit, style="red" if level > -6 else "green").append("." * (long - lit), style="dim")
            text.append("  ")
        text.append(f"{clock(handset.t)}  volume {handset.volume:.0%}", style="dim")
        return text


def _end_of(text: str, width: int, style: str) -> Text:
    """What was said last is what one wants to see."""
    return Text(text if len(text) < width else "..." + text[len(text) - width + 4 :], style=style)
