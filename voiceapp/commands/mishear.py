"""``voiceapp mishear``: near but wrong readings of a sentence."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from voiceapp.commands.options import DEFAULT_SEED, LANGUAGES
from voiceapp.commands.utterances import utterances

if TYPE_CHECKING:
    from voiceapp.dialogue.mishearing.candidate import Candidate


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "mishear",
        help="near but wrong readings of a sentence",
        description="Mishear a sentence on purpose. With - each line of standard input is a sentence, and one JSON "
        "object a line comes back.",
    )
    parser.add_argument("text", nargs="+", metavar="TEXT", help="a sentence, or -")
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="what is spoken (%(default)s)")
    parser.add_argument("--domain", metavar="D", help="what the company would like to hear about: cats, weddings ...")
    parser.add_argument("-n", type=int, default=5, metavar="N", help="how many readings (%(default)s)")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="N", help="same seed, same words")
    parser.add_argument("--explain", action="store_true", help="show phones, distance, fluency and why")
    parser.add_argument("--json", action="store_true", help="print one object, for programs")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.errors import UsageFault
    from voiceapp.lexicon import load_mishearer

    if not 1 <= options.n <= 100:
        raise UsageFault(f"-n {options.n}: between 1 and 100 readings can be asked for")
    mishearer = load_mishearer(language=options.language)
    if options.domain and options.domain not in mishearer.domains:
        raise UsageFault(f"--domain {options.domain}: there are {', '.join(sorted(mishearer.domains))}")
    for text, as_json in utterances(options):
        candidates = mishearer.candidates(text, domain=options.domain, seed=options.seed, n=options.n)
        if as_json:
            print(json.dumps({"text": text, "candidates": [_object(c) for c in candidates]}, ensure_ascii=False))
        else:
            for candidate in candidates:
                _show(candidate, explain=options.explain)
            if not candidates:
                print("(nothing near enough to be believed)")
    return 0


def _object(candidate: Candidate) -> dict[str, Any]:
    return {
        "text": candidate.text,
        "source": candidate.source,
        "replaced": candidate.replaced,
        "with": candidate.with_,
        "phrase": candidate.phrase,
        "said_phones": list(candidate.said_phones),
        "heard_phones": list(candidate.heard_phones),
        "distance": round(candidate.distance, 4),
        "fluency": round(candidate.fluency, 4),
        "score": round(candidate.score, 4),
    }


def _show(candidate: Candidate, *, explain: bool) -> None:
    print(candidate.text)
    if explain:
        print(f"    {candidate.source}: {candidate.replaced!r} -> {candidate.with_!r}")
        print(f"    said   {' '.join(candidate.said_phones)}")
        print(f"    heard  {' '.join(candidate.heard_phones)}")
        print(
            f"    distance {candidate.distance:.2f}, fluency lost {candidate.fluency:+.2f} nats a word; {candidate.why}"
        )
