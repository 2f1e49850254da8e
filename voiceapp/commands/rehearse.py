"""``voiceapp rehearse``: the call typed, from the keyboard or from a pipe."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from voiceapp.commands.options import add_call_options, chosen_scenario

if TYPE_CHECKING:
    from voiceapp.dialogue.call import Call


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "rehearse",
        help="the same call, typed",
        description="Hold the call by typing, in virtual time and without sound. Each line is what you say; #12 "
        "presses the keys 1 and 2; an empty line is silence; /hangup hangs up. It reads from a pipe as well.",
    )
    add_call_options(parser)
    parser.add_argument("--explain", action="store_true", help="show for each turn what was understood and chosen")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.aftercall.keepsakes import leaving_keepsakes
    from voiceapp.call_folder import CallFolder
    from voiceapp.exchange import new_call, note_beginning
    from voiceapp.journal import Journal
    from voiceapp.languages import load_comprehension
    from voiceapp.live_transcript import LiveTranscript
    from voiceapp.rehearsal import Rehearsal

    scenario = chosen_scenario(options)
    call = new_call(scenario, load_comprehension(scenario), seed=options.seed, start=options.start)
    folder = CallFolder.create(options.output)
    with ExitStack() as closing:
        journal = closing.enter_context(Journal(folder.journal, LiveTranscript()))
        closing.enter_context(leaving_keepsakes(folder))
        note_beginning(journal, scenario, options.seed)
        Rehearsal(
            call,
            journal,
            _typed(),
            max_seconds=options.max_minutes * 60,
            after_turn=_explain if options.explain else lambda call: None,
        ).run()
    print(f"\nThe call is in {folder.path}")
    return 0


def _typed() -> Iterator[str]:
    """Lines of standard input; a prompt only where a person types."""
    if sys.stdin is None:
        return
    if not sys.stdin.isatty():
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", errors="replace").rstrip("\r\n")
        return
    while True:
        try:
            line = input("   you> ")
        except EOFError:
            return
        except UnicodeDecodeError:  # a key sequence that is no text; to be typed again
            continue
        yield line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _explain(call: Call) -> None:
    meaning = call.session.earlier[-1] if call.session.earlier else None
    if meaning is None:
        return
    slots = ", ".join(f"{name}: {' / '.join(values)}" for name, values in meaning.slots.items()) or "none"
    print(f"        understood: {meaning.intent} ({meaning.intents[0][1]:.2f}); slots: {slots}")
    choice = call.session.last_choice
    if choice is None:
        print("        nothing to say: the agent lets go")
        return
    for trick, weight, why in sorted(choice.considered, key=lambda play: -play[1]):
        mark = "->" if trick == choice.play.trick else "  "
        print(f"      {mark} {trick} {weight:.2f}  {why}")
