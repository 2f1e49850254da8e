"""``voiceapp report``: the report of a past call."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from voiceapp.commands.options import LANGUAGES


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "report",
        help="the report of a past call, as a page",
        description="Write report.html and report.json into a call folder anew: the journey, the time, what you said "
        "and what is on file, how calm you stayed, the recording with its words, and the company's official statement.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder a call has left")
    parser.add_argument("--language", choices=LANGUAGES, help="of the page; else the one that was spoken")
    parser.add_argument("--json", action="store_true", help="print the numbers and write no file")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.aftercall.report import numbers, write_report
    from voiceapp.call_folder import CallFolder

    folder = CallFolder(options.folder)
    if options.json:
        print(json.dumps(numbers(folder, options.language), ensure_ascii=False))
    else:
        print(write_report(folder, options.language))
    return 0
