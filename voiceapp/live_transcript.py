"""Shows a call in the terminal while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from voiceapp.aftercall.transcript import CALLER, Transcriber

_STYLES = {"caller.said": "bold cyan", "agent.started": "", "case.changed": "dim yellow"}

_TIME = 8  # characters before the text: when it was


class _Terminal(Console):
    """A console that leaves it to the command line what happens when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        raise BrokenPipeError


def console() -> Console:
    """A console for whole lines of text as they are."""
    return _Terminal(highlight=False, soft_wrap=True)


class LiveTranscript:
    """Listens to a journal and prints the lines of the transcript. Colours only on a terminal that wants them."""

    def __init__(self, terminal: Console | None = None, *, show_case: bool = True) -> None:
        self._transcriber = Transcriber()
        self._console = terminal or console()
        self._show_case = show_case

    def __call__(self, line: Mapping[str, Any]) -> None:
        if line["kind"] == "case.changed" and not self._show_case:
            return
        text = self._transcriber.text(line)
        if text:
            style = _STYLES.get(line["kind"], "dim")
            shown = Text(text, style=style)
            if self._transcriber.speaker(line) not in (None, CALLER):
                shown.highlight_regex(r"^ *\S+  [^:]+:", "bold")
            try:
                self._console.print(wrapped(shown, self._console))
            except BrokenPipeError:
                raise
            except OSError:  # the terminal was closed: the call has still to be brought to its end
                self._console.quiet = True


def wrapped(line: Text, console: Console) -> Text:
    """A line too long for the terminal, broken between words and below its own text; elsewhere it stays whole."""
    room = console.width - 1
    if not console.is_terminal or len(line) <= room:
        return line
    if room < _TIME + 30:
        return Text("\n").join(line.wrap(console, room))
    return Text.assemble(line[:_TIME], Text("\n" + " " * _TIME).join(line[_TIME:].wrap(console, room - _TIME)))
