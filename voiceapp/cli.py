"""The command line: ``voiceapp COMMAND``. Faults are shown as one sentence and end with their exit code."""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from importlib import import_module
from types import FrameType
from typing import NoReturn

from voiceapp import __version__
from voiceapp.errors import VoiceappError

COMMANDS = (
    "window",
    "call",
    "run",
    "demo",
    "serve",
    "rehearse",
    "captions",
    "report",
    "letter",
    "video",
    "understand",
    "mishear",
    "scenario",
    "model",
    "devices",
    "doctor",
    "forget",
)

INTERRUPTED = 130
HUNG_UP = 129


class _Parser(argparse.ArgumentParser):
    """Says what was meant when a command was mistyped."""

    def error(self, message: str) -> NoReturn:
        mistyped = re.match(r"argument COMMAND: invalid choice: '(.*?)'", message)
        if mistyped:
            near = get_close_matches(mistyped[1], COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(COMMANDS)}"
            message = f"there is no command {mistyped[1]!r}; {hint}"
        super().error(message)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="voiceapp",
        description="Phone the hotline of a company that cannot be spoken to. Without a command the window opens. "
        "Everything happens on this machine.",
        epilog="Exit codes: 0 done, 2 wrong usage, 3 bad input, 4 something is missing here, 130 interrupted.",
    )
    top.add_argument("--version", action="version", version=f"voiceapp {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"voiceapp.commands.{name}").add(commands)
    return top


class _ToldToEnd(KeyboardInterrupt):
    """The system wants the program to end: as after Ctrl-C a call is brought to its end and its folder is complete."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number  # as a shell reports it


@contextmanager
def _ends_when_told() -> Iterator[None]:
    """SIGTERM, and SIGHUP of a terminal that was closed, are heeded once and then awaited; not where ignored before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    default = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    told: list[_ToldToEnd] = []

    def end(number: int, frame: FrameType | None) -> None:
        for each in default:
            signal.signal(each, signal.SIG_IGN)
        told.append(_ToldToEnd(number))
        raise told[0]

    for number in default:
        signal.signal(number, end)
    try:
        yield
    except Exception as fault:
        if told:  # it failed because the terminal was no longer there, or the like
            raise told[0] from fault
        raise
    finally:
        for number in default:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def _gone_reader() -> Iterator[None]:
    """Whoever read our output may have gone, which is their right; keep Python from complaining at exit."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line. Returns the exit code; a user never sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without the characters of a line still gets the rest
    try:
        whole = parser()
        options = whole.parse_args(arguments)
        if options.command is None:  # the window is what voiceapp is
            options = whole.parse_args(["window"])
    except SystemExit:  # --help, --version, or wrong usage: all has been said
        with _gone_reader():
            sys.stdout.flush()
        raise
    except BrokenPipeError:  # nobody reads the help any more
        with _gone_reader():
            raise
        return 0
    try:
        with _ends_when_told():
            code: int = options.carry_out(options)
            sys.stdout.flush()
    except VoiceappError as fault:
        print(f"voiceapp: {fault}", file=sys.stderr)
        return fault.exit_code
    except _ToldToEnd as told:
        with suppress(OSError):  # the terminal may have gone
            print("voiceapp: told to end", file=sys.stderr)
        return told.exit_code
    except KeyboardInterrupt:
        print("voiceapp: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        with _gone_reader():
            raise
        return 0
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno == errno.EIO:
            return HUNG_UP  # the terminal was closed, and the signal that tells so comes only now
        if os.environ.get("VOICEAPP_TRACEBACK"):
            raise
        print(f"voiceapp: a fault of ours: {type(fault).__name__}: {fault}", file=sys.stderr)
        print("Set VOICEAPP_TRACEBACK=1 and run it again to see where; please report that.", file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
