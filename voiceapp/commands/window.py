"""``voiceapp`` and ``voiceapp window``: the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from voiceapp.commands.options import LANGUAGES, MAX_MINUTES, add_model_option, minutes

SLOWEST, FASTEST = 0.25, 64.0


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "window",
        help="the telephone, in a window (also: voiceapp alone)",
        description="Open the window: a telephone, and behind it what the company makes of you. What is left out here "
        "is as it was the last time.",
    )
    parser.add_argument("--scenario", metavar="NAME", help="name or folder of the scenario")
    parser.add_argument("--seed", type=int, metavar="N", help="same seed and same words, same call")
    parser.add_argument("--language", choices=LANGUAGES, help="what the company speaks")
    parser.add_argument("--from", dest="start", metavar="ACT", help="begin in the middle, with this act")
    parser.add_argument(
        "--max-minutes", type=minutes, default=MAX_MINUTES, metavar="M", help="last bound in call time (%(default)g)"
    )
    parser.add_argument("-o", dest="output", type=Path, metavar="DIR", help="where the folder of the next call goes")
    parser.add_argument("--replay", type=Path, metavar="DIR", help="play the call in this folder again")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, metavar="X", help="how many times as fast as it was (%(default)g)"
    )
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.window.display import require_window

    if options.scenario is not None:
        from voiceapp.commands.options import chosen_scenario

        options.language = options.language or "en"
        chosen_scenario(options)
    if options.replay is not None:
        from voiceapp.window.replay import read_journal

        read_journal(options.replay)
    require_window()
    from voiceapp.window.app import Wanted, open_window

    return open_window(
        Wanted(
            scenario=options.scenario,
            seed=options.seed,
            start=options.start,
            speaks=options.language,
            output=options.output,
            model=options.model,
            max_seconds=options.max_minutes * 60,
            replay=options.replay,
            speed=options.speed,
        )
    )


def _speed(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not SLOWEST <= value <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from {SLOWEST:g} to {FASTEST:g}")
    return value
