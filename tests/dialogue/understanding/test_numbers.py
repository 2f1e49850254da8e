"""Number words and spelling."""

from __future__ import annotations

import pytest

from voiceapp.dialogue.understanding.numbers import pieces
from voiceapp.dialogue.understanding.words import Word


def found(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.kind) for piece in pieces([Word(word) for word in text.split()])]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("zero", "0"),
        ("seven", "7"),
        ("nineteen", "19"),
        ("forty", "40"),
        ("forty two", "42"),
        ("twenty three forty five", "2345"),
        ("nineteen ninety nine", "1999"),
        ("a hundred", "100"),
        ("two hundred and five", "205"),
        ("three hundred seventy", "370"),
        ("four seventy six", "476"),
        ("five thousand", "5000"),
        ("six thousand and one", "6001"),
        ("two thousand three hundred and forty five", "2345"),
        ("a million", "1000000"),
        ("a dozen", "12"),
        ("oh four seven six", "0476"),
        ("double five", "55"),
        ("triple seven", "777"),
        ("double oh seven", "007"),
        ("oh two oh seven nine four six oh one double eight", "02079460188"),
        ("one two three four", "1234"),
        ("five five to one two", "55212"),
        ("two point five", "2.5"),
        ("0476 55 12 34", "0476551234"),
        ("1,200", "1200"),
        ("forty two b", "42b"),
        ("two hundred and five c", "205c"),
    ],
)
def test_numbers(text: str, digits: str) -> None:
    assert found(text) == [(digits, "number")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("m a t h i e u", "mathieu"),
        ("o double l i e", "ollie"),
        ("mike alpha tango hotel", "math"),
        ("m for mother a for apple t for tango", "mat"),
        ("m as in mother k as in king", "mk"),
        ("capital j o h n", "john"),
        ("k o double u a l", "kowal"),
    ],
)
def test_spelling(text: str, name: str) -> None:
    assert found(text) == [(name, "letters")]


@pytest.mark.parametrize(("text", "code"), [("a b seven seven four", "ab774"), ("s w one a one a a", "sw1a1aa")])
def test_letters_and_digits_make_a_code(text: str, code: str) -> None:
    assert found(text) == [(code, "code")]


@pytest.mark.parametrize(
    "text", ["oh no", "i have a cat", "a b", "see you", "second to none", "i am", "be a dear", "oh"]
)
def test_plain_words_stay(text: str) -> None:
    assert [piece for piece, _ in found(text)] == text.split()


@pytest.mark.parametrize(
    ("text", "ordinal"), [("third", "3rd"), ("twenty first", "21st"), ("eleventh", "11th"), ("3rd", "3rd")]
)
def test_ordinals(text: str, ordinal: str) -> None:
    assert found(text) == [(ordinal, "ordinal")]
