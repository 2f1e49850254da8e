"""``voiceapp video``: the film of a past call."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from voiceapp.commands.options import LANGUAGES

EPILOG = (
    "The funniest stretch is the one worth most. Mishearings that are near in sound, the caller's own words said back, "
    "earlier mishearings that return, a calm answer to an angry caller, transfers, dead lines, survey and gesture "
    "count for it, and so do different tricks and agents; hold music and silence count against it."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "video",
        help="the film of a past call, with captions",
        description="Write video.mp4 into a call folder: who speaks, the file going wrong, the journey, captions, "
        "and the company's official statement at the end.",
        epilog=EPILOG,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder a call has left")
    parser.add_argument("--language", choices=LANGUAGES, help="of the captions; else the one that was spoken")
    parser.add_argument(
        "--captions",
        choices=["burn", "track", "none"],
        default="burn",
        help="painted into the picture (burn, the default), as tracks in all languages that a player shows, or none",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument(
        "--size", choices=["1280x720", "1080x1920"], default="1280x720", help="in pixels (default: 1280x720)"
    )
    shape.add_argument("--portrait", action="store_true", help="upright, for phones: 1080x1920")
    parser.add_argument(
        "--from", dest="start", type=moment, metavar="T", help="begin there: seconds, or minutes:seconds"
    )
    parser.add_argument("--to", dest="end", type=moment, metavar="T", help="end there")
    parser.add_argument(
        "--best",
        type=length,
        metavar="SECONDS",
        help="only the funniest stretch: a film of that length, title and end included",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there (default: DIR/video.mp4)")
    parser.set_defaults(carry_out=run)


def moment(text: str) -> float:
    """Seconds from ``75``, ``75.5`` or ``1:15``."""
    found = re.fullmatch(r"(?:(\d{1,4}):)?(\d{1,6}(?:\.\d+)?)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write seconds, or minutes:seconds")
    return 60 * int(found[1] or 0) + float(found[2])


def length(text: str) -> float:
    """A film's length in seconds, of at least 15: below that there is no room between title and end."""
    seconds = moment(text)
    if seconds < 15:
        raise argparse.ArgumentTypeError("give 15 seconds or more")
    return seconds


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.aftercall.video import LANDSCAPE, PORTRAIT, write_video
    from voiceapp.call_folder import CallFolder

    upright = options.portrait or options.size == "1080x1920"
    path = write_video(
        CallFolder(options.folder),
        language=options.language,
        captions=options.captions,
        size=PORTRAIT if upright else LANDSCAPE,
        span=(options.start, options.end),
        best=options.best,
        output=options.output,
        progress=_Bar() if sys.stderr.isatty() else None,
    )
    print(path)
    return 0


class _Bar:
    """One line on a terminal: how far it is, and how long it will take."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, done: float, whole: float) -> None:
        part = done / whole if whole else 1.0
        if part >= 1:
            sys.stderr.write("\r\x1b[K")
        elif part > 0:
            left = (time.monotonic() - self._began) * (1 - part) / part
            sys.stderr.write(f"\r\x1b[K{part:4.0%}  {int(left // 60)}:{int(left % 60):02d} left")
        sys.stderr.flush()
