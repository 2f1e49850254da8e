"""What the lobby offers: scenarios with their preview, and past calls. No Qt widgets here; it reads files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from voiceapp.call_folder import CallFolder
from voiceapp.dialogue.scenario_doubts import longest_call
from voiceapp.errors import VoiceappError
from voiceapp.window.lobby import Offer, PastCall
from voiceapp.window.switchboard import Switchboard


def offers(switchboard: Switchboard, more: Iterable[str] = ()) -> list[Offer]:
    """Every scenario that ships with voiceapp, and ``more`` by their folders."""
    from voiceapp.scenarios import built_in

    return [_offer(switchboard, name) for name in dict.fromkeys([*built_in(), *more])]


def _offer(switchboard: Switchboard, name: str) -> Offer:
    try:
        scenario = switchboard.scenario(name).result()
    except VoiceappError as fault:
        return Offer(name=name, title=Path(name).name, fault=str(fault))
    people = [member for member in scenario.cast.values() if member.role == "agent"]
    return Offer(
        name=name,
        title=scenario.title,
        about=scenario.about,
        number=scenario.number,
        cast=tuple(dict.fromkeys((member.name, member.department) for member in people)),
        minutes=round(longest_call(scenario) / 60),
    )


def past_calls(folders: Iterable[Path]) -> list[PastCall]:
    """Those of the folders that hold a call."""
    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            journal = CallFolder(folder).journal
            when = datetime.fromtimestamp(journal.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
            found.append(PastCall(folder=folder, title=folder.name, when=when))
    return found
