"""A few generated cases of everything that strangers' input reaches; ``tests/benchmarks/hostile.py`` tries 120,000."""

import pytest

CASES = {
    "journals": 80,
    "reports": 4,
    "recordings": 300,
    "audio": 150,
    "scenarios": 150,
    "translations": 80,
    "templates": 1500,
    "callers": 150,
    "rehearsals": 10,
    "addresses": 400,
    "archives": 150,
    "settings": 200,
}
FOUND = {"recordings": (11352,), "settings": (328,), "rehearsals": (0,), "journals": (28,)}
"""Cases in which something was found once, and mended."""


def test_every_surface_has_its_cases(surfaces):
    assert CASES.keys() == surfaces.SURFACES.keys()


@pytest.mark.parametrize("surface", CASES)
def test_it_is_used_or_refused(surfaces, surface, tmp_path):
    tally = surfaces.tried(surface, [*range(CASES[surface]), *FOUND.get(surface, ())], tmp_path)
    assert tally.findings == []
    assert tally.used + tally.refused >= CASES[surface]
    assert tally.used, "some of it is sound"
