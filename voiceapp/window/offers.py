"""What the lobby offers: scenarios with their preview, and past calls. No Qt widgets here; it reads files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from voiceapp.aftercall.transcript import clock, journal_lines
from voiceapp.call_folder import CallFolder
from voiceapp.call_view import CallView
from voiceapp.errors import VoiceappError
from voiceapp.window.lobby import Offer, PastCall
from voiceapp.window.switchboard import Switchboard


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
