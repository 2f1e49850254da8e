"""What ``scenario check`` has doubts about: each fault is put into a scenario that has none, and found alone."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import msgspec
import pytest

from voiceapp.dialogue.scenario import Scenario
from voiceapp.dialogue.scenario_check import Fault, faults
from voiceapp.dialogue.scenario_doubts import doubts, longest_call

Change = Callable[[dict[str, Any]], None]


def three(text: str) -> list[dict[str, str]]:
    return [{"en": f"{text} {i}.", "fr": f"{text} {i}.", "nl": f"{text} {i}."} for i in range(4)]


def sound() -> dict[str, Any]:
    """A scenario that nobody would look at again."""
    machine = ["greeting", "unclear", "silent", "wait", "bye", "ask", "read_back", "question", "thanks"]
    ann = ["open", "close", "silence", "on.any", "offer", "gesture.read_back", "gesture.insist", "gesture.silent"]
    return {
        "name": "sound",
        "title": "Sound",
        "about": "",
        "number": "1",
        "start": "menu",
        "abandoned": "end",
        "cast": {
            "machine": {"name": "M", "role": "ivr", "voice": {"id": "en"}, "lines": {p: three(p) for p in machine}},
            "ann": {
                "name": "Ann",
                "voice": {"id": "en"},
                "lines": {p: three(p) for p in [*ann, "gesture.deliver", "briefed", "brief"]},
            },
        },
        "acts": {
            "menu": {"kind": "menu", "voice": "machine", "open": ["greeting"], "go": "number", "options": []},
            "number": {"kind": "number", "voice": "machine", "open": ["ask"], "go": "hold"},
            "hold": {"kind": "hold", "voice": "machine", "announce": ["wait"], "go": "ann"},
            "ann": {"kind": "agent", "agent": "ann", "go": "over"},
            "over": {"kind": "transfer", "to": "ann", "warm": True, "go": "dead"},
            "dead": {"kind": "cut", "go": "survey"},
            "survey": {
                "kind": "survey",
                "voice": "machine",
                "open": ["wait"],
                "questions": [{"ask": "question", "recorded": ["ten"], "thank": "thanks"}],
                "go": "again",
            },
            "again": {"kind": "callback", "agent": "ann", "go": "gift"},
            "gift": {"kind": "gesture", "agent": "ann", "open": ["offer"], "otherwise": "a fondue set", "go": "end"},
            "end": {"kind": "ending", "voice": "machine", "say": ["bye"]},
        },
    }


def doubted(change: Change) -> list[Fault]:
    data = deepcopy(sound())
    change(data)
    scenario = msgspec.convert(data, Scenario)
    assert not list(faults(scenario)), "it cannot even be played"
    return list(doubts(scenario))


def test_a_sound_scenario_raises_no_doubt() -> None:
    assert doubted(lambda data: None) == []


def pool(voice: str, name: str, lines: list[Any]) -> Change:
    def change(data: dict[str, Any]) -> None:
        data["cast"][voice]["lines"][name] = lines

    return change


def act(name: str, **keys: Any) -> Change:
    def change(data: dict[str, Any]) -> None:
        data["acts"].setdefault(name, {}).update(keys)

    return change


def line(text: str, **more: str) -> dict[str, str]:
    return {"en": text, "fr": "x", "nl": "x", **more}


MACHINE, ANN = ("cast", "machine", "lines"), ("cast", "ann", "lines")


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (act("lost", kind="hold", voice="machine", go="end"), ("acts", "lost"), "no way leads here"),
        (
            act("menu", go=[{"to": "number", "when": "mood.angry"}, {"to": "hold", "when": "case.name"}]),
            ("acts", "menu"),
            "every way on has a condition",
        ),
        (act("hold", at_most=9, go=[{"to": "hold"}, {"to": "ann"}]), (*MACHINE, "wait"), "4 lines"),
        (act("menu", tries=7, silent="unclear"), (*MACHINE, "unclear"), "the longest call can ask for"),
        (act("ann", silences=5), (*ANN, "silence"), "the longest call can ask for 5"),
        (
            pool("ann", "open", [line("{{ case.name }}?"), line("Yes?", when="mood.angry")]),
            (*ANN, "open"),
            "write one without",
        ),
        (
            pool("ann", "on.any", [line(f"{{{{ heard }}}} {i}") for i in range(3)]),
            (*ANN, "on.any"),
            "write one without",
        ),
        (
            pool("ann", "open", [line("{{ case.name|default('you') }}, {{ case.object }}?")]),
            (*ANN, "open"),
            "write one without",
        ),
        (
            pool("ann", "open", [line("Yes?"), line(" ".join(["word"] * 40) + ". And then?")]),
            (*ANN, "open", 1),
            "a sentence of 40 words",
        ),
        (pool("ann", "open", ["Yes?", line("No?")]), (*ANN, "open"), "1 of 2 lines have no caption"),
    ],
)
def test_a_doubt_says_where_and_what(change: Change, path: tuple[str | int, ...], words: str) -> None:
    found = doubted(change)
    assert found
    assert {fault.path for fault in found} == {path}
    assert any(words in fault.what for fault in found)


def test_without_a_way_to_an_ending_it_says_so() -> None:
    found = doubted(act("hold", go="menu"))
    assert ("start",) in {fault.path for fault in found if "ending" in fault.what}


@pytest.mark.parametrize(
    "change",
    [
        act(
            "menu", go=[{"to": "number", "when": "mood.angry"}, {"to": "hold", "when": "not mood.angry"}, {"to": "end"}]
        ),
        act("menu", go=[{"to": "number", "when": "mood.angry"}, {"to": "hold", "when": "not mood.angry"}]),
        pool("ann", "open", [line("{{ case.name|default('You') }}?")]),
        pool("ann", "open", [line("{{ case.name }}?"), line("Yes?")]),
        pool("ann", "open", [line("Customer {{ number }}, {{ agent.name }} here, {{ queue.position }}?")]),
        pool("machine", "read_back", [line("{{ heard|spelled }}.")]),
        pool("ann", "gesture.deliver", [line("Here is {{ heard }}.")]),
    ],
)
def test_what_always_works_raises_no_doubt(change: Change) -> None:
    assert doubted(change) == []


def test_a_language_without_any_caption_is_one_doubt() -> None:
    def change(data: dict[str, Any]) -> None:
        for member in data["cast"].values():
            member["lines"] = {name: [{**v, "nl": ""} for v in lines] for name, lines in member["lines"].items()}

    (fault,) = doubted(change)
    assert fault.path == ("cast",) and "'nl'" in fault.what


def length(change: Change) -> float:
    data = deepcopy(sound())
    change(data)
    return longest_call(msgspec.convert(data, Scenario))


def test_the_longest_call_counts_every_act_as_often_as_it_may_come() -> None:
    base = length(lambda data: None)
    assert 60 < base < 900
    assert length(act("hold", seconds=[10, 50])) == base + 30
    assert length(act("hold", at_most=3)) == pytest.approx(base + 2 * 26)
    assert length(act("ann", turns=[3, 9])) > base
    assert length(act("again", rings=45)) == base + 30
