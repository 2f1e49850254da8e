import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.synthesis.text import LONGEST, speakable


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("", ""),
        ("  Good\tmorning \n", "Good morning"),
        ("<speak>Good <break time='9s'/>morning</speak>", "Good morning"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("a[[h@loU]]b", "a h@loU b"),
        ("\x01250Sfaster\x00 \x1b[31m", "250Sfaster 31m"),
        ("one\u2028two", "one two"),
        ("half a pair \ud83d of surrogates", "half a pair of surrogates"),
        ("e\u0301clair", "\u00e9clair"),
        ("\U000f0000\u0378", ""),
        ("smile \U0001f602", "smile \U0001f602"),
    ],
)
def test_plain_words_are_left(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


def test_beyond_the_longest_nothing_is_said() -> None:
    assert len(speakable("word " * 1_000_000)) == LONGEST


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_string_becomes_one_that_can_be_sent_and_is_stable(text: str) -> None:
    spoken = speakable(text)
    spoken.encode()
    assert spoken.isprintable() or any(character.isspace() or ord(character) > 127 for character in spoken)
    assert not set(spoken) & set("[]\x00\x01\n")
