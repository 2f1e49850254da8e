"""What the lobby offers: scenarios with their preview, and past calls. No Qt widgets here; it reads files."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from voiceapp.aftercall.transcript import clock, journal_lines
from voiceapp.call_folder import CallFolder
from voiceapp.call_view import CallView
from voiceapp.errors import VoiceappError
from voiceapp.resumption import TornOff, torn_off
from voiceapp.window.lobby import Offer, PastCall
from voiceapp.window.switchboard import Switchboard

STILL_WRITTEN = 5.0
"""Seconds since the last change within which a recording may belong to a call that runs in another window."""


def offers(switchboard: Switchboard, chosen: str, language: str, tell: Callable[[list[Offer]], None]) -> None:
    """Tell of every scenario that ships with voiceapp, and of the one that is chosen, which is read first."""
    from voiceapp.scenarios import built_in

    names = list(dict.fromkeys([*built_in(), chosen]))
    known = {name: Offer(name=name, title=Path(name).name.capitalize()) for name in names}
    for name in sorted(names, key=lambda name: name != chosen):
        known[name] = _offer(switchboard, name, language)
        tell([known[name] for name in names])


def _offer(switchboard: Switchboard, name: str, language: str) -> Offer:
    from voiceapp.dialogue.scenario_doubts import longest_call

    try:
        scenario = switchboard.scenario(name, language).result()
    except VoiceappError as fault:
        return Offer(name=name, title=Path(name).name, fault=str(fault))
    view = CallView.of(scenario)
    people = [view.person(key) for key, member in scenario.cast.items() if member.role == "agent"]
    return Offer(
        name=name,
        title=scenario.title,
        about=scenario.about,
        number=scenario.number,
        cast=tuple({person.name: person for person in people}.values()),
        minutes=round(longest_call(scenario) / 60),
    )


def past_calls(folders: Iterable[Path]) -> list[PastCall]:
    """Those of the folders that hold a call."""
    found = []
    for folder in folders:
        with contextlib.suppress(OSError, VoiceappError):
            journal = CallFolder(folder).journal
            when = datetime.fromtimestamp(journal.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
            view = CallView()
            for line in journal_lines(journal):
                if line["kind"] in {"call.started", "call.ended"}:
                    view.apply(line)
            title = view.title or view.scenario or folder.name
            found.append(PastCall(folder=folder, title=title, when=f"{when} · {clock(view.t)}"))
    return found


def torn_call(calls: Path, declined: str) -> TornOff | None:
    """The newest call in ``calls``, if it was torn off, nothing writes to it any more, and it was not ``declined``."""
    folders = [folder for folder in calls.iterdir() if folder.is_dir()] if calls.is_dir() else []
    for folder in sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)[:1]:
        with contextlib.suppress(OSError, VoiceappError):
            recording = CallFolder(folder).recording
            if str(folder) != declined and time.time() - recording.stat().st_mtime > STILL_WRITTEN:
                torn = torn_off(folder)
                return torn if torn.unforeseen else None
    return None
