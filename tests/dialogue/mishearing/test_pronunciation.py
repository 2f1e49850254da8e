"""From letters to sounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.mishearing import Lexicon
from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.numbers import spoken
from voiceapp.dialogue.mishearing.pronunciation import plain_letters


def sounds(lexicon: Lexicon, word: str) -> str:
    return " ".join(ph.decode(lexicon.pronounce(word)))


def test_words_of_the_dictionary(lexicon: Lexicon) -> None:
    assert sounds(lexicon, "container") == "K AH0 N T EY1 N ER0"


def test_function_words_have_no_stress(lexicon: Lexicon) -> None:
    assert sounds(lexicon, "from") == "F R AH0 M"


@pytest.mark.parametrize(
    ("british", "american"), [("realise", "realize"), ("neighbours", "neighbors"), ("cancelled", "canceled")]
)
def test_british_spellings_sound_alike(lexicon: Lexicon, british: str, american: str) -> None:
    assert sounds(lexicon, british) == sounds(lexicon, american)


@pytest.mark.parametrize(
    ("word", "phones"),
    [("blicket", "B L IH1 K AH0 T"), ("mobilimbo", "M OW1 B AH0 L IH1 M B OW0"), ("bxl", "B IY1 EH1 K S EH1 L")],
)
def test_unknown_words(lexicon: Lexicon, word: str, phones: str) -> None:
    assert word not in lexicon.index
    assert sounds(lexicon, word) == phones


def test_letters_of_other_alphabets() -> None:
    assert plain_letters("Łódź") == "lodz"
    assert plain_letters("Mañana") == "manana"
    assert plain_letters("日本") == ""


@settings(deadline=None)
@given(word=st.text(max_size=60))
def test_any_word_can_be_asked_for(lexicon: Lexicon, word: str) -> None:
    found = lexicon.pronounce(word.casefold())
    assert all(p < len(ph.SYMBOLS) for p in found)


@pytest.mark.parametrize(
    ("digits", "words"),
    [("7", "seven"), ("42", "forty two"), ("300", "three hundred"), ("4711", "four seven one one"), ("a4", "a4")],
)
def test_digits_are_spoken(digits: str, words: str) -> None:
    assert spoken(digits) == words
