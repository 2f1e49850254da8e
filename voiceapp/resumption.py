"""A call that was torn off: what its folder still tells, and whether one can go on with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceapp.aftercall.record import Record
from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput
from voiceapp.journal import UNFINISHED
from voiceapp.scenarios import built_in


@dataclass(frozen=True, kw_only=True)
class TornOff:
    """The journal of a call without an end."""

    folder: Path
    lines: Sequence[Mapping[str, Any]]
    begun: Mapping[str, Any]
    duration: float
    """Seconds that are on record."""

    @property
    def unforeseen(self) -> bool:
        """Whether nobody ended it: the program or the machine went down."""
        return not any(line["kind"] == "call.ended" for line in self.lines)

    @property
    def language(self) -> str:
        """What the company spoke."""
        return str(self.begun.get("language", "en"))

    def scenario(self, named: str) -> str:
        """The scenario to go on with, where ``named`` was asked for. Raises ``BadInput`` when it cannot be told."""
        name = str(self.begun.get("scenario", ""))
        if name in built_in():
            return name
        if Path(named).name.removesuffix(".yaml") != name:
            raise BadInput(f"{self.folder} is a call of the scenario {name!r}; say where that is with --scenario")
        return named

    @property
    def next_folder(self) -> Path:
        """A folder beside it for what follows."""
        path, n = self.folder.with_name(f"{self.folder.name}-resumed"), 1
        while path.exists():
            n += 1
            path = self.folder.with_name(f"{self.folder.name}-resumed-{n}")
        return path


def torn_off(path: Path) -> TornOff:
    """The call in a folder. Raises ``BadInput`` when there is none, or it was held to its end."""
    record = Record.read(CallFolder(path))
    if record.complete and record.reason != UNFINISHED:
        raise BadInput(f"{path} is a call that was held to its end ({record.reason}); there is nothing to go on with")
    return TornOff(folder=path, lines=record.lines, begun=record.begun, duration=record.duration)
