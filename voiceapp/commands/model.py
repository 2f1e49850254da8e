"""``voiceapp model``: show, fetch, install or remove the speech model."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from voiceapp.commands.options import LANGUAGES, add_model_option


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "model",
        help="show, fetch or install the speech model",
        description="Show where the speech model is. With an option: get it, install it from a file, check every "
        "byte of it, or remove it. An interrupted fetch goes on where it stopped. Which models there are for languages "
        "other than English, vosk's own list says.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--fetch", action="store_true", help="get the model, once, unless it is there and whole")
    what.add_argument("--from", dest="file", type=Path, metavar="FILE", help="install from a local zip or AAR")
    what.add_argument("--verify", action="store_true", help="compare every byte with what was installed")
    what.add_argument("--remove", action="store_true", help="remove the model that was fetched")
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="language of the model (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print one object, for programs")
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.recognition import model_store
    from voiceapp.recognition.model_folder import language_of

    explicit, language = options.model, options.language
    if options.fetch:
        explicit = str(_fetch(options.language))
    elif options.file:
        installed = model_store.install_from(options.file)
        explicit, language = str(installed), language_of(installed.name) or language
    elif options.remove:
        removed = model_store.remove(language=options.language)
        print(f"{removed} was removed." if removed else "There was no model to remove.")
        return 0
    info = model_store.describe(explicit, language=language, thorough=options.verify)
    if options.json:
        print(json.dumps(asdict(info), ensure_ascii=False))
    elif info.ok:
        print(f"{info.name} {info.version} ({info.language}, {info.size / 1e6:.0f} MB) is in {info.path}")
    if not info.ok and not options.json:
        print(f"voiceapp: {info.problem}", file=sys.stderr)
    return 0 if info.ok else 4


def _fetch(language: str) -> Path:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from voiceapp.recognition import model_store

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("speech model", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        return model_store.fetch(show, language=language)
