from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.recognition.posterior import Reading, TimedWord, utterance


def reading(log_likelihood: float, text: str, *, start: float = 0.0) -> Reading:
    """A reading whose words last 0.5 s each."""
    words = tuple(
        TimedWord(text=word, start=start + 0.5 * place, end=start + 0.5 * place + 0.5)
        for place, word in enumerate(text.split())
    )
    return Reading(log_likelihood=log_likelihood, words=words)


def test_nothing_heard() -> None:
    assert utterance([]).text == ""
    empty = utterance([reading(1.0, "")])
    assert (empty.text, empty.words, empty.confidence) == ("", (), 1.0)


def test_a_word_all_readings_share_is_certain_and_one_they_dispute_is_not() -> None:
    heard = utterance([reading(100.0, "call me fisher"), reading(100.0, "call me visher")], scale=1.0)
    assert [word.text for word in heard.words] == ["call", "me", "fisher"]
    assert [word.confidence for word in heard.words] == pytest.approx([1.0, 1.0, 0.5])
    assert heard.confidence == pytest.approx(2.5 / 3)


def test_the_same_word_at_another_time_lends_no_support() -> None:
    heard = utterance([reading(100.0, "no no"), reading(100.0, "no", start=5.0)], scale=1.0)
    assert [word.confidence for word in heard.words] == pytest.approx([0.5, 0.5])


def test_readings_with_the_same_words_are_merged() -> None:
    heard = utterance([reading(100.0, "yes"), reading(100.0, "yes", start=0.03), reading(100.0, "chess")], scale=1.0)
    assert [(a.text, round(a.probability, 6)) for a in heard.alternatives] == [("yes", 0.666667), ("chess", 0.333333)]


@given(
    st.lists(
        st.tuples(st.floats(-1000, 1000), st.lists(st.sampled_from(["a", "b", "c"]), max_size=4).map(" ".join)),
        min_size=1,
        max_size=10,
    )
)
def test_probabilities_are_probabilities(entries: list[tuple[float, str]]) -> None:
    heard = utterance([reading(likelihood, text) for likelihood, text in entries])
    assert sum(alternative.probability for alternative in heard.alternatives) == pytest.approx(1.0)
    assert heard.text == heard.alternatives[0].text
    assert len({alternative.text for alternative in heard.alternatives}) == len(heard.alternatives)
    assert all(0.0 <= word.confidence <= 1.0 for word in heard.words)
    assert 0.0 <= heard.confidence <= 1.0
