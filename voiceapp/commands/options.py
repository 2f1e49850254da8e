"""Options that several commands have in common, and what they mean."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from voiceapp.errors import UsageFault

if TYPE_CHECKING:
    from voiceapp.dialogue.scenario import Scenario

DEFAULT_SCENARIO = "container"
DEFAULT_SEED = 20101223
"""The seed when none is given: the day of the container."""

MAX_MINUTES = 45.0

LANGUAGES = ("en", "fr", "nl")
"""Those of ``voiceapp.dialogue.scenario``, which a command line that is only parsed has no time to import."""


def add_call_options(parser: argparse.ArgumentParser) -> None:
    """``--scenario``, ``--seed``, ``--from``, ``--max-minutes`` and ``-o``."""
    parser.add_argument(
        "--scenario", default=DEFAULT_SCENARIO, metavar="NAME", help="name or folder of the scenario (%(default)s)"
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="N", help="same seed, same call (%(default)s)"
    )
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="what the company speaks (%(default)s)")
    parser.add_argument("--from", dest="start", metavar="ACT", help="begin in the middle, with this act")
    parser.add_argument(
        "--max-minutes", type=minutes, default=MAX_MINUTES, metavar="M", help="last bound in call time (%(default)g)"
    )
    parser.add_argument(
        "-o", dest="output", type=Path, metavar="DIR", help="where the call folder goes (a dated one under calls/)"
    )


def add_model_option(parser: argparse.ArgumentParser) -> None:
    """``--model``."""
    parser.add_argument("--model", metavar="DIR", help="folder or name of a speech model (the installed one)")


def chosen_scenario(options: argparse.Namespace) -> Scenario:
    """The scenario of ``--scenario``, which has the act of ``--from``. Raises ``BadInput`` and ``UsageFault``."""
    from voiceapp.scenarios import load

    scenario = load(options.scenario, options.language)
    if options.start is not None and options.start not in scenario.acts:
        raise UsageFault(f"--from: there is no act {options.start!r}; there are {', '.join(scenario.acts)}")
    return scenario


def minutes(text: str) -> float:
    """A number of minutes from the command line. Raises ``ArgumentTypeError``."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 24 * 60:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes above 0 and up to {24 * 60}")
    return value
