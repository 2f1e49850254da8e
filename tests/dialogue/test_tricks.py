"""Every way of not listening alone: when it is tried, what it puts on file, and what it waits for."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.case_file import CaseFile
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.scenario import Member, VoiceSpec
from voiceapp.dialogue.tongues import TONGUES, OwnWords
from voiceapp.dialogue.tricks import ALWAYS, BOXES, SHORT_FIELD, TRICKS, field_of, slipped
from voiceapp.dialogue.turn import Pending, Play, Turn
from voiceapp.dialogue.understanding.meaning import INTENTS, SLOTS, Meaning

CAMPAIGNER = Candidate(
    text="there is a campaigner at the door",
    source="phonetics",
    replaced="container",
    with_="campaigner",
    phrase="campaigner",
)


def meant(text: str, intent: str, slots: dict[str, tuple[str, ...]] | None = None) -> Meaning:
    return Meaning(text=text, intent=intent, intents=((intent, 1.0),), slots=slots or {})


def turn(
    text: str = "there is a container at the door",
    intent: str = "report_problem",
    slots: dict[str, tuple[str, ...]] | None = None,
    seed: int = 1,
    **more: Any,
) -> Turn:
    given_ = {
        "candidates": (),
        "earlier": (),
        "pending": None,
        "talked_over": False,
        "member": Member(name="Ann", voice=VoiceSpec(id="en")),
    }
    meaning = meant(text, intent, slots)
    return Turn(t=1.0, text=text, meaning=meaning, case=CaseFile(), rng=Random(seed), **{**given_, **more})


def played(name: str, at: Turn) -> Play:
    play = TRICKS[name](at)
    assert play is not None
    assert play.trick == name
    return play


OBJECT = {"object": ("container",)}


# Wrong readings ---------------------------------------------------------------------------------------------------


def test_mishear_takes_the_best_reading_and_puts_it_where_it_belongs() -> None:
    play = played("mishear", turn(slots=OBJECT, candidates=(CAMPAIGNER,)))
    assert play.values == {"heard": "campaigner", "quote": CAMPAIGNER.text, "said": "container", "field": "object"}
    assert play.writes == (("object", "container", "campaigner"),)
    assert play.heard == CAMPAIGNER.text


def test_what_belongs_nowhere_is_the_problem() -> None:
    play = played("mishear", turn(candidates=(CAMPAIGNER,)))
    assert play.writes == (("problem", "there is a container at the door", CAMPAIGNER.text),)


PROCEDURE = Candidate(text="seven four", source="procedure", replaced="four seven", with_="seven four")
NO_THING = Candidate(text="there is a trainer at the door", source="sound", replaced="container", with_="trainer")


@pytest.mark.parametrize("trick", ["mishear", "confirm"])
def test_a_reading_with_a_thing_in_it_is_preferred(trick: str) -> None:
    assert TRICKS[trick](turn()) is None
    assert TRICKS[trick](turn(candidates=(PROCEDURE,))) is None
    assert played(trick, turn(candidates=(PROCEDURE, NO_THING, CAMPAIGNER))).values["heard"] == "campaigner"


def test_a_reading_without_a_thing_can_be_quoted_but_not_asked_about() -> None:
    play = played("mishear", turn(candidates=(NO_THING,)))
    assert play.values["heard"] == "" and play.values["quote"] == NO_THING.text
    assert TRICKS["confirm"](turn(candidates=(NO_THING,))) is None


@pytest.mark.parametrize("intent", ["yes", "no", "thank", "greet", "goodbye"])
def test_a_plain_answer_is_not_misheard(intent: str) -> None:
    assert TRICKS["mishear"](turn("well yes", intent, candidates=(CAMPAIGNER,))) is None
    assert TRICKS["mishear"](turn("yes it is still at the door", intent, candidates=(CAMPAIGNER,)))


@pytest.mark.parametrize("field", ["name", "object", "place", "wish", "time", "number"])
def test_a_reading_goes_into_the_field_of_what_it_replaced(field: str) -> None:
    assert field_of(CAMPAIGNER, meant("x", "give_name", {field: ("container",)})) == field
    assert field_of(CAMPAIGNER, meant("x", "give_name", {field: ("big container",)})) == field
    assert field_of(CAMPAIGNER, meant("x", "give_name", {field: ("contain",)})) == "problem"


def test_a_confirmation_waits_for_its_answer_and_is_not_asked_twice() -> None:
    at = turn(slots=OBJECT, candidates=(CAMPAIGNER,))
    play = played("confirm", at)
    assert play.expects == Pending(kind="confirm", field="object", value="campaigner")
    assert TRICKS["confirm"](turn(candidates=(CAMPAIGNER,), pending=play.expects)) is None


@pytest.mark.parametrize(("answer", "taken_for"), [("yes", "yes"), ("no", "no"), ("confused", "any")])
def test_any_answer_confirms(answer: str, taken_for: str) -> None:
    pending = Pending(kind="confirm", field="object", value="campaigner")
    play = TRICKS["confirmed"](turn(answer, answer, pending=pending))
    assert play is not None
    assert play.trick == f"confirmed.{taken_for}"
    assert play.values["heard"] == "campaigner"
    assert TRICKS["confirmed"](turn(answer, answer)) is None


# Procedure --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("intent", INTENTS)
def test_a_yes_is_borrowed_from_whoever_agrees(intent: str) -> None:
    play = TRICKS["borrowed_yes"](turn("quite so", intent))
    assert (play is not None) == (intent in {"yes", "accept_offer", "thank"})


def test_digits_are_read_back_wrong() -> None:
    play = played("digits_back", turn("it is 0475", "give_number", {"number": ("0475",)}))
    ((field, said, recorded),) = play.writes
    assert (field, said) == ("number", "0475")
    assert recorded == play.values["heard"] == play.heard != "0475"
    assert TRICKS["digits_back"](turn()) is None


def test_a_small_number_is_only_written_down_when_it_was_given_as_one() -> None:
    assert TRICKS["digits_back"](turn("there are two of us", slots={"number": ("2",)})) is None
    assert played("digits_back", turn("two", "give_number", {"number": ("2",)}))
    assert played("digits_back", turn("it says 715", slots={"number": ("2", "715")})).values["said"] == "715"


@given(digits=st.text(alphabet="0123456789", min_size=1, max_size=15), seed=st.integers(0, 99))
def test_a_slip_is_small_and_always_wrong(digits: str, seed: int) -> None:
    wrong = slipped(digits, Random(seed))
    assert wrong != digits
    assert len(wrong) == len(digits) and wrong.isdigit()


@given(text=st.text(max_size=12), seed=st.integers(0, 9))
def test_what_is_no_number_slips_without_harm(text: str, seed: int) -> None:
    assert len(slipped(text, Random(seed))) == len(text)


def test_a_name_is_spelled_by_words_that_do_not_help() -> None:
    play = played("spelling", turn("i am mathieu peeters", "give_name", {"name": ("mathieu peeters",)}))
    alphabet = TONGUES["en"].alphabet
    assert play.values["spelled"].key == ", ".join(f"{letter.upper()} as in {alphabet[letter]}" for letter in "peet")
    assert str(play.values["spelled"].in_language("fr")).startswith("P comme loup, E comme")
    assert play.values["rest"] == "3"
    assert not play.writes
    for name in ("o", "wolfeschlegelsteinhausen", "42"):
        assert TRICKS["spelling"](turn(slots={"name": (name,)})) is None
    assert TRICKS["spelling"](turn()) is None


@pytest.mark.parametrize("language", TONGUES)
def test_every_letter_has_a_word(language: str) -> None:
    alphabet = TONGUES[language].alphabet
    assert "".join(alphabet) == "abcdefghijklmnopqrstuvwxyz"
    assert len(set(alphabet.values())) == 26


def test_a_polite_question_is_answered_in_its_language() -> None:
    french = turn("pouvez-vous donc m'envoyer votre technicien chez moi s'il vous plaît", language="fr")
    assert played("literal", french).values == {
        "verb": "pouvez-vous",
        "wish": "vous envoyer mon technicien chez vous",
        "said": french.text,
    }
    dutch = turn("kunt u eens mijn container verplaatsen", language="nl")
    assert played("literal", dutch).values["wish"] == "uw container verplaatsen"
    assert TRICKS["literal"](turn("can you move it", language="fr")) is None


@pytest.mark.parametrize("field", ["name", "place", "object"])
def test_a_box_holds_four_letters(field: str) -> None:
    play = played("short_field", turn(slots={field: ("staff entrance",)}))
    assert play.writes == ((field, "staff entrance", "staf"),)
    assert play.values["letters"] == "S, T, A, F"
    assert len(play.values["heard"]) == SHORT_FIELD
    assert TRICKS["short_field"](turn(slots={field: ("doors",)})) is None, "one letter too many is no joke"
    assert TRICKS["short_field"](turn(slots={"time": ("half past six",)})) is None


def test_the_right_word_goes_into_the_wrong_box() -> None:
    boxes = set()
    for seed in range(40):
        play = played("wrong_box", turn(slots=OBJECT, seed=seed))
        ((box, said, recorded),) = play.writes
        assert (said, recorded) == ("", "container")
        assert box == play.values["box"].key
        boxes.add(box)
    assert boxes == set(BOXES)
    for field in ("place", "name", "time"):
        assert TRICKS["wrong_box"](turn(slots={field: ("door",)})) is None, "only things go into boxes"


@pytest.mark.parametrize(
    ("text", "verb", "wish"),
    [
        ("can you move my container", "can", "move your container"),
        ("would you please help me", "would", "help you"),
        ("will you give us your name", "will", "give you my name"),
        ("could you tell your boss", "could", "tell my boss"),
        ("please can you mend it", "can", "mend it"),
        (
            "can you move the big steel thing away from the door of the town hall",
            "can",
            "move the big steel thing away",
        ),
    ],
)
def test_a_polite_question_is_answered_as_one(text: str, verb: str, wish: str) -> None:
    play = played("literal", turn(text, "request_action"))
    assert (play.values["verb"], play.values["wish"]) == (verb, wish)


@pytest.mark.parametrize(
    "text", ["move it", "can i speak to somebody", "you can move it", "could you", "will you please"]
)
def test_other_sentences_are_not_taken_literally(text: str) -> None:
    assert TRICKS["literal"](turn(text, "request_action")) is None


def test_an_earlier_question_is_answered_now() -> None:
    asked, told = meant("when will it be moved", "ask_when"), meant("it is orange", "report_problem")
    play = played("previous", turn("no", "no", earlier=(asked, told)))
    assert play.values["earlier"] == "when will it be moved"
    assert TRICKS["previous"](turn(earlier=(told, told))) is None
    assert TRICKS["previous"](turn(earlier=(asked, told, told, told))) is None, "that was too long ago"
    assert TRICKS["previous"](turn("when will it be moved", "ask_when", earlier=(asked,))) is None


def test_a_short_answer_goes_into_the_form() -> None:
    pending = Pending(kind="ask", field="colour")
    play = played("form", turn("orange", "nonsense", pending=pending))
    assert play.writes == (("colour", "orange", "orange"),)
    wrong = Candidate(text="porridge", source="sound", replaced="orange", with_="porridge", phrase="porridge")
    assert played("form", turn("orange", "nonsense", pending=pending, candidates=(wrong,))).writes == (
        ("colour", "orange", "porridge"),
    )
    assert TRICKS["form"](turn("orange", "nonsense")) is None
    assert TRICKS["form"](turn("it is as orange as anything i know", pending=pending)) is None
    assert TRICKS["form"](turn("", "silence", pending=pending)) is None


def test_a_question_of_which_every_answer_means_the_same() -> None:
    play = played("same_answer", turn())
    assert play.expects is not None and play.expects.kind == "same"
    assert TRICKS["same_answer"](turn(pending=play.expects)) is None
    for intent in ("yes", "no", "swear", "nonsense"):
        assert played("same_answered", turn("whatever", intent, pending=play.expects))
    assert TRICKS["same_answered"](turn()) is None


def test_the_script_begins_again_when_it_was_interrupted() -> None:
    assert played("restart", turn(talked_over=True))
    assert played("restart", turn("what", "ask_repeat"))
    assert TRICKS["restart"](turn("a container", "confused")) is None
    assert TRICKS["restart"](turn()) is None
    over = Member(name="Ann", voice=VoiceSpec(id="en"), barge_in="starts_over")
    patient = played("restart", turn(talked_over=True)).relevance
    assert played("restart", turn(talked_over=True, member=over)).relevance > patient


# All of them ------------------------------------------------------------------------------------------------------

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789' ", max_size=40)
readings = st.builds(
    Candidate,
    text=words.filter(str.strip),
    source=st.sampled_from(["sound", "phonetics", "meaning", "procedure"]),
    replaced=words,
    with_=words,
    phrase=words,
)
pendings = st.one_of(
    st.none(),
    st.builds(Pending, kind=st.sampled_from(["ask", "confirm", "same", "offer"]), field=st.just("name"), value=words),
)


@given(
    name=st.sampled_from(sorted(TRICKS)),
    text=words,
    intent=st.sampled_from(INTENTS),
    slots=st.dictionaries(st.sampled_from(SLOTS), st.lists(words.filter(str.strip), min_size=1, max_size=2).map(tuple)),
    candidates=st.lists(readings, max_size=3),
    pending=pendings,
    talked_over=st.booleans(),
    seed=st.integers(0, 99),
)
@settings(max_examples=600, deadline=None)
def test_whatever_was_said_a_trick_fits_or_does_not(
    name: str,
    text: str,
    intent: str,
    slots: dict[str, tuple[str, ...]],
    candidates: list[Candidate],
    pending: Pending | None,
    talked_over: bool,
    seed: int,
) -> None:
    given_ = {"candidates": candidates, "pending": pending, "talked_over": talked_over}
    play = TRICKS[name](turn(text, intent, slots, seed, **given_))
    if play is None:
        return
    assert play.trick.split(".")[0] == name
    assert play.relevance > 0 and play.why is not None
    assert all(isinstance(value, str | OwnWords) for value in play.values.values())
    assert all(field and recorded for field, _, recorded in play.writes), "an empty thing on file"
    assert play == TRICKS[name](turn(text, intent, slots, seed, **given_)), "the same seed, the same play"


def test_tricks_that_finish_another_are_everybodys() -> None:
    assert set(ALWAYS) <= set(TRICKS)
