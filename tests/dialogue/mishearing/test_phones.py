"""The distance between sounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.dialogue.mishearing import Lexicon
from voiceapp.dialogue.mishearing import phones as ph

runs = st.lists(st.sampled_from(ph.SYMBOLS), max_size=12).map(ph.encode)


def slow_cost(a: ph.Phones, b: ph.Phones) -> float:
    """Wagner and Fischer's table, cell by cell."""
    table = np.zeros((len(a) + 1, len(b) + 1))
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            ways = []
            if i:
                ways.append(table[i - 1, j] + ph.LOSS[a[i - 1]])
            if j:
                ways.append(table[i, j - 1] + ph.LOSS[b[j - 1]])
            if i and j:
                ways.append(table[i - 1, j - 1] + ph.SUBSTITUTION[a[i - 1], b[j - 1]])
            table[i, j] = min(ways, default=0.0)
    return float(table[-1, -1])


@given(a=runs, b=runs)
def test_the_batch_agrees_with_the_table(a: ph.Phones, b: ph.Phones) -> None:
    padded = [np.pad(x, (0, 12 - len(x)), constant_values=ph.PAD)[None, :] for x in (a, b)]
    assert float(ph.edit_costs(*padded)[0]) == pytest.approx(slow_cost(a, b), abs=1e-4)


@given(a=runs, b=runs)
def test_distance_is_symmetric_and_zero_only_for_the_same(a: ph.Phones, b: ph.Phones) -> None:
    assert ph.distance(a, b) == pytest.approx(ph.distance(b, a), abs=1e-5)
    assert ph.distance(a, a) == 0
    assert (ph.distance(a, b) == 0) == (a.tolist() == b.tolist())


def test_costs_are_symmetric_and_bounded() -> None:
    assert np.allclose(ph.SUBSTITUTION, ph.SUBSTITUTION.T)
    assert (ph.SUBSTITUTION.diagonal() == 0).all()
    assert ph.LOSS.min() > 0
    assert ph.LOSS.max() < 1


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (("container", "campaigner"), ("container", "giraffe")),
        (("line", "lane"), ("line", "loan")),
        (("hour", "our"), ("hour", "tower")),
        (("thin", "tin"), ("thin", "kin")),
    ],
)
def test_order_of_distances(lexicon: Lexicon, nearer: tuple[str, str], farther: tuple[str, str]) -> None:
    assert lexicon.phonetic_distance(*nearer) < lexicon.phonetic_distance(*farther)


def test_homophones_have_no_distance(lexicon: Lexicon) -> None:
    assert lexicon.phonetic_distance("write", "right") == 0


@given(run=runs)
def test_phones_survive_being_written_out(run: ph.Phones) -> None:
    assert ph.encode(ph.decode(run)).tolist() == run.tolist()


def test_a_squared_distance_of_points_follows_the_cost() -> None:
    apart = ((ph.EMBEDDING[:, None] - ph.EMBEDDING[None]) ** 2).sum(axis=2)
    assert np.corrcoef(apart.ravel(), ph.SUBSTITUTION.ravel())[0, 1] > 0.85
