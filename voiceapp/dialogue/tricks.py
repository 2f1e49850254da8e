"""The ways of not listening. Each looks at a turn and says what it would do with it, or ``None`` if it does not fit.

Mishearing needs a wrong reading; the others are procedure: the right words, put to the wrong use. The words an
agent speaks are never here: they stand in the scenario, in pools named after the trick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.tongues import TONGUES, OwnWords
from voiceapp.dialogue.turn import QUESTIONS, Pending, Play, Turn
from voiceapp.dialogue.understanding.meaning import Meaning

Trick = Callable[[Turn], Play | None]

BOXES = tuple(TONGUES["en"].boxes)
"""Boxes on the form that something is put into when its own box is missing."""

SHORTEST_NUMBER = 3
"""Digits from which a number is one to write down: "two people" gives none."""

PLEASANTRIES = frozenset("yes no thank greet goodbye".split())
"""Intents whose short forms nobody mishears."""

SHORT_ANSWER = 3
"""Words of a short form."""

LONGEST_WISH = 8
"""Words of a polite question that are said back."""

LONGEST_ANSWER = 6
"""Words an answer to a question of the form may have."""

SHORT_FIELD = 4
"""Letters that fit into a box of the form."""


def field_of(candidate: Candidate, meaning: Meaning) -> str:
    """The field of the case file that a wrong reading belongs to."""
    replaced = f" {candidate.replaced.casefold()} "
    for name in ("name", "object", "place", "wish", "time", "number"):
        if any(f" {value} " in replaced or replaced in f" {value} " for value in meaning.slots.get(name, ())):
            return name
    return "problem"


def writes_for(candidate: Candidate, text: str, meaning: Meaning) -> tuple[tuple[str, str, str], ...]:
    """What a wrong reading of ``text`` puts on file: (field, said, recorded)."""
    field = field_of(candidate, meaning)
    if field == "problem" or not candidate.quotable:
        return (("problem", text, candidate.text),)
    return ((field, candidate.replaced, candidate.quotable),)


def mishear(turn: Turn) -> Play | None:
    """Take a near but wrong reading for what was said, and build on it."""
    if turn.meaning.intent in PLEASANTRIES and len(turn.text.split()) <= SHORT_ANSWER:
        return None  # a plain yes that is heard as a tuxedo is only silly
    readings = [c for c in turn.candidates if c.source != "procedure"]
    candidate = next((c for c in readings if c.quotable), next(iter(readings), None))
    if candidate is None:
        return None
    return Play(
        trick="mishear",
        values={
            "heard": candidate.quotable,
            "quote": candidate.text,
            "said": candidate.replaced,
            "field": field_of(candidate, turn.meaning),
        },
        heard=candidate.text,
        writes=writes_for(candidate, turn.text, turn.meaning),
        relevance=1.5,
        why=candidate.why,
    )


def confirm(turn: Turn) -> Play | None:
    """Ask for confirmation of the wrong thing."""
    play = mishear(turn)
    if play is None or not play.values["heard"] or (turn.pending and turn.pending.kind == "confirm"):
        return None
    expects = Pending(kind="confirm", field=play.values["field"], value=play.values["heard"])
    return replace(play, trick="confirm", expects=expects, relevance=1.0)


def confirmed(turn: Turn) -> Play | None:
    """Whatever the answer to a confirmation, take it for one."""
    if not (turn.pending and turn.pending.kind == "confirm" and turn.pending.value):
        return None
    plain = turn.meaning.intent in {"yes", "no"}
    return Play(
        trick=f"confirmed.{turn.meaning.intent if plain else 'any'}",
        values={"heard": turn.pending.value, "said": turn.text},
        heard=turn.pending.value,
        relevance=6.0 if plain else 1.5,
        why="an answer to a confirmation",
    )


def borrowed_yes(turn: Turn) -> Play | None:
    """Take a yes for consent to something else."""
    if turn.meaning.intent not in {"yes", "accept_offer", "thank"}:
        return None
    return Play(trick="borrowed_yes", values={"said": turn.text}, relevance=3.0, why="a yes is a yes")


def digits_back(turn: Turn) -> Play | None:
    """Read a number back with two neighbours exchanged, or one digit slipped."""
    for digits in turn.meaning.slots.get("number", ()):
        if len(digits) < SHORTEST_NUMBER and turn.meaning.intent != "give_number":
            continue
        wrong = slipped(digits, turn.rng)
        if wrong != digits:
            return Play(
                trick="digits_back",
                values={"heard": wrong, "said": digits},
                heard=wrong,
                writes=(("number", digits, wrong),),
                relevance=4.0,
                why=f"{digits} read back as {wrong}",
            )
    return None


def slipped(digits: str, rng: Random) -> str:
    """``digits`` with two different neighbours exchanged or, where there are none, the last digit changed."""
    places = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and digits[i : i + 2].isdecimal()]
    if places:
        i = rng.choice(places)
        return digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
    if digits.isdecimal():
        return digits[:-1] + str((int(digits[-1]) + 4) % 10)
    return digits


def spelling(turn: Turn) -> Play | None:
    """Spell a name back by an alphabet whose words do not help."""
    names = turn.meaning.slots.get("name", ())
    letters = turn.tongue.letters(names[0].split()[-1] if names else "")
    if not 2 <= len(letters) <= 9:
        return None
    shown = letters[:4]
    spelled = turn.tongue.spelled(shown)
    return Play(
        trick="spelling",
        values={
            "spelled": OwnWords(spelled, {language: tongue.spelled(shown) for language, tongue in TONGUES.items()}),
            "said": names[0],
            "rest": str(len(letters) - len(shown)),
        },
        heard=spelled,
        relevance=3.0,
        why=f"a name to spell: {names[0]}",
    )


def short_field(turn: Turn) -> Play | None:
    """Put down only as many letters as the box holds."""
    for name in ("name", "place", "object"):
        for value in turn.meaning.slots.get(name, ()):
            compact = value.replace(" ", "")
            if value.split()[0] not in turn.tongue.prepositions and len(compact) > SHORT_FIELD + 1:
                short = compact[:SHORT_FIELD]
                return Play(
                    trick="short_field",
                    values={"heard": short, "said": value, "field": name, "letters": ", ".join(short.upper())},
                    heard=short,
                    writes=((name, value, short),),
                    relevance=1.2,
                    why=f"{value!r} does not fit into {SHORT_FIELD} letters",
                )
    return None


def wrong_box(turn: Turn) -> Play | None:
    """Put the right word into the wrong box."""
    values = turn.meaning.slots.get("object", ())
    if not values:
        return None
    box = turn.rng.choice(BOXES)
    return Play(
        trick="wrong_box",
        values={
            "heard": values[0],
            "said": values[0],
            "box": OwnWords(box, {language: tongue.boxes[box] for language, tongue in TONGUES.items()}),
        },
        heard=f"{turn.tongue.boxes[box]}: {values[0]}",
        writes=((box, "", values[0]),),
        why=f"{values[0]!r} goes under {box}",
    )


def literal(turn: Turn) -> Play | None:
    """Answer the words of a question and not its meaning."""
    tongue, words = turn.tongue, turn.text.casefold().split()
    ways = [(at, size) for at in range(3) for size in (2, 1) if tuple(words[at : at + size]) in tongue.asking]
    if not ways:
        return None
    at, size = ways[0]
    begin = at + size
    while words[begin : begin + 1] and words[begin] in tongue.unasked:
        begin += 1
    after = words[begin : begin + LONGEST_WISH]
    while after and len(words) > begin + len(after) and after[-1] in tongue.hanging:
        after.pop()
    wish = tongue.said_back(after)
    return (
        Play(
            trick="literal",
            values={"verb": " ".join(words[at : at + min(size, tongue.asked_words)]), "wish": wish, "said": turn.text},
            relevance=1.8,
            why="a polite question, answered as one",
        )
        if wish
        else None
    )


def previous_question(turn: Turn) -> Play | None:
    """Answer, now, what was asked before."""
    for meaning in reversed(turn.earlier[-3:]):
        if meaning.intent in QUESTIONS and meaning.text != turn.text:
            return Play(
                trick="previous",
                values={"said": turn.text, "earlier": meaning.text, "asked": meaning.intent},
                relevance=0.8,
                why=f"still at {meaning.text!r}",
            )
    return None


def form_answer(turn: Turn) -> Play | None:
    """Take whatever was said as the answer to the question on the form."""
    if not (turn.pending and turn.pending.kind == "ask") or not turn.text or len(turn.text.split()) > LONGEST_ANSWER:
        return None
    field = turn.pending.field
    candidate = next((c for c in turn.candidates if c.source != "procedure" and c.quotable), None)
    recorded = candidate.quotable if candidate else turn.text
    fits = field != "number" or any(ch.isdigit() for ch in recorded)
    return Play(
        trick="form",
        values={"heard": recorded, "said": turn.text, "field": field},
        heard=recorded,
        writes=((field, turn.text, recorded),) if fits else (),
        relevance=2.0,
        why=f"an answer to the question for {field}",
    )


def same_answer(turn: Turn) -> Play | None:
    """Ask a question of which every answer means the same."""
    if turn.pending is not None:
        return None
    return Play(
        trick="same_answer",
        values={"said": turn.text},
        expects=Pending(kind="same", field="problem"),
        relevance=0.5,
        why="a question to keep the caller busy",
    )


def same_answered(turn: Turn) -> Play | None:
    """Take any answer for the one there is."""
    if not (turn.pending and turn.pending.kind == "same"):
        return None
    return Play(trick="same_answered", values={"said": turn.text}, relevance=5.0, why="every answer means the same")


def restart(turn: Turn) -> Play | None:
    """Begin the script again because the caller came in between."""
    if not (turn.talked_over or turn.meaning.intent == "ask_repeat"):
        return None
    starts_over = turn.talked_over and turn.member.barge_in == "starts_over"
    return Play(
        trick="restart",
        values={"said": turn.text},
        relevance=6.0 if starts_over else 1.5,
        why="the script was interrupted",
    )


TRICKS: dict[str, Trick] = {
    "mishear": mishear,
    "confirm": confirm,
    "confirmed": confirmed,
    "borrowed_yes": borrowed_yes,
    "digits_back": digits_back,
    "spelling": spelling,
    "short_field": short_field,
    "wrong_box": wrong_box,
    "literal": literal,
    "previous": previous_question,
    "form": form_answer,
    "same_answer": same_answer,
    "same_answered": same_answered,
    "restart": restart,
}
"""By the name a persona gives them a weight under."""

ALWAYS = ("confirmed", "same_answered")
"""Tricks that finish what another began: every persona has them."""
