"""What is wrong with a scenario beyond its shape: names that lead nowhere, lines that cannot be spoken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from voiceapp.dialogue import template
from voiceapp.dialogue.scenario import (
    LANGUAGES,
    Agent,
    Cut,
    Ending,
    Gesture,
    Go,
    Hold,
    Line,
    Member,
    Menu,
    Number,
    Scenario,
    Survey,
    Transfer,
    branches,
    gos,
    voices_of,
)
from voiceapp.dialogue.tricks import TRICKS
from voiceapp.dialogue.understanding.meaning import INTENTS

LONGEST_LINE = 60
"""Words an agent may say in one breath; COMEDY asks for two sentences of at most 22 words, a briefing has three."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Where (``path`` into the data: names and list positions) something is wrong, what, and what to do."""

    path: tuple[str | int, ...]
    what: str


def faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything that would make a call of this scenario stumble."""
    for key in ("start", "abandoned"):
        yield from _act_exists(scenario, getattr(scenario, key), (key,))
    if not isinstance(scenario.acts.get(scenario.abandoned, Ending(voice="", say=[])), Ending):
        yield Fault(path=("abandoned",), what="leads to an act that waits for the caller; let it lead to an ending")
    if branches(scenario.rang_again):
        yield from _go(scenario, scenario.rang_again, ("rang_again",))
    for name, member in scenario.cast.items():
        yield from _member(name, member, {*INTENTS, *scenario.intents})
    for name, act in scenario.acts.items():
        path = ("acts", name)
        for voice in voices_of(act):
            if voice not in scenario.cast:
                yield Fault(path=path, what=f"names {voice!r}, who is not in the cast ({', '.join(scenario.cast)})")
        for go in gos(act):
            yield from _go(scenario, go, path)
        if not any(voice not in scenario.cast for voice in voices_of(act)):
            yield from _pools(scenario, act, path)


def _act_exists(scenario: Scenario, name: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if name not in scenario.acts:
        yield Fault(path=path, what=f"leads to {name!r}, which is no act; there are {', '.join(scenario.acts)}")


def _go(scenario: Scenario, go: Go, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if not branches(go):
        yield Fault(path=path, what="leads nowhere: its 'go' is an empty list")
    for branch in branches(go):
        yield from _act_exists(scenario, branch.to, path)
        yield from _condition(branch.when, path)


def _condition(condition: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    try:
        template.check_condition(condition)
    except template.TemplateFault as fault:
        yield Fault(path=path, what=f"the condition {condition!r} {fault}")


def _member(name: str, member: Member, intents: Collection[str]) -> Iterator[Fault]:
    for trick in member.tricks:
        if trick not in TRICKS:
            yield Fault(
                path=("cast", name, "tricks"), what=f"{trick!r} is no trick; there are {', '.join(sorted(TRICKS))}"
            )
    for pool, variants in member.lines.items():
        for i, variant in enumerate(variants):
            path = ("cast", name, "lines", pool, i)
            line = Line(en=variant) if isinstance(variant, str) else variant
            yield from _condition(line.when, path)
            for language in LANGUAGES:
                text = getattr(line, language)
                try:
                    template.check(text)
                except template.TemplateFault as fault:
                    yield Fault(path=path, what=f"the line {text[:40]!r} {fault}")
            if not line.en.strip():
                yield Fault(path=path, what="is a line without words")
            if len(line.en.split()) > LONGEST_LINE:
                yield Fault(path=path, what=f"has {len(line.en.split())} words; {LONGEST_LINE} can be said")
        occasion, _, intent = pool.partition(".")
        if occasion == "on" and intent != "any" and intent not in intents:
            what = f"{intent!r} is no intent; write on.any, or an intent that there is, as in on.yes"
            yield Fault(path=("cast", name, "lines", pool), what=what)


def _pools(scenario: Scenario, act: object, path: tuple[str | int, ...]) -> Iterator[Fault]:
    """Pools that an act speaks from and that its speaker does not have."""
    needed: list[tuple[str, str]] = []
    match act:
        case Menu():
            needed = [(act.voice, pool) for pool in [*act.open, act.unclear, act.silent]]
            needed += [(act.voice, option.say) for option in act.options if option.say]
        case Number():
            needed = [(act.voice, pool) for pool in [*act.open, act.read_back, act.unclear, act.silent]]
        case Hold():
            needed = [(act.voice, item) if isinstance(item, str) else (item.voice, item.say) for item in act.announce]
        case Agent():
            needed = [(act.agent, pool) for pool in [*act.open, act.close, "silence", "on.any"]]
            needed += [(act.agent, f"ask.{field}") for field in act.ask]
        case Transfer():
            needed = [(act.to, act.reply)] if act.warm else []
        case Cut():
            needed = [(act.agent, act.say)] if act.agent else []
        case Survey():
            needed = [(act.voice, pool) for pool in [*act.open, *act.close]]
            needed += [(act.voice, pool) for question in act.questions for pool in (question.ask, question.thank)]
        case Gesture():
            pools = [*act.open, act.read_back, act.insist, act.silent, *act.deliver]
            needed = [(act.agent, pool) for pool in pools]
        case Ending():
            needed = [(act.voice, pool) for pool in act.say]
    for speaker, pool in needed:
        if not scenario.cast[speaker].lines.get(pool):
            yield Fault(path=path, what=f"{speaker!r} has no lines under {pool!r}; write at least one")
