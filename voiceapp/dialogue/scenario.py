"""What a scenario says: the cast, their lines, and the acts of the call. Plain data, checked when it is built.

These classes are the schema: a scenario file that does not fit them is refused with the path of the fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct, field

PositiveSeconds = Annotated[float, Meta(gt=0, le=3600)]
Span = tuple[PositiveSeconds, PositiveSeconds]
"""From .. to, in seconds; the seed draws between them."""


LANGUAGES = ("en", "fr", "nl")
"""Languages a line can be in; the first is the one scenarios are written in."""


class _Data(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Immutable, and strict about names so that a slip of the pen is found."""


Hertz = Annotated[float, Meta(ge=0, le=8000)]


class PhoneLine(_Data, frozen=True, kw_only=True):
    """The telephone line somebody is heard on: see ``voiceapp.audio.telephone.TelephoneLine``. ``None``: as elsewhere.

    ``level`` is in dB, ``noise`` in 16-bit steps (root mean square), ``bad`` a share of the time, ``band`` in Hz.
    """

    level: Annotated[float, Meta(ge=-24, le=6)] | None = None
    noise: Annotated[float, Meta(ge=0, le=300)] | None = None
    bad: Annotated[float, Meta(ge=0, le=1)] | None = None
    band: tuple[Hertz, Hertz] | None = None
    companding: bool | None = None

    def __post_init__(self) -> None:
        if self.band and self.band[1] - self.band[0] < NARROWEST_BAND:
            raise ValueError(
                f"has a band from {self.band[0]:g} to {self.band[1]:g} Hz; write the lower border first, "
                f"and the higher one {NARROWEST_BAND} Hz above it or more, as in [300, 3400]"
            )

    def over(self, other: PhoneLine) -> PhoneLine:
        """This line, and what it leaves open as ``other`` has it."""
        own = {key: value for key, value in msgspec.structs.asdict(self).items() if value is not None}
        return msgspec.structs.replace(other, **own) if own else other


NARROWEST_BAND = 200
"""Hz between the borders of a line's band; less carries no voice."""

ORDINARY = PhoneLine()
"""A line of which nothing else is said."""

DEAD = PhoneLine(noise=0)
"""A line on which nothing is heard, not even itself."""


class Line(_Data, frozen=True, kw_only=True):
    """One way to say something: the words spoken, their translations for captions, when it fits, a sound before.

    ``line`` is the telephone line for these words only.
    """

    en: str
    fr: str = ""
    nl: str = ""
    when: str = ""
    sound: str = ""
    line: PhoneLine | None = None


Lines = dict[str, list[str | Line]]
"""Pools of lines by the occasion on which they are spoken; a bare string is an English line."""


class VoiceSpec(_Data, frozen=True, kw_only=True):
    """How somebody sounds: a voice of the synthesiser, words a minute, and pitch and volume."""

    id: str
    rate: Annotated[int, Meta(ge=80, le=400)] = 165
    pitch: Annotated[int, Meta(ge=0, le=99)] = 50
    volume: Annotated[float, Meta(ge=0, le=1)] = 1.0


class Member(_Data, frozen=True, kw_only=True):
    """Somebody on the company's side of the line."""

    name: str
    voice: VoiceSpec
    role: Literal["ivr", "agent", "queue", "survey"] = "agent"
    department: str = ""
    domain: str = ""
    barge_in: Literal["yields", "talks_on", "starts_over"] = "yields"
    tricks: dict[str, Annotated[float, Meta(ge=0, le=10)]] = field(default_factory=dict)
    line: PhoneLine = ORDINARY
    background: str = ""
    lines: Lines = field(default_factory=dict)


class Branch(_Data, frozen=True, kw_only=True):
    """One way on: the act it leads to, the condition under which it is open, and how likely it is drawn."""

    to: str
    when: str = ""
    weight: Annotated[float, Meta(gt=0, le=100)] = 1.0


Go = str | list[Branch]
"""Where the call goes next: the name of an act, or ways of which the first-drawn open one is taken."""


class Option(_Data, frozen=True, kw_only=True):
    """One choice of a menu: the keys, spoken words or intents that take it, what is said, and where it leads."""

    go: Go
    keys: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    intents: list[str] = field(default_factory=list)
    say: str = ""


class _Act(_Data, frozen=True, kw_only=True):
    """What all acts have: ``at_most`` times a call may come through, how much the room echoes, 0..1, and what is
    heard in it (``None``: what is heard around whoever speaks)."""

    at_most: Annotated[int, Meta(ge=1, le=50)] = 1
    room: Annotated[float, Meta(ge=0, le=1)] = 0.0
    background: str | None = None


class Menu(_Act, frozen=True, kw_only=True, tag_field="kind", tag="menu"):
    """A recorded voice reads options; keys and words choose."""

    voice: str
    open: list[str]
    go: Go
    options: list[Option] = field(default_factory=list)
    unclear: str = "unclear"
    silent: str = "silent"
    tries: Annotated[int, Meta(ge=1, le=20)] = 3


class Number(_Act, frozen=True, kw_only=True, tag_field="kind", tag="number"):
    """A number to key in or say: ``holds`` digits fit, and what is read back is wrong."""

    voice: str
    open: list[str]
    go: Go
    holds: Annotated[int, Meta(ge=2, le=20)] = 9
    read_back: str = "read_back"
    overflow: str = "overflow"
    unclear: str = "unclear"
    silent: str = "silent"
    tries: Annotated[int, Meta(ge=1, le=5)] = 2


class PickUp(_Data, frozen=True, kw_only=True):
    """Somebody who almost answers while the caller is on hold."""

    voice: str
    say: str


class Hold(_Act, frozen=True, kw_only=True, tag_field="kind", tag="hold"):
    """Music for a while, with announcements between."""

    voice: str
    go: Go
    seconds: Span = (10.0, 20.0)
    music: str = "hold"
    announce: list[str | PickUp] = field(default_factory=list)


class Agent(_Act, frozen=True, kw_only=True, tag_field="kind", tag="agent"):
    """Somebody who answers and does not listen."""

    agent: str
    go: Go
    turns: tuple[Annotated[int, Meta(ge=1, le=60)], Annotated[int, Meta(ge=1, le=60)]] = (3, 5)
    ask: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=lambda: ["open"])
    close: str = "close"
    silences: Annotated[int, Meta(ge=1, le=10)] = 2


class Transfer(_Act, frozen=True, kw_only=True, tag_field="kind", tag="transfer"):
    """The last agent hands the caller on; warm: the two speak in the caller's hearing. The case file is damaged."""

    to: str
    go: Go
    warm: bool = False
    brief: str = "brief"
    reply: str = "briefed"
    damage: Annotated[int, Meta(ge=0, le=5)] = 1


class Cut(_Act, frozen=True, kw_only=True, tag_field="kind", tag="cut"):
    """The line goes dead in the middle of a sentence; the caller may ring back.

    It is dead for ``dead`` seconds; then the exchange gives ``tone``.
    """

    go: Go
    agent: str = ""
    say: str = "cut"
    dead: PositiveSeconds = 2.0
    tone: Literal["busy", "congestion", "information", "dial"] = "busy"
    wait: PositiveSeconds = 20.0


class Question(_Data, frozen=True, kw_only=True):
    """One question of a survey: the pool it is asked from, what can be recorded, and the pool that thanks for it."""

    ask: str
    recorded: Annotated[list[str], Meta(min_length=1)]
    thank: str


class Survey(_Act, frozen=True, kw_only=True, tag_field="kind", tag="survey"):
    """A satisfaction survey."""

    voice: str
    go: Go
    open: list[str]
    questions: list[Question]
    close: list[str] = field(default_factory=list)


class Callback(_Act, frozen=True, kw_only=True, tag_field="kind", tag="callback"):
    """The company hangs up, and calls back ``after`` seconds; it rings for ``rings`` seconds."""

    agent: str
    go: Go
    after: PositiveSeconds = 4.0
    rings: PositiveSeconds = 15.0


class Gesture(_Act, frozen=True, kw_only=True, tag_field="kind", tag="gesture"):
    """A commercial gesture, asked for, read back, taken down wrong, delivered. ``otherwise`` is given to the silent."""

    agent: str
    go: Go
    open: list[str]
    otherwise: str
    read_back: str = "gesture.read_back"
    insist: str = "gesture.insist"
    silent: str = "gesture.silent"
    deliver: list[str] = field(default_factory=lambda: ["gesture.deliver"])


class Ending(_Act, frozen=True, kw_only=True, tag_field="kind", tag="ending"):
    """The last words, and the receiver."""

    voice: str
    say: list[str]
    reason: str = "completed"


Act = Menu | Number | Hold | Agent | Transfer | Cut | Survey | Callback | Gesture | Ending


class Scenario(_Data, frozen=True, kw_only=True):
    """A whole story.

    ``start``, ``abandoned`` (where to go when the caller has fallen silent for good) and ``rang_again`` (where one
    who hung up and dials again is answered; without it hanging up ends the call) name acts.
    ``wording`` has, by language, what the words that stand in the acts are called there.
    """

    name: str
    title: str
    about: str
    number: str
    start: str
    abandoned: str
    cast: dict[str, Member]
    acts: dict[str, Act]
    rang_again: Go = field(default_factory=list)
    company: str = "Mobilimbo"
    language: str = "en"
    domain: str = "telecom"
    ringing: PositiveSeconds = 3.0
    line: PhoneLine = ORDINARY
    tones: str = "europe"
    intents: dict[str, list[str]] = field(default_factory=dict)
    domains: dict[str, list[str]] = field(default_factory=dict)
    wording: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """The names the cast go by."""
        return {key: member.name for key, member in self.cast.items()}


def branches(go: Go) -> list[Branch]:
    """``go`` in its long form."""
    return [Branch(to=go)] if isinstance(go, str) else go


def gos(act: Act) -> Iterator[Go]:
    """Every way out of an act."""
    if isinstance(act, Ending):
        return
    yield act.go
    if isinstance(act, Menu):
        for option in act.options:
            yield option.go


def speaker_of(act: Act) -> str:
    """The member of the cast with whom the caller is in this act, if it is a person who answers; else empty."""
    match act:
        case Agent() | Gesture() | Cut():
            return act.agent
    return ""


def voices_of(act: Act) -> Iterator[str]:
    """The members of the cast that an act names."""
    match act:
        case Hold():
            yield act.voice
            yield from (item.voice for item in act.announce if isinstance(item, PickUp))
        case Menu() | Number() | Survey() | Ending():
            yield act.voice
        case Agent() | Callback() | Gesture():
            yield act.agent
        case Transfer():
            yield act.to
        case Cut():
            if act.agent:
                yield act.agent
