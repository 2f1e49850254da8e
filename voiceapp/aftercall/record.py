"""A call as it is read back from its folder: who spoke when, what the caller said, what happened in between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from voiceapp.aftercall.transcript import journal_lines
from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the company's side: the key in the cast, the name they go by, and what they are."""

    id: str
    name: str
    department: str = ""
    role: str = "agent"


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What somebody of the company said from ``start`` to ``end``, in seconds; captions by language."""

    start: float
    end: float
    who: str
    text: str
    captions: Mapping[str, str] = field(default_factory=dict)
    trick: str = ""
    heard: str = ""
    interrupted: bool = False
    sound: str = ""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the caller said from ``start`` to ``end``, in seconds; ``t`` is when the company had understood it."""

    t: float
    start: float
    end: float
    text: str
    intent: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """A stretch of the call as the scenario has it, with the journal lines written in it."""

    name: str
    start: float
    end: float
    lines: tuple[Mapping[str, Any], ...]


class Record:
    """One call, from the lines of its journal. Raises ``ValueError`` where a line lacks what its kind promises."""

    def __init__(self, lines: Iterable[Mapping[str, Any]]) -> None:
        self.lines = tuple(lines)
        self.begun: Mapping[str, Any] = next((line for line in self.lines if line["kind"] == "call.started"), {})
        ended = next((line for line in reversed(self.lines) if line["kind"] == "call.ended"), None)
        self.complete = ended is not None
        """Whether the journal goes to the end of the call; one that was torn off does not."""
        self.reason = str(ended.get("reason", "")) if ended else ""
        last = max((_seconds(line, "t") for line in self.lines), default=0.0)
        self.duration = max(_seconds(ended, "duration"), last) if ended else last
        """Seconds."""

    @classmethod
    def read(cls, folder: CallFolder) -> Record:
        """The record of a call folder. Raises ``BadInput`` when it has no journal that can be read."""
        if not folder.path.is_dir():
            raise BadInput(f"there is no call folder {folder.path}; name one that a call has left")
        try:
            lines = list(journal_lines(folder.journal))
        except FileNotFoundError:
            raise BadInput(
                f"{folder.journal} is missing: without its journal nothing can be told of a call; name another folder"
            ) from None
        except OSError as fault:
            raise BadInput(f"{folder.journal} cannot be read: {(fault.strerror or str(fault)).lower()}") from None
        if not lines:
            raise BadInput(f"{folder.journal} holds no call: not a single line of it can be read")
        try:
            record = cls(lines)
            _ = record.speeches, record.turns, record.acts, record.people
        except (KeyError, TypeError, ValueError) as fault:
            raise BadInput(f"{folder.journal} is no journal of a call: {fault}") from None
        return record

    @property
    def language(self) -> str:
        """What the company speaks."""
        return str(self.begun.get("language", "en"))

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everybody who spoke or was passed a call to, by key, in order of appearance."""
        cast = self.begun.get("cast") or {}
        keys = [
            str(key)
            for line in self.lines
            for key in (
                [line["agent"]]
                if line["kind"] in ("agent.started", "agent.said")
                else [line["from"], line["to"]]
                if line["kind"] == "transfer"
                else []
            )
        ]
        return {key: _person(key, cast.get(key) or {}, self._roles.get(key, "agent")) for key in dict.fromkeys(keys)}

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        """What those are who are no agents, by the acts they were heard in; the cast in the journal knows better."""
        heard_in: dict[str, set[str]] = {}
        for act in self.acts:
            kinds = {line["kind"] for line in act.lines}
            kind = next((k for k in ("menu", "hold.started", "survey.asked", "transfer") if k in kinds), "")
            role = {"menu": "ivr", "hold.started": "queue", "survey.asked": "survey"}.get(kind, "agent")
            for line in act.lines:
                if line["kind"] == "agent.started":
                    heard_in.setdefault(str(line["agent"]), set()).add(role)
        # Who almost picks up on hold is an agent elsewhere; who reads a menu reads the number and the last words too.
        return {
            who: "ivr" if "ivr" in roles else "agent" if "agent" in roles else min(roles)
            for who, roles in heard_in.items()
        }

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """All that was spoken by the company, in order; what was torn off is taken to have gone on to the end."""
        said = [line for line in self.lines if line["kind"] == "agent.said"]
        whole = {line.get("speech") for line in said}
        torn = [line for line in self.lines if line["kind"] == "agent.started" and line.get("speech") not in whole]
        speeches = [
            Speech(
                start=_seconds(line, "start"),
                end=max(_seconds(line, "start"), _seconds(line, "end") if "end" in line else self.duration),
                who=str(line["agent"]),
                text=str(line["text"]),
                captions={str(k): str(v) for k, v in (line.get("captions") or {}).items()},
                trick=str(line.get("trick", "")),
                heard=str(line.get("heard", "")),
                interrupted=bool(line.get("interrupted", "end" not in line)),
                sound=str(line.get("sound", "")),
            )
            for line in [*said, *torn]
        ]
        return tuple(sorted(speeches, key=lambda speech: speech.start))

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """All that the caller said, in order."""
        return tuple(
            Turn(
                t=_seconds(line, "t"),
                start=_seconds(line, "start"),
                end=max(_seconds(line, "start"), _seconds(line, "end")),
                text=str(line["text"]),
                intent=str(line.get("intent", "")),
            )
            for line in self.lines
            if line["kind"] == "caller.said"
        )

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts in order; what happened before the first is ringing and belongs to none."""
        starts = [i for i, line in enumerate(self.lines) if line["kind"] == "act"]
        ends = [*starts[1:], len(self.lines)][: len(starts)]
        return tuple(
            Act(
                name=str(self.lines[i]["act"]),
                start=_seconds(self.lines[i], "t"),
                end=_seconds(self.lines[j], "t") if j < len(self.lines) else self.duration,
                lines=self.lines[i + 1 : j],
            )
            for i, j in zip(starts, ends, strict=True)
        )

    def of(self, kind: str) -> list[Mapping[str, Any]]:
        """The journal lines of one kind."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for line in self.lines:
            found.setdefault(line["kind"], []).append(line)
        return found

    def speeches_from(self, start: float, until: float) -> Sequence[Speech]:
        """Those speeches that began at ``start`` seconds or later, and before ``until``."""
        return self.speeches[bisect_left(self._starts, start) : bisect_left(self._starts, until)]

    @cached_property
    def _starts(self) -> Sequence[float]:
        return [speech.start for speech in self.speeches]

    def first_spoken_over(self, t: float, until: float) -> Speech | None:
        """The first speech that had begun before ``t`` seconds and went on beyond ``until``."""
        first = bisect_right(self._latest_ends, until)
        return self.speeches[first] if first < bisect_left(self._starts, t) else None

    @cached_property
    def _latest_ends(self) -> Sequence[float]:
        """For each speech, the latest end of it and those before it."""
        return list(accumulate((speech.end for speech in self.speeches), max))

    def name(self, who: str) -> str:
        """The name somebody goes by."""
        person = self.people.get(who)
        return person.name if person else _shown(who)


def _seconds(line: Mapping[str, Any], key: str) -> float:
    value = line[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e7:
        raise ValueError(f"{key} of a line {line['kind']!r} is {value!r}, and no time")
    return float(value)


def _person(key: str, cast: Mapping[str, Any], role: str) -> Person:
    return Person(
        id=key,
        name=str(cast.get("name") or _shown(key)),
        department=str(cast.get("department") or ""),
        role=str(cast.get("role") or role),
    )


def _shown(key: str) -> str:
    return {"queue": "The queue", "survey": "The survey", "ivr": "The menu"}.get(key, key.replace("_", " ").title())
