"""Many recordings, each a call of its own, held side by side in processes that share one speech model."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from voiceapp.aftercall.transcript import journal_lines
from voiceapp.audio.files import audio_files_in
from voiceapp.call_folder import JOURNAL
from voiceapp.errors import BadInput, VoiceappError
from voiceapp.journal import UNFINISHED

STOPS_WITHIN = 10.0
"""Seconds a worker gets to end its call properly when all is stopped."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One call to hold: a recording, or with ``turns`` one for each turn, and the folder it leaves."""

    name: str
    audio: tuple[str, ...]
    turns: bool
    folder: Path


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an errand went: the ``reason`` for which the call ended after ``duration`` seconds, or the ``fault``.

    ``kept`` says that it had been held before.
    """

    name: str
    reason: str = ""
    duration: float = 0.0
    fault: str = ""
    kept: bool = False


Hold = Callable[[Errand], Outcome]
Office = Callable[[], AbstractContextManager[Hold]]
"""Makes what holds calls, in the process that is to hold them."""


def errands(audio: Sequence[str], output: Path, *, turns: bool) -> list[Errand]:
    """A call for each recording, and for each recording in a folder; with ``turns`` one for each folder.

    Call folders are named after the recordings. Raises ``BadInput`` for a folder without any.
    """
    callers: list[tuple[Path, tuple[str, ...]]] = []
    for path in map(Path, audio):
        parts = sorted(part for part in path.iterdir() if part.is_dir()) if turns and path.is_dir() else []
        if turns:
            callers += [(part, tuple(map(str, audio_files_in(part)))) for part in parts or [path]]
        elif path.is_dir():
            callers += [(file, (str(file),)) for file in audio_files_in(path)]
        else:
            callers.append((path, (str(path),)))
    planned: list[Errand] = []
    taken: set[str] = set()
    for path, files in callers:
        candidates = (path.stem, path.name, *(f"{path.name}-{n}" for n in range(2, len(callers) + 2)))
        name = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(name)
        planned.append(Errand(name=name, audio=files, turns=turns, folder=output / name))
    return planned


def held_before(errand: Errand) -> Outcome | None:
    """How this call went when it was held to its end in an earlier run, or ``None``."""
    try:
        last = deque(journal_lines(errand.folder / JOURNAL), maxlen=1)
    except (OSError, BadInput):
        return None
    if not last or last[0]["kind"] != "call.ended" or last[0].get("reason") == UNFINISHED:
        return None
    return Outcome(
        name=errand.name, reason=str(last[0]["reason"]), duration=float(last[0].get("duration", 0)), kept=True
    )


def set_aside(errand: Errand) -> None:
    """Move away what an earlier run left of a call without ending it; nothing is deleted.

    Raises ``BadInput`` when it cannot be moved.
    """
    folder, n = errand.folder, 1
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    while (aside := folder.with_name(f"{folder.name}.unfinished-{n}")).exists():
        n += 1
    try:
        folder.rename(aside)
    except OSError as fault:
        raise BadInput(f"{folder} cannot be moved: {(fault.strerror or str(fault)).lower()}") from None


class _Worker:
    """A process that holds one call after the other."""

    def __init__(self, office: Office, context: multiprocessing.context.BaseContext) -> None:
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, office), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.errand: Errand | None = None

    def give(self, errand: Errand) -> None:
        self.errand = errand
        self.connection.send(errand)

    def stop(self) -> None:
        if self.process.is_alive():
            self.process.terminate()
        self.process.join(STOPS_WITHIN)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


def hold_all(planned: Iterable[Errand], office: Office, jobs: int, *, fork: bool) -> Iterator[Outcome]:
    """Hold the calls, ``jobs`` at a time; outcomes come as calls end. One that goes wrong harms no other.

    With ``fork`` the workers share the memory of this process, which must not have held calls itself: what decodes
    speech and audio does not survive a fork in mid-use.
    Closing the iterator, or an interrupt, ends the calls that run properly and waits for that.
    """
    waiting = deque(planned)
    context = multiprocessing.get_context("fork" if fork else "spawn")
    workers = [_Worker(office, context) for _ in range(min(jobs, len(waiting)))]
    try:
        for worker in workers:
            worker.give(waiting.popleft())
        while busy := [worker for worker in workers if worker.errand]:
            ready = wait([worker.connection for worker in busy])
            for worker in [worker for worker in busy if worker.connection in ready]:
                assert worker.errand
                name, worker.errand = worker.errand.name, None
                try:
                    outcome: Outcome = worker.connection.recv()
                except (EOFError, OSError):
                    worker.process.join(STOPS_WITHIN)
                    yield Outcome(name=name, fault=_death(worker.process.exitcode))
                    workers.remove(worker)
                    worker.stop()
                    if not waiting:
                        continue
                    worker = _Worker(office, context)
                    workers.append(worker)
                else:
                    yield outcome
                if waiting:
                    worker.give(waiting.popleft())
    finally:
        for worker in workers:
            worker.stop()


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the process that held the call was ended by {signal.Signals(-code).name}"
    return f"the process that held the call ended with code {code}"


def _work(connection: Connection, office: Office) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us says when to stop
    signal.signal(signal.SIGTERM, _stop)
    try:
        try:
            with office() as hold:
                while True:
                    errand: Errand = connection.recv()
                    connection.send(_held(hold, errand))
        except VoiceappError as fault:  # nothing can be held here: the errand that waits hears why
            while True:
                connection.send(Outcome(name=connection.recv().name, fault=str(fault)))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _held(hold: Hold, errand: Errand) -> Outcome:
    try:
        return hold(errand)
    except VoiceappError as fault:
        return Outcome(name=errand.name, fault=str(fault))
    except Exception as fault:
        return Outcome(name=errand.name, fault=f"a fault of ours: {type(fault).__name__}: {fault}")
