"""All the numbers of a call, from its journal and, where there is one, its recording.

Times are seconds of call time. The parts of ``time`` add up to the length of the call:

- *ringing*: from dialling to the first act behind it, and a call-back until it is answered;
- *dead*: from a line that went dead, or was hung up, to the next dialling;
- *hold*: from the first to the last note of hold music;
- *company*: somebody of the company speaks, outside all of these;
- *caller*: the caller speaks and nobody else does; *both*: both at once;
- *quiet*: nobody speaks.

Beside them stand *heard*, all of the caller's speech of which words were recognised, and *understood*: turns of the
caller after which nothing wrong was put on file, nothing that was said had a wrong reading in it, and the company's
next words held at least one of the caller's own words of four letters or more, function words aside. That is kind to
the company: to say a word back is the least that understanding can be seen by.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from voiceapp.aftercall.calm import Calm, calm
from voiceapp.aftercall.journey import Leg, journey
from voiceapp.aftercall.likeness import change
from voiceapp.aftercall.record import Person, Record, Turn
from voiceapp.audio.frames import Samples
from voiceapp.dialogue.mishearing.pronunciation import Sounding
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS
from voiceapp.dialogue.scenario import LANGUAGES
from voiceapp.errors import Missing

FORMAT = 1
"""Version of ``report.json``. New fields do not change it; it rises when one goes or means something else."""

_RESOLUTION = 100
"""Steps a second in which time is divided up."""


@dataclass(frozen=True, kw_only=True)
class OnFile:
    """One thing on file: what was said, what was recorded, and the words in them that were changed.

    ``distance`` is how unlike the two sound, 0 (homophones) to 1, or ``None`` where sounds cannot be compared;
    ``wrong`` is false for the right word in the wrong box, of which ``said`` is empty.
    """

    t: float
    by: str
    field: str
    said: str
    recorded: str
    said_part: str
    recorded_part: str
    distance: float | None
    source: str = ""

    @property
    def wrong(self) -> bool:
        """Whether it is not what was said."""
        return bool(self.said) and self.said.casefold() != self.recorded.casefold()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question of the survey, what was answered, and what was recorded."""

    t: float
    question: str
    said: str
    recorded: str


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """What was wished for, each reading back of it, what was ordered, and the words with which it was delivered."""

    t: float
    asked: str
    read_back: tuple[str, ...]
    ordered: str
    delivered: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Time:
    """Seconds; see the module for what each is."""

    total: float
    ringing: float
    dead: float
    hold: float
    company: float
    caller: float
    both: float
    quiet: float
    heard: float
    understood: float
    understood_turns: int


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Everything the report tells. ``agents`` are people; machines that read aloud are not counted."""

    scenario: str
    title: str
    company: str
    number: str
    language: str
    seed: int
    version: str
    reason: str
    complete: bool
    people: tuple[Person, ...]
    legs: tuple[Leg, ...]
    agents: int
    conversations: int
    transfers: int
    cuts: int
    hung_up: int
    holds: int
    keys: int
    time: Time
    on_file: tuple[OnFile, ...]
    survey: tuple[Answer, ...]
    gesture: Gesture | None
    calm: Calm

    def as_json(self) -> dict[str, Any]:
        """As ``report.json`` has it."""
        return {"format": FORMAT, **asdict(self)}

    def name(self, who: str) -> str:
        """The name somebody goes by."""
        return next((person.name for person in self.people if person.id == who), who)


def measure(record: Record, caller: Samples | None = None, pronounce: Sounding | None = None) -> Measures:
    """All the numbers of a call.

    ``caller`` is their side of the recording at 16 kHz, shape (n,); without it nothing is said of loudness. Without
    ``pronounce`` a distance is known only where the journal tells it.
    """
    begun, legs = record.begun, journey(record)
    on_file = tuple(_on_file(line, pronounce) for line in record.of("case.changed"))
    agents = {leg.who for leg in legs if leg.kind == "agent"}
    return Measures(
        scenario=str(begun.get("scenario", "")),
        title=str(begun.get("title") or str(begun.get("scenario", "")).replace("_", " ").title()),
        company=str(begun.get("company") or "Mobilimbo"),
        number=str(begun.get("number") or ""),
        language=str(begun.get("language") or "en"),
        seed=int(begun.get("seed", 0)),
        version=str(begun.get("version", "")),
        reason=record.reason,
        complete=record.complete,
        people=tuple(record.people.values()),
        legs=legs,
        agents=len(agents),
        conversations=sum(leg.kind == "agent" for leg in legs),
        transfers=len(record.of("transfer")),
        cuts=len(record.of("cut.off")),
        hung_up=len(record.of("caller.hung_up")),
        holds=sum(leg.kind == "hold" for leg in legs),
        keys=len(record.of("key.pressed")),
        time=_time(record, legs),
        on_file=on_file,
        survey=_survey(record),
        gesture=_gesture(record),
        calm=calm(record, legs, caller),
    )


def measured(record: Record, caller: Samples | None = None) -> Measures:
    """``measure`` with the sounds of the language that was spoken, where this machine knows them."""
    pronounce = None
    if record.language in LANGUAGES:
        from voiceapp.lexicon import load_sounding

        with suppress(Missing):
            pronounce = load_sounding(record.language)
    return measure(record, caller, pronounce)


def _on_file(line: Mapping[str, Any], pronounce: Sounding | None) -> OnFile:
    said, recorded = str(line.get("said") or ""), str(line["recorded"])
    changed = change(said, recorded, pronounce)
    # What the journal knows of the reading is how it was made; what follows from the words alone is second best.
    known = line.get("distance")
    return OnFile(
        t=float(line["t"]),
        by=str(line.get("by", "")),
        field=str(line["field"]),
        said=said,
        recorded=recorded,
        said_part=str(line.get("replaced") or changed.said),
        recorded_part=str(line.get("with") or changed.recorded),
        distance=round(float(known), 3) if isinstance(known, int | float) else changed.distance,
        source=str(line.get("source") or ""),
    )


def _survey(record: Record) -> tuple[Answer, ...]:
    answers, question = [], ""
    for line in record.lines:
        if line["kind"] == "survey.asked":
            question = str(line["question"])
        elif line["kind"] == "survey.recorded":
            answers.append(
                Answer(t=float(line["t"]), question=question, said=str(line["said"]), recorded=str(line["recorded"]))
            )
    return tuple(answers)


def _gesture(record: Record) -> Gesture | None:
    line = next(iter(record.of("gesture")), None)
    if line is None:
        return None
    t = float(line["t"])
    read_back = [str(entry["recorded"]) for entry in record.of("case.changed") if entry["field"] == "gesture"]
    act = next((act for act in record.acts if act.start <= t <= act.end and line in act.lines), None)
    delivered = [s.text for s in record.speeches if act and t <= s.start < act.end]
    return Gesture(
        t=t,
        asked=str(line["asked"]),
        read_back=tuple(read_back),
        ordered=str(line["recorded"]),
        delivered=tuple(delivered),
    )


def _time(record: Record, legs: Sequence[Leg]) -> Time:
    n = max(1, round(record.duration * _RESOLUTION))
    kinds = ("quiet", "caller", "company", "both", "hold", "dead", "ringing")
    what = np.zeros(n, dtype=np.int8)  # an index into kinds

    def steps(start: float, end: float) -> slice:
        return slice(round(start * _RESOLUTION), round(end * _RESOLUTION))

    for turn in record.turns:
        what[steps(turn.start, turn.end)] |= 1
    for speech in record.speeches:
        what[steps(speech.start, speech.end)] |= 2
    for leg in legs:
        if leg.kind in ("hold", "dead", "ringing", "callback"):
            kind = "ringing" if leg.kind == "callback" else leg.kind
            what[steps(leg.start, leg.end)] = kinds.index(kind)
    counts = np.bincount(what, minlength=len(kinds))
    parts = {kind: round(float(count) / _RESOLUTION, 2) for kind, count in zip(kinds, counts, strict=True)}
    changed = sorted(float(line["t"]) for line in record.of("case.changed"))
    untils = [*(turn.start for turn in record.turns[1:]), record.duration]
    understood = [
        turn
        for turn, until in zip(record.turns, untils, strict=False)  # without turns there is an end too many
        if bisect_left(changed, until) <= bisect_left(changed, turn.t) and _said_back(record, turn, until)
    ]
    return Time(
        total=round(record.duration, 2),
        heard=round(sum(turn.end - turn.start for turn in record.turns if turn.text), 2),
        understood=round(sum(turn.end - turn.start for turn in understood), 2),
        understood_turns=len(understood),
        **parts,
    )


def _said_back(record: Record, turn: Turn, until: float) -> bool:
    """See the module."""
    answers = record.speeches_from(turn.t, until)
    if any(speech.heard for speech in answers):
        return False
    return bool(_own_words(turn.text) & {word for speech in answers for word in _own_words(speech.text)})


def _own_words(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+(?:'\w+)?", text.casefold())
    return {word for word in words if len(word) >= 4 and word not in FUNCTION_WORDS}
