"""What an agent does with a turn: variety, weights, the pools it is spoken from, and the explanation."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from random import Random
from typing import Any

import pytest

from voiceapp.dialogue.case_file import CaseFile
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.planner import Choice, Planner
from voiceapp.dialogue.prompter import Prompter
from voiceapp.dialogue.scenario import Line, Member, VoiceSpec
from voiceapp.dialogue.turn import Turn
from voiceapp.dialogue.understanding.meaning import Meaning

ENOUGH = 400


def lines(pool: str, slot: str = "") -> list[str | Line]:
    return [f"{pool} {i}{' {{ ' + slot + ' }}' if slot else ''}." for i in range(ENOUGH)]


def member(tricks: dict[str, float], **pools: list[str | Line]) -> Member:
    all_lines: dict[str, list[str | Line]] = {f"trick.{name}": lines(name) for name in tricks}
    all_lines |= {pool.replace("__", "."): variants for pool, variants in pools.items()}
    return Member(name="Ann", voice=VoiceSpec(id="en"), tricks=tricks, lines=all_lines)


def turn(by: Member, rng: Random, text: str = "can you move the container", **more: Any) -> Turn:
    intent = more.pop("intent", "request_action")
    slots = {"object": ("container",)}
    reading = Candidate(
        text="can you move the campaigner",
        source="sound",
        replaced="container",
        with_="campaigner",
        phrase="campaigner",
    )
    given = {"candidates": (reading,), "earlier": (), "pending": None, "talked_over": False}
    meaning = Meaning(text=text, intent=intent, intents=((intent, 1.0),), slots=slots)
    return Turn(t=1.0, text=text, meaning=meaning, member=by, case=CaseFile(), rng=rng, **{**given, **more})


def chosen(by: Member, times: int, seed: int, **more: Any) -> list[Choice]:
    rng = Random(seed)
    planner = Planner(rng, Prompter(rng))
    found = []
    for _ in range(times):
        choice = planner.choose(turn(by, rng, **more), {})
        assert choice is not None
        found.append(choice)
    return found


def tricks_of(choices: list[Choice]) -> list[str]:
    return [choice.play.trick for choice in choices]


@pytest.mark.parametrize("seed", range(10))
def test_no_trick_is_played_again_and_again(seed: int) -> None:
    by = member({"mishear": 1, "confirm": 1, "wrong_box": 1, "literal": 1, "short_field": 1})
    played = tricks_of(chosen(by, 200, seed))
    runs = [len(list(run)) for _, run in groupby(played)]
    assert max(runs) <= 3
    assert sum(run - 1 for run in runs) / len(played) < 0.2
    assert set(Counter(played)) == {"mishear", "confirm", "wrong_box", "literal", "short_field"}


def test_weights_are_respected() -> None:
    shares = Counter(tricks_of(chosen(member({"wrong_box": 4, "short_field": 1, "literal": 0}), 300, seed=1)))
    assert shares["wrong_box"] > 1.3 * shares["short_field"] > 0
    assert shares["literal"] == 0


def test_only_what_fits_is_played() -> None:
    by = member({"digits_back": 10, "spelling": 10, "borrowed_yes": 10, "wrong_box": 0.1})
    assert set(tricks_of(chosen(by, 30, seed=1))) == {"wrong_box"}


def test_an_intent_that_wants_an_answer_gets_one_more_often_than_a_trick() -> None:
    by = member({"mishear": 1}, on__swear=lines("on.swear"), on__request_action=lines("on.request_action"))
    hard = Counter(tricks_of(chosen(by, 100, seed=1, intent="swear")))
    plain = Counter(tricks_of(chosen(by, 100, seed=1, intent="request_action")))
    assert hard["on.swear"] > plain["on.request_action"]


def test_every_play_is_explained_with_its_weight() -> None:
    by = member({"mishear": 1.2, "wrong_box": 0.8, "spelling": 1}, on__any=lines("any"))
    for choice in chosen(by, 20, seed=3):
        considered = {trick: (weight, why) for trick, weight, why in choice.considered}
        assert {"mishear", "wrong_box", "on.request_action", "on.any"} == set(considered)
        assert choice.play.trick in considered
        assert all(weight >= 0 and why is not None for weight, why in considered.values())


def test_a_trick_without_lines_makes_way() -> None:
    by = member({"mishear": 10, "wrong_box": 0.1}, trick__mishear=[])
    assert set(tricks_of(chosen(by, 20, seed=1))) == {"wrong_box"}


def test_nothing_left_to_say_is_no_choice() -> None:
    rng = Random(1)
    planner = Planner(rng, Prompter(rng))
    by = member({"mishear": 1}, trick__mishear=["Once."])
    assert planner.choose(turn(by, rng), {})
    assert planner.choose(turn(by, rng), {}) is None


def test_any_other_answer_is_the_last_resort() -> None:
    by = member({"mishear": 1}, trick__mishear=["Once."], on__any=lines("any"))
    played = tricks_of(chosen(by, 20, seed=2))
    assert played.count("mishear") == 1 and played.count("on.any") == 19


@pytest.mark.parametrize(
    ("pool", "others"),
    [
        ("trick.mishear.object", ["trick.mishear.request_action", "trick.mishear"]),
        ("trick.mishear.request_action", ["trick.mishear"]),
        ("trick.mishear", ["trick.mishear.name", "trick.mishear.swear"]),
    ],
)
def test_the_pool_that_fits_best_is_spoken_from(pool: str, others: list[str]) -> None:
    by = Member(
        name="Ann",
        voice=VoiceSpec(id="en"),
        tricks={"mishear": 1},
        lines={name: list(lines(name)) for name in [pool, *others]},
    )
    assert {choice.spoken.pool for choice in chosen(by, 20, seed=1)} == {pool}


@pytest.mark.parametrize(
    ("line", "on_file"),
    [
        ("So it is {{ heard }}.", True),
        ("{{ heard|capitalize }}. Is it on?", True),
        ("{{ heard|upper }}!", True),
        ("{{ heard|spelled }}, was it?", True),
        ("{{ quote|capitalize }}. Really?", True),
        ("I see. Is it on?", False),
        ("Not {{ said }}, surely.", False),
    ],
)
def test_a_wrong_reading_counts_only_when_it_was_spoken(line: str, on_file: bool) -> None:
    (choice,) = chosen(member({"mishear": 1}, trick__mishear=[line]), 1, seed=1)
    assert bool(choice.play.writes) is on_file
    assert bool(choice.play.heard) is on_file


def test_the_same_seed_plays_the_same_tricks() -> None:
    by = member({"mishear": 1, "confirm": 1, "wrong_box": 1})
    one, other = chosen(by, 40, seed=5), chosen(by, 40, seed=5)
    assert one == other
    assert tricks_of(one) != tricks_of(chosen(by, 40, seed=6))
