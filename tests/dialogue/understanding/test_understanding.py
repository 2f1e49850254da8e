"""Understanding, as a caller of the engine sees it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.understanding import INTENTS, SLOTS, Meaning, Understander
from voiceapp.dialogue.utterance import Alternative, Utterance
from voiceapp.languages import load_understander


@pytest.fixture(scope="module")
def understander() -> Understander:
    return load_understander()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("there is a container in front of my door", "report_problem"),
        ("my internet has been down since tuesday", "report_problem"),
        ("please move the container", "request_action"),
        ("can you call me back tomorrow", "request_action"),
        ("i want to speak to a human", "ask_human"),
        ("let me talk to your manager", "ask_supervisor"),
        ("can you repeat that", "ask_repeat"),
        ("hang on a second i need a pen", "ask_wait"),
        ("who am i speaking to", "ask_who"),
        ("why do you need my number", "ask_why"),
        ("when will you come", "ask_when"),
        ("how much does it cost", "ask_price"),
        ("how long will it take", "ask_status"),
        ("my name is mathieu", "give_name"),
        ("forty two b", "give_number"),
        ("in brussels", "give_place"),
        ("since tuesday", "give_time"),
        ("m a t h i e u", "spell"),
        ("i have been on hold for forty minutes", "complain"),
        ("i will call my lawyer", "threaten"),
        ("bloody hell", "swear"),
        ("i want to cancel my contract", "cancel"),
        ("don't transfer me again", "refuse_transfer"),
        ("please don't put me on hold", "refuse_hold"),
        ("i don't want a fondue set", "refuse_offer"),
        ("okay i'll take the upgrade", "accept_offer"),
        ("the container would like a glass of wine", "play_along"),
        ("what do you mean", "confused"),
        ("how are you today", "small_talk"),
        ("je ne parle pas anglais", "other_language"),
        ("yes that's right", "yes"),
        ("no i didn't ask for that", "no"),
        ("thank you very much", "thank"),
        ("good morning", "greet"),
        ("goodbye", "goodbye"),
    ],
)
def test_intents(understander: Understander, text: str, intent: str) -> None:
    assert understander.understand(text).intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("", "silence"),
        ("  ", "silence"),
        ("...", "silence"),
        ("?!", "silence"),
        ("😀", "nonsense"),
        ("Здравствуйте, вы говорите по-русски?", "other_language"),
        ("お願いします", "other_language"),
    ],
)
def test_texts_without_english_words(understander: Understander, text: str, intent: str) -> None:
    assert understander.understand(text).intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello i want to speak to a human", "ask_human"),
        ("this is ridiculous give me your supervisor", "ask_supervisor"),
        ("my internet is down and i want to cancel my contract", "cancel"),
        ("there's a container in front of my door please move it", "request_action"),
        ("if you don't move it i will call the police", "threaten"),
        ("okay thank you goodbye", "goodbye"),
    ],
)
def test_of_two_wishes_the_one_to_answer_first(understander: Understander, text: str, intent: str) -> None:
    assert understander.understand(text).intent == intent


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("my name is mathieu", {"name": ("mathieu",)}),
        ("it's mister van den berg", {"name": ("van den berg",)}),
        ("this is sarah o'brien speaking", {"name": ("sarah o'brien",)}),
        ("m a t h i e u", {"name": ("mathieu",)}),
        ("p for peter a for apple t for tango", {"name": ("pat",)}),
        ("oh four seven six double five one two", {"number": ("04765512",)}),
        ("forty two b", {"number": ("42b",)}),
        ("my customer number is seven seven two", {"number": ("772",)}),
        ("since tuesday", {"time": ("since tuesday",)}),
        ("for three weeks", {"time": ("3 weeks",)}),
        ("on friday", {"time": ("friday",)}),
        ("between nine and twelve", {"time": ("between 9 and 12",)}),
        ("at half past three", {"time": ("half past 3",)}),
        ("forty two station road", {"place": ("42 station road",)}),
        ("in brussels", {"place": ("brussels",)}),
        ("i want to cancel my contract", {"object": ("contract",), "wish": ("cancel my contract",)}),
        (
            "there is a container in front of my door",
            {"object": ("container",), "place": ("door",)},
        ),
        (
            "i want the container moved by friday",
            {"object": ("container",), "wish": ("move the container",), "time": ("by friday",)},
        ),
        (
            "i need you to come and clean the drain in the yard",
            {"object": ("drain",), "place": ("yard",), "wish": ("clean the drain",)},
        ),
        (
            "please get that cat out of the tree by noon",
            {"object": ("cat",), "place": ("tree",), "time": ("by noon",), "wish": ("get that cat out",)},
        ),
        (
            "fix my phone and send me the bill",
            {"object": ("phone", "bill"), "wish": ("fix my phone", "send me the bill")},
        ),
        ("no not brown braun", {"name": ("braun",)}),
        ("four four two i mean four four three", {"number": ("443",)}),
        ("it was on june the fourteenth", {"time": ("14 june",)}),
        ("there are five of us", {"quantity": ("5",)}),
        ("first name ruth last name pemberton", {"name": ("ruth pemberton",)}),
        ("or four seven nine eight eight seven six", {"number": ("04798876",)}),
        ("Can you PLEASE move the container?!", {"object": ("container",), "wish": ("move the container",)}),
    ],
)
def test_slots(understander: Understander, text: str, slots: dict[str, tuple[str, ...]]) -> None:
    assert dict(understander.understand(text).slots) == slots


@pytest.mark.parametrize(
    "text",
    [
        "um i want i want to speak to uh a human",
        "i i i want to to speak to a a human",
        "I WANT TO SPEAK TO A HUMAN!!!",
        "i want to speak to a human 😡😡",
        "yeah well you know i want to speak to like a human you know",
    ],
)
def test_fillers_restarts_and_typing_do_not_matter(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "ask_human"


def test_all_alternatives_count(understander: Understander) -> None:
    best = "i one to speed to a humor"
    rest = ("i want to speak to a human", "i want to speak to a humor")
    utterance = Utterance(
        text=best,
        alternatives=(
            Alternative(text=best, probability=0.36),
            Alternative(text=rest[0], probability=0.34),
            Alternative(text=rest[1], probability=0.3),
        ),
    )
    assert understander.understand(utterance).intent == "ask_human"


def test_slots_most_alternatives_agree_on_win(understander: Understander) -> None:
    texts = (("my name is matter", 0.4), ("my name is mathieu", 0.35), ("the name is mathieu", 0.25))
    utterance = Utterance(text=texts[0][0], alternatives=tuple(Alternative(text=t, probability=p) for t, p in texts))
    assert understander.understand(utterance).slots["name"] == ("mathieu",)


def test_sentiment_has_a_sign(understander: Understander) -> None:
    assert understander.understand("this is a disgrace you useless idiots").sentiment < -0.6
    assert understander.understand("thank you that is wonderful").sentiment > 0.5
    assert understander.understand("my name is mathieu").sentiment == 0
    assert understander.understand("that is not good").sentiment < 0


@pytest.mark.parametrize(
    "text",
    [
        "yes", "no", "the container", "what for", "hello", "forty two b", "my name is mathieu", "it's in brussels",
        "i want to speak to a human", "who am i speaking to", "that's what i want", "hold on", "yes it is", "come in",
        "oh four seven six double five one two three four", "there is a container in front of my door", "i don't", "",
    ],
)  # fmt: skip
def test_finished(understander: Understander, text: str) -> None:
    assert understander.finished(text)


@pytest.mark.parametrize(
    "text",
    [
        "i want to", "there is a", "there is a container in front of my", "i would like to speak to the",
        "my name is",
        "because", "i can't get out of", "it's been there since", "the container and", "i was wondering if you could",
        "my number is oh four seven", "double", "um", "so i called you and", "i need you to",
        "well it's about the", "and then uh",
    ],
)  # fmt: skip
def test_not_finished(understander: Understander, text: str) -> None:
    assert not understander.finished(text)


def test_a_scenario_adds_its_own_intents(understander: Understander) -> None:
    examples = {"ask_moon": ["is the moon made of cheese", "how far away is the moon", "can i see the moon tonight"]}
    extended = understander.extended(examples)
    assert extended.understand("how far is the moon").intent == "ask_moon"
    assert extended.understand("is the moon made of green cheese").intent == "ask_moon"
    assert extended.understand("i want to speak to a human").intent == "ask_human"
    assert understander.understand("how far is the moon").intent != "ask_moon"


def check(meaning: Meaning, text: str) -> None:
    assert meaning.text == text
    names = [name for name, _ in meaning.intents]
    scores = [score for _, score in meaning.intents]
    assert meaning.intent == names[0]
    assert set(names) <= set(INTENTS)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert -1 <= meaning.sentiment <= 1
    assert set(meaning.slots) <= set(SLOTS)
    assert all(texts and all(t and t == t.strip() for t in texts) for texts in meaning.slots.values())


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_accepted(text: str) -> None:
    understander = load_understander()
    meaning = understander.understand(text)
    check(meaning, text)
    assert meaning == understander.understand(text)
    assert meaning.finished == understander.finished(text)


WORDS = (
    "i want to speak a human the container my door is m a t double five oh four and in at on since between hundred for "
    "mister van o'brien 's not please move it no yes name number brussels road 42 monday half past get"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_words_are_accepted(text: str) -> None:
    check(load_understander().understand(text), text)


@given(st.lists(st.tuples(st.text(max_size=30), st.floats(0, 1)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_alternatives_are_accepted(alternatives: list[tuple[str, float]]) -> None:
    utterance = Utterance(
        text=alternatives[0][0] if alternatives else "hello",
        alternatives=tuple(Alternative(text=t, probability=p) for t, p in alternatives),
    )
    check(load_understander().understand(utterance), utterance.text)


@pytest.mark.parametrize("text", ["five " * 10_000, "i want to " * 4_000, "x" * 100_000, "m " * 10_000, "é" * 50_000])
def test_very_long_texts_are_accepted(understander: Understander, text: str) -> None:
    check(understander.understand(text), text)
