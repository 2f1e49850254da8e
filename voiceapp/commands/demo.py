"""``voiceapp demo``: a whole built-in call."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceapp.commands.options import add_call_options, add_model_option, chosen_scenario
from voiceapp.errors import Missing, UsageFault

if TYPE_CHECKING:
    from voiceapp.audio.frames import Samples
    from voiceapp.dialogue.scenario import Scenario


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "demo",
        help="a whole call with a built-in caller",
        description="Hold a whole call with a built-in caller: recorded lines, the real recogniser, the real voices.",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="do not show the transcript while the call runs")
    add_call_options(parser)
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


class Guard:
    """The built-in caller: has something to say to every kind of act, and listens to which one it is.

    Hears of acts as a listener to the journal; ``next_turn`` gives the recording to play next.
    """

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self._kinds = {name: type(act).__struct_config__.tag for name, act in scenario.acts.items()}
        self._lines = {kind.name: deque(sorted(kind.glob("*.flac"))) for kind in folder.iterdir() if kind.is_dir()}
        self._kind: str = "agent"

    def __call__(self, line: Mapping[str, Any]) -> None:
        """Take note of a journal line."""
        if line["kind"] == "act":
            self._kind = str(self._kinds[line["act"]])

    def next_turn(self) -> Iterator[Samples] | None:
        """What the guard says now, or ``None`` when he has run out of words."""
        from voiceapp.audio.files import read_audio

        lines = self._lines.get(self._kind) or self._lines["agent"]
        return read_audio(lines.popleft()) if lines else None


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp import assets
    from voiceapp.commands.run import hold
    from voiceapp.headless import hold_turns

    if options.language != "en":
        raise UsageFault(
            f"--language {options.language}: the built-in caller speaks English only; type the caller's part with "
            f"`voiceapp rehearse --language {options.language}`, or play recordings with `voiceapp run`"
        )
    caller = assets.path("demo", "caller")
    if not caller.is_dir():
        raise Missing(f"{caller}, which holds the caller's voice, is missing: reinstall voiceapp")
    guard = Guard(chosen_scenario(options), caller)
    return hold(options, lambda line: hold_turns(line, guard.next_turn), guard)
