"""``voiceapp forget``: remove everything that is kept, after asking."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from voiceapp.errors import BadInput, UsageFault


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "forget",
        help="remove everything that is kept on this machine",
        description="Remove what voiceapp keeps by itself: speech models, rendered speech, the window's settings "
        "and its calls. Call folders that were put elsewhere, as under calls/ in a working directory, are yours "
        "and stay; name them to remove them as well. It shows what would go, and asks.",
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="call folders to remove as well")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.places import cache_folder, calls_folder, settings_folder

    kept = [
        (cache_folder(), "speech models and rendered speech; both can be had again"),
        (settings_folder(), "the window's settings and its list of past calls"),
        (calls_folder(), "the window's calls: recordings, journals, reports"),
        *((folder, "a call") for folder in _call_folders(options.folders)),
    ]
    there = [(path, what) for path, what in kept if path.is_dir() and not path.is_symlink()]
    if not there:
        print("Nothing is kept.")
        return 0
    for path, what in there:
        print(f"{path}  {_size(path)}  ({what})")
    if not options.yes and not _agreed():
        print("Nothing was removed.")
        return 0
    for path, _ in there:
        _remove(path)
    print("All of it is removed.")
    return 0


def _call_folders(folders: list[Path]) -> list[Path]:
    from voiceapp.call_folder import JOURNAL

    for folder in folders:
        if not (folder / JOURNAL).is_file():
            raise BadInput(f"{folder} is no call folder: there is no {JOURNAL} in it; it is left alone")
    return folders


def _agreed() -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageFault("nobody is there to be asked; say --yes if all of this is to be removed")
    try:
        return input("Remove all of this? Type yes: ").strip().casefold() == "yes"
    except EOFError:
        return False


def _remove(path: Path) -> None:
    try:
        shutil.rmtree(path)
    except OSError as fault:
        what = fault.filename or path
        raise BadInput(f"{what} cannot be removed: {(fault.strerror or str(fault)).lower()}") from None


def _size(path: Path) -> str:
    size = sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())
    return f"{size / 1e6:.1f} MB"
