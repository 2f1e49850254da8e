"""How near in sound a mishearing was, and which words it changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.aftercall.likeness import change
from voiceapp.lexicon import load_pronouncer


@pytest.mark.parametrize(
    ("said", "recorded", "words"),
    [
        ("the worst service in my life", "the worst turnip in my life", ("service", "turnip")),
        ("do you understand what i am saying", "undergraduate", ("understand what", "undergraduate")),
        ("please connect me to somebody who listens", "ribbons", ("listens", "ribbons")),
        ("container", "campaigner", ("container", "campaigner")),
        ("i said no", "i said", ("said no", "said")),
        ("Move it", "move it", ("Move it", "move it")),
        ("", "container", ("", "container")),
    ],
)
def test_the_words_that_changed(said, recorded, words):
    found = change(said, recorded, load_pronouncer())
    assert (found.said, found.recorded) == words


def test_words_that_sound_alike_are_near():
    pronounce = load_pronouncer()
    assert change("a night", "a knight", pronounce).distance == 0
    near, far = change("container", "campaigner", pronounce), change("container", "bulldozer", pronounce)
    assert near.distance is not None and far.distance is not None
    assert 0 < near.distance < 0.35 < far.distance <= 1


def test_digits_are_compared_as_they_are_spoken():
    slipped = change("902", "092", load_pronouncer()).distance
    assert slipped is not None and 0 < slipped < 0.6


def test_without_sounds_there_is_no_distance():
    assert change("un conteneur", "un compteur", None).distance is None
    assert change("你好", "世界", load_pronouncer()).distance is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(said, recorded):
    distance = change(said, recorded, load_pronouncer()).distance
    assert distance is None or 0 <= distance <= 1
