"""``voiceapp understand``: what was meant."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from voiceapp.commands.options import LANGUAGES
from voiceapp.commands.utterances import utterances

if TYPE_CHECKING:
    from voiceapp.dialogue.understanding.meaning import Meaning


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "understand",
        help="what a sentence means: intent, slots, sentiment",
        description="Say what a sentence means. With - each line of standard input is a sentence, and one JSON "
        "object a line comes back.",
    )
    parser.add_argument("text", nargs="+", metavar="TEXT", help="a sentence, or -")
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="what is spoken (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print one object, for programs")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.languages import load_understander

    understander = load_understander(options.language)
    for text, as_json in utterances(options):
        meaning = understander.understand(text)
        if as_json:
            print(json.dumps(_object(meaning), ensure_ascii=False), flush=True)
        else:
            _show(meaning)
    return 0


def _object(meaning: Meaning) -> dict[str, Any]:
    return {
        "text": meaning.text,
        "intent": meaning.intent,
        "intents": [{"name": name, "score": round(score, 4)} for name, score in meaning.intents],
        "slots": {name: list(values) for name, values in meaning.slots.items()},
        "sentiment": round(meaning.sentiment, 3),
        "finished": meaning.finished,
    }


def _show(meaning: Meaning) -> None:
    others = ", ".join(f"{name} {score:.2f}" for name, score in meaning.intents[1:4] if score >= 0.01)
    print(f"intent     {meaning.intent} {meaning.intents[0][1]:.2f}" + (f"  (then {others})" if others else ""))
    for name, values in meaning.slots.items():
        print(f"{name:<10} {' / '.join(values)}")
    print(f"sentiment  {meaning.sentiment:+.2f}")
    print(f"finished   {'yes' if meaning.finished else 'no'}")
