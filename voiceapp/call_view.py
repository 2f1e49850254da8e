"""A call as one looks at it: journal lines in, what there is to see out.

The window paints it while the call runs and when a past one is played again; the video paints it at any time ``t``.
Nothing is read, drawn or waited for here. Lines come in the order of the journal; unknown kinds change nothing, and a
field that is missing or of the wrong type reads as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from voiceapp.dialogue.case_file import CaseFile, Entry
from voiceapp.dialogue.queue import standing
from voiceapp.dialogue.scenario import (
    Act,
    Agent,
    Callback,
    Cut,
    Ending,
    Gesture,
    Hold,
    Menu,
    Number,
    Scenario,
    Survey,
    Transfer,
)

PATIENCE_OF_HOLD = 1 / 240
PATIENCE_OF_TRANSFER = 0.06
PATIENCE_OF_CUT = 0.15
PATIENCE_OF_TALKED_OVER = 0.04
PATIENCE_OF_QUESTION = 0.01
"""What is taken from a patience of 1 by a second of hold music, a transfer, a dead line, a sentence spoken against, and
a question in answer to something that was said. Our own choice: the built-in call uses it up by its end."""


class Phase(StrEnum):
    """Where the caller is."""

    IDLE = "idle"
    """Nothing has been dialled."""
    RINGING = "ringing"
    """The company's telephone rings."""
    MENU = "menu"
    """The recorded voice reads options, or asks for a number."""
    HOLD = "hold"
    AGENT = "agent"
    """Somebody answers; also while one of them hands the caller on."""
    DEAD = "dead"
    """The line went dead; one may dial again."""
    HUNG_UP = "hung_up"
    """The caller put the receiver down, and may still dial again."""
    AWAY = "away"
    """The company hung up, and will call back."""
    CALLED = "called"
    """The caller's own telephone rings."""
    SURVEY = "survey"
    GESTURE = "gesture"
    """The company would like to give something."""
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the company's side. ``role`` is one of ivr, agent, queue, survey."""

    key: str
    name: str
    department: str = ""
    role: str = "agent"


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What the company says: from ``start`` seconds to ``end``, which is ``None`` while it is being spoken."""

    number: int
    by: Person
    text: str
    start: float
    end: float | None = None
    captions: Mapping[str, str] = field(default_factory=dict)
    trick: str = ""
    heard: str = ""
    interrupted: bool = False

    def caption(self, language: str) -> str:
        """The words in a language, or as spoken when there is no translation."""
        return self.captions.get(language) or self.text


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the caller said, as it was really heard, and beside it what became of it in the company.

    ``taken_down`` holds what was put on file because of it; ``reading`` is the wrong sentence it was answered by, or
    what the survey recorded, and empty when the answer was built on no wrong reading.
    """

    text: str
    start: float
    end: float
    intent: str = ""
    reading: str = ""
    taken_down: tuple[Entry, ...] = ()


Caption = Speech | Heard
"""One line of the conversation."""


@dataclass(frozen=True, kw_only=True)
class Station:
    """One stop of the caller's journey. ``phase`` is MENU, HOLD, AGENT, DEAD, HUNG_UP, CALLED, SURVEY or GESTURE.

    ``by`` is who was there (``None`` on a dead line); ``giver`` handed the caller over, ``warm`` in their hearing.
    ``left`` is ``None`` at the present stop. ``cut`` says that the line went dead there.
    """

    phase: Phase
    by: Person | None
    arrived: float
    left: float | None = None
    giver: Person | None = None
    warm: bool = False
    cut: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the survey; ``recorded`` is ``None`` until something has been."""

    question: str
    said: str = ""
    recorded: str | None = None
    recorded_at: float | None = None


@dataclass(frozen=True, kw_only=True)
class Gift:
    """The commercial gesture: what was ``asked`` for and what was ``recorded`` and ordered, at ``t`` seconds."""

    asked: str
    recorded: str
    t: float


@dataclass(frozen=True, kw_only=True)
class Place:
    """The queue as announced: ``position``, the one ``before``, and the estimate in ``minutes``."""

    position: int
    before: int
    minutes: int


class CallView:
    """The state of a call after the journal lines it was given.

    ``people`` is the cast by key and ``acts`` what each act of the scenario is; without them all is taken from the
    journal alone.
    """

    def __init__(self, people: Mapping[str, Person] | None = None, acts: Mapping[str, Act] | None = None) -> None:
        self._people = dict(people or {})
        self._acts = dict(acts or {})
        self.t = 0.0
        """Seconds since the start of the call, as far as is known."""
        self.phase = Phase.IDLE
        self.scenario = ""
        self.title = ""
        """The scenario's title, as the journal has it."""
        self.number = ""
        """The number that was dialled, as the journal has it."""
        self.seed: int | None = None
        self.agent: Person | None = None
        """Who is, or was last, on the other end."""
        self.speaking: Speech | None = None
        self.captions: list[Caption] = []
        self.case = CaseFile()
        self.place: Place | None = None
        """What was last announced of the queue in this stretch of hold music."""
        self.music = ""
        """The piece of hold music that plays."""
        self.journey: list[Station] = []
        self.survey: list[Question] = []
        self.gift: Gift | None = None
        self.keys: list[tuple[float, str]] = []
        """Each key pressed, with its time."""
        self.menu = ""
        self.room = 0.0
        """How much metal is around whoever speaks, 0..1."""
        self.times_rung = 0
        self.transfers = 0
        self.cuts = 0
        self.talked_over = 0
        self.questions = 0
        """Questions that came in answer to something the caller had said."""
        self.ended: str | None = None
        """Why the call is over."""
        self.trouble: str = ""
        """The last thing that went wrong on our side: a sentence that could not be rendered, a device that went."""
        self._hold_before = 0.0
        self._hold_since: float | None = None
        self._announced = 0
        self._giver: tuple[Person, bool] | None = None
        self._against: tuple[int, float] | None = None  # the speech the caller spoke against, and when that was noted
        self._answering: int | None = None  # index of the caption whose answer has not come yet
        self._unknown_act = False

    @classmethod
    def of(cls, scenario: Scenario) -> CallView:
        """The view of a call of this scenario, before it begins."""
        people = {
            key: Person(key=key, name=member.name, department=member.department, role=member.role)
            for key, member in scenario.cast.items()
        }
        return cls(people, scenario.acts)

    def fresh(self) -> CallView:
        """A view of the same cast, before the call begins."""
        return CallView(self._people, self._acts)

    def person(self, key: str) -> Person:
        """Somebody by key; one who is not in the cast goes by the key."""
        known = self._people.get(key)
        return known or Person(key=key, name=key.replace("_", " ").capitalize(), role=key if key in _ROLES else "agent")

    @property
    def hold_seconds(self) -> float:
        """Seconds of hold music so far."""
        return self._hold_before + (self.t - self._hold_since if self._hold_since is not None else 0.0)

    @property
    def holding(self) -> float:
        """Seconds of this stretch of hold music; 0 when none plays."""
        return self.t - self._hold_since if self._hold_since is not None else 0.0

    @property
    def patience(self) -> float:
        """What is left of the caller's patience, 1 down to 0: see ``PATIENCE_OF_HOLD`` and those beside it."""
        spent = (
            self.hold_seconds * PATIENCE_OF_HOLD
            + self.transfers * PATIENCE_OF_TRANSFER
            + self.cuts * PATIENCE_OF_CUT
            + self.talked_over * PATIENCE_OF_TALKED_OVER
            + self.questions * PATIENCE_OF_QUESTION
        )
        return max(0.0, 1.0 - spent)

    @property
    def connected(self) -> bool:
        """Whether somebody or something is on the other end."""
        return self.phase in _CONNECTED

    def advance(self, t: float) -> None:
        """Let time pass to ``t`` seconds, without anything having happened."""
        self.t = max(self.t, t)

    def apply(self, line: Mapping[str, Any]) -> None:
        """Take one line of the journal."""
        self.advance(_seconds(line, "t"))
        t = self.t
        match line.get("kind"):
            case "call.started":
                self._begin(line)
            case "call.resumed":
                self._ring(int(_seconds(line, "times")) or self.times_rung + 1)
            case "act":
                self._act(_text(line, "act"), t)
            case "menu":
                self.menu = _text(line, "menu")
                self._move(Phase.MENU, self.agent, t)
            case "agent.started":
                self._started(line)
            case "agent.said":
                self._said(line)
            case "caller.said":
                self._heard(line)
            case "key.pressed":
                self.keys.append((t, _text(line, "key")))
            case "hold.started":
                self._hold(line, t)
            case "hold.ended":
                self._music_over(t)
            case "transfer":
                self.transfers += 1
                giver = self.person(_text(line, "from"))
                self._giver = (giver, line.get("warm") is True)
            case "cut.off":
                self._cut(t)
            case "caller.hung_up":
                self._music_over(t)
                self._move(Phase.HUNG_UP, None, t)
            case "callback":
                self.agent = self.person(_text(line, "agent"))
                self._move(Phase.CALLED, self.agent, t)
            case "case.changed":
                self._filed(line, t)
            case "survey.asked":
                self.survey.append(Question(question=_text(line, "question")))
                self._move(Phase.SURVEY, self.agent, t)
            case "survey.recorded":
                self._surveyed(line, t)
            case "gesture":
                self.gift = Gift(asked=_text(line, "asked"), recorded=_text(line, "recorded"), t=t)
            case "synthesis.failed":
                self.trouble = _text(line, "fault")
            case "call.ended":
                self._end(line, t)

    def _begin(self, line: Mapping[str, Any]) -> None:
        self.scenario, self.title, self.number = _text(line, "scenario"), _text(line, "title"), _text(line, "number")
        seed = line.get("seed")
        self.seed = seed if isinstance(seed, int) else None
        cast = line.get("cast")
        for key, member in cast.items() if isinstance(cast, dict) else ():
            if isinstance(key, str) and isinstance(member, dict):
                self._people[key] = Person(
                    key=key,
                    name=_text(member, "name") or key,
                    department=_text(member, "department"),
                    role=_text(member, "role") or "agent",
                )
        self._ring(1)

    def _ring(self, times: int) -> None:
        self.times_rung = times
        self.agent = None
        self.phase = Phase.RINGING
        self._leave(self.t)

    def _act(self, name: str, t: float) -> None:
        act = self._acts.get(name)
        self._music_over(t)
        self._unknown_act = act is None
        self.room = act.room if act else 0.0
        match act:
            case None:
                self.phase = Phase.AGENT  # until a line tells what it is
            case Menu() | Number():
                self._move(Phase.MENU, self.person(act.voice), t)
            case Agent():
                self._move(Phase.AGENT, self.person(act.agent), t)
            case Gesture():
                self._move(Phase.GESTURE, self.person(act.agent), t)
            case Survey():
                self._move(Phase.SURVEY, self.person(act.voice), t)
            case Ending():
                self._move(Phase.AGENT, self.person(act.voice), t)
            case Callback():
                self._move(Phase.AWAY, None, t)
            case Hold() | Transfer() | Cut():
                pass  # a line of their own says what they do

    def _move(self, phase: Phase, by: Person | None, t: float) -> None:
        """Be somewhere; a stop of the journey begins when it is another place than the last."""
        self.phase = phase
        if by:
            self.agent = by
        present = self.journey[-1] if self.journey and self.journey[-1].left is None else None
        if phase is Phase.AWAY:
            self._leave(t)
            return
        if present and present.phase is phase and _name(present.by) == _name(by):
            return
        self._leave(t)
        giver, warm = self._giver or (None, False)
        if phase is Phase.AGENT:
            self._giver = None
        else:
            giver = None
        self.journey.append(Station(phase=phase, by=by, arrived=t, giver=giver, warm=warm and giver is not None))

    def _leave(self, t: float, *, cut: bool = False) -> None:
        if self.journey and self.journey[-1].left is None:
            self.journey[-1] = replace(self.journey[-1], left=t, cut=cut)

    def _started(self, line: Mapping[str, Any]) -> None:
        speech = self._speech(line)
        self.speaking = speech
        self.captions.append(speech)
        if speech.by.role == "queue" and self._hold_since is not None:
            self._announced += 1
            position, before, minutes = standing(self._announced)
            self.place = Place(position=position, before=before, minutes=minutes)
        elif self.phase is not Phase.HOLD:
            self.agent = speech.by
            if self._unknown_act and self.phase is Phase.AGENT:
                self._move(_PHASES.get(speech.by.role, Phase.AGENT), speech.by, speech.start)
        if self._answering is not None:
            self._answered(speech)

    def _answered(self, speech: Speech) -> None:
        """The first words after something the caller said are the answer to it."""
        assert self._answering is not None
        heard = self.captions[self._answering]
        assert isinstance(heard, Heard)
        self.captions[self._answering] = replace(heard, reading=speech.heard)
        self._answering = None
        if speech.text.rstrip().endswith("?"):
            self.questions += 1

    def _said(self, line: Mapping[str, Any]) -> None:
        speech = self._speech(line)
        for i in range(len(self.captions) - 1, -1, -1):
            caption = self.captions[i]
            if isinstance(caption, Speech) and caption.number == speech.number:
                self.captions[i] = speech
                break
        else:
            self.captions.append(speech)
        if self.speaking and self.speaking.number == speech.number:
            self.speaking = None
        if self._against and self._against[0] == speech.number:
            self.talked_over += not (speech.interrupted and self.t == self._against[1])
            self._against = None

    def _speech(self, line: Mapping[str, Any]) -> Speech:
        captions = line.get("captions")
        return Speech(
            number=int(_seconds(line, "speech")),
            by=self.person(_text(line, "agent")),
            text=_text(line, "text"),
            start=_seconds(line, "start"),
            end=_seconds(line, "end") if "end" in line else None,
            captions={
                str(language): text
                for language, text in (captions.items() if isinstance(captions, dict) else ())
                if isinstance(text, str)
            },
            trick=_text(line, "trick"),
            heard=_text(line, "heard"),
            interrupted=line.get("interrupted") is True,
        )

    def _heard(self, line: Mapping[str, Any]) -> None:
        text = _text(line, "text")
        if self.speaking and text and self.phase is not Phase.HOLD:
            self._against = (self.speaking.number, self.t)
        self.captions.append(
            Heard(text=text, start=_seconds(line, "start"), end=_seconds(line, "end"), intent=_text(line, "intent"))
        )
        self._answering = len(self.captions) - 1

    def _filed(self, line: Mapping[str, Any], t: float) -> None:
        entry = Entry(
            field=_text(line, "field"),
            said=_text(line, "said"),
            recorded=_text(line, "recorded"),
            by=_text(line, "by"),
            t=t,
        )
        self.case.write(entry)
        if self._answering is not None:
            heard = self.captions[self._answering]
            assert isinstance(heard, Heard)
            self.captions[self._answering] = replace(heard, taken_down=(*heard.taken_down, entry))

    def _hold(self, line: Mapping[str, Any], t: float) -> None:
        self._hold_since = t
        self.music = _text(line, "music")
        self.place = None
        self._move(Phase.HOLD, None, t)

    def _music_over(self, t: float) -> None:
        if self._hold_since is not None:
            self._hold_before += t - self._hold_since
            self._hold_since = None
        self.music = ""

    def _cut(self, t: float) -> None:
        self.cuts += 1
        self._music_over(t)
        self._leave(t, cut=True)
        self._move(Phase.DEAD, None, t)

    def _surveyed(self, line: Mapping[str, Any], t: float) -> None:
        if self.survey:
            recorded = _text(line, "recorded")
            self.survey[-1] = replace(self.survey[-1], said=_text(line, "said"), recorded=recorded, recorded_at=t)
            if self._answering is not None:
                heard = self.captions[self._answering]
                assert isinstance(heard, Heard)
                self.captions[self._answering] = replace(heard, reading=recorded)
        self._answering = None

    def _end(self, line: Mapping[str, Any], t: float) -> None:
        self.ended = _text(line, "reason") or "over"
        self._music_over(t)
        self._leave(t)
        self.speaking = None
        self.phase = Phase.OVER


_CONNECTED = frozenset({Phase.MENU, Phase.HOLD, Phase.AGENT, Phase.SURVEY, Phase.GESTURE})
_ROLES = frozenset({"ivr", "queue", "survey"})
_PHASES = {"ivr": Phase.MENU, "survey": Phase.SURVEY}


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _text(line: Mapping[str, Any], key: str) -> str:
    value = line.get(key)
    return value if isinstance(value, str) else ""


def _seconds(line: Mapping[str, Any], key: str) -> float:
    value = line.get(key)
    return float(value) if isinstance(value, int | float) else 0.0
