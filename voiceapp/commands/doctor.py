"""``voiceapp doctor``: what is here, what is missing, and what to type to get it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from voiceapp.commands.options import add_model_option


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "doctor",
        help="what is missing on this machine, and how to get it",
        description="Look for every part and say what to type for those that are missing. Exits 4 if a part that "
        "a headless call needs is missing.",
    )
    parser.add_argument("--json", action="store_true", help="print a list of objects, for programs")
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.doctor import examine

    parts = examine(options.model)
    if options.json:
        print(json.dumps([asdict(part) for part in parts], ensure_ascii=False))
    else:
        for part in parts:
            print(f"{'found  ' if part.found else 'MISSING'}  {part.name:<13}  {part.what}")
            if not part.found and part.remedy:
                print(f"{'':24}-> {part.remedy}")
    missing = [part.name for part in parts if part.headless and not part.found]
    if missing and not options.json:
        print(f"\nA headless call needs: {', '.join(missing)}.")
    elif not options.json:
        print("\nEverything that a headless call needs is here.")
    return 4 if missing else 0
