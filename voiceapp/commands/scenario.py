"""``voiceapp scenario``: list what can be played, and check one's own."""

from __future__ import annotations

import argparse
import json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("scenario", help="list the scenarios, or check one")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="the scenarios that ship with voiceapp")
    listing.add_argument("--json", action="store_true", help="print a list of objects, for programs")
    listing.set_defaults(carry_out=list_all)
    check = verbs.add_parser("check", help="say what is wrong with a scenario, with file, line and remedy")
    check.add_argument("scenario", metavar="NAME", help="name or folder of the scenario")
    check.set_defaults(carry_out=check_one)


def list_all(options: argparse.Namespace) -> int:
    """Carry ``scenario list`` out."""
    from voiceapp.scenarios import built_in, load

    scenarios = [load(name) for name in built_in()]
    if options.json:
        print(
            json.dumps(
                [{"name": s.name, "title": s.title, "about": s.about, "language": s.language} for s in scenarios],
                ensure_ascii=False,
            )
        )
        return 0
    for scenario in scenarios:
        print(f"{scenario.name:<14} {scenario.title}. {scenario.about}")
    return 0


def check_one(options: argparse.Namespace) -> int:
    """Carry ``scenario check`` out."""
    from voiceapp.scenarios import load

    scenario = load(options.scenario)
    lines = sum(len(pool) for member in scenario.cast.values() for pool in member.lines.values())
    print(f"{scenario.title}: {len(scenario.acts)} acts, {len(scenario.cast)} voices, {lines} lines. Nothing is wrong.")
    return 0
