"""What holds for every wrong reading, whatever was said."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.mishearing import Candidate, Memory, Mishearer
from voiceapp.dialogue.utterance import Alternative, Utterance

relaxed = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = (
    "the a my your this container door order never arrived please move it to wrong address i paid bill twice on monday "
    "four seven nine number is mathieu fucking colleague hung up me waiting two hours for technician in front of not "
    "and damn"
).split()
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


def check(candidates: list[Candidate], said: str) -> None:
    assert candidates
    for candidate in candidates:
        assert candidate.text.strip()
        assert candidate.text.casefold() != " ".join(said.split()).casefold()
        assert any(c.isalnum() for c in candidate.text)
        assert candidate.distance >= 0 and math.isfinite(candidate.distance)
        assert math.isfinite(candidate.fluency) and math.isfinite(candidate.score)
    assert len({c.text for c in candidates}) == len(candidates)


@relaxed
@given(text=st.text(max_size=200), seed=st.integers(0, 2**63))
def test_any_text_is_accepted_and_never_comes_back_true(mishearer: Mishearer, text: str, seed: int) -> None:
    check(mishearer.candidates(text, seed=seed), text)


@relaxed
@given(said=sentences, seed=st.integers(0, 999), domain=st.sampled_from([None, "cats", "telecom", "no such domain"]))
def test_sentences(mishearer: Mishearer, said: str, seed: int, domain: str | None) -> None:
    first = mishearer.candidates(said, seed=seed, domain=domain)
    check(first, said)
    assert first == mishearer.candidates(said, seed=seed, domain=domain)
    # Oaths never come back.
    assert not any({"fucking", "damn"} & set(c.text.split()) for c in first)


@relaxed
@given(
    said=sentences,
    others=st.lists(st.one_of(sentences, st.text(max_size=40)), max_size=5),
    seed=st.integers(0, 99),
)
def test_alternatives_of_a_recogniser(mishearer: Mishearer, said: str, others: list[str], seed: int) -> None:
    share = 1 / (len(others) + 1)
    heard = tuple(Alternative(text=t, probability=share) for t in (said, *others))
    check(mishearer.candidates(Utterance(text=said, alternatives=heard), seed=seed), said)


def test_ten_thousand_words_are_answered(mishearer: Mishearer) -> None:
    said = " ".join(random.Random(1).choices(WORDS, k=10_000))
    check(mishearer.candidates(said, seed=3), said)


def test_one_endless_word_is_answered(mishearer: Mishearer) -> None:
    check(mishearer.candidates("a" * 100_000), "a" * 100_000)
    check(mishearer.candidates("7" * 5_000), "7" * 5_000)


@pytest.mark.parametrize("said", ["", "   ", "?!", "👋", "…", "ok", "no", "yes"])
def test_next_to_nothing_said(mishearer: Mishearer, said: str) -> None:
    check(mishearer.candidates(said), said)


def test_what_is_to_be_avoided_is_not_given(mishearer: Mishearer) -> None:
    said = "there is a container in front of my door"
    first = [c.text for c in mishearer.candidates(said)]
    second = [c.text for c in mishearer.candidates(said, avoid=first)]
    assert not set(first) & set(second)


def test_how_many(mishearer: Mishearer) -> None:
    said = "the truck is parked on the pavement"
    assert len(mishearer.candidates(said, n=1)) == 1
    assert len(mishearer.candidates(said, n=3)) == 3
    scores = [c.score for c in mishearer.candidates(said, n=8)]
    assert scores == sorted(scores, reverse=True)


def test_different_seeds_give_different_readings(mishearer: Mishearer) -> None:
    said = "the truck is parked on the pavement"
    assert len({mishearer.candidates(said, seed=s, n=1)[0].text for s in range(10)}) >= 4


def test_nothing_said_is_remembered_as_said(mishearer: Mishearer) -> None:
    said = "can you please move the container"
    memory = Memory()
    seen: set[str] = set()
    for _ in range(6):
        best = mishearer.candidates(said, memory=memory)[0]
        assert best.text not in seen
        seen.add(best.text)
        memory = memory.remember(best)
