"""Shows a call in the terminal while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from voiceapp.aftercall.transcript import CALLER, Transcriber

_STYLES = {"caller.said": "bold cyan", "agent.started": "", "case.changed": "dim yellow"}


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
                self._console.print(shown)
            except BrokenPipeError:
                raise
            except OSError:  # the terminal was closed: the call has still to be brought to its end
                self._console.quiet = True
