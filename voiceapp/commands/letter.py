"""``voiceapp letter``: the company's confirmation of its gesture, to print."""

from __future__ import annotations

import argparse
from pathlib import Path

from voiceapp.commands.options import LANGUAGES


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "letter",
        help="the company's letter after a past call, as PDF",
        description="Write letter.pdf into a call folder: the company confirms its gesture, with everything wrong.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder a call has left")
    parser.add_argument("--language", choices=LANGUAGES, help="of the letter; else the one that was spoken")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.aftercall.letter import write_letter
    from voiceapp.call_folder import CallFolder

    print(write_letter(CallFolder(options.folder), options.language))
    return 0
