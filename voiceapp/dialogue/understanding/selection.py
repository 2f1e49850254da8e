"""Which of the spans found are worth keeping for an intent, and what the alternatives agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.meaning import SLOTS
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import Span

# The intents in which an object, or a wish, is worth keeping; in the second set only what it is "about".
_OBJECTS = frozenset(
    "report_problem request_action cancel refuse_offer accept_offer ask_price ask_status ask_when ask_why play_along "
    "no yes confused give_time give_place give_number".split()
)
_ABOUT = frozenset("complain ask_human ask_supervisor refuse_transfer refuse_hold".split())
_WISHES = frozenset("request_action ask_human ask_supervisor cancel report_problem threaten".split())
_BEFORE_BYSTANDERS = frozenset("to in into on onto through at off up down under of for from with than like as".split())
_WHERE = frozenset("in into on onto under through".split())
_NO_PLACES = frozenset("communication possession event act cognition food animal".split())
_HEARD_ENOUGH = 0.35  # share of the alternatives with some value from which a slot is not empty


def voted(
    readings: Sequence[tuple[Sequence[Span], Sequence[Piece], float]], intent: str, lexicon: Lexicon
) -> dict[str, tuple[str, ...]]:
    """The slots most of the alternatives (spans, pieces, probability) agree on, without the empty ones."""
    votes: dict[str, dict[tuple[str, ...], float]] = {slot: {} for slot in sorted(SLOTS)}
    for spans, pieces, probability in readings:
        slots: dict[str, dict[str, None]] = {slot: {} for slot in votes}
        for span in _kept(spans, pieces, intent, lexicon):
            slots[span.slot][span.text] = None
        if intent == "give_place":
            # "the flat above the bakery": what else could it be
            things, slots["object"] = slots["object"], {}
            slots["place"] = slots["place"] or things
        for slot, texts in slots.items():
            values = tuple(texts)
            votes[slot][values] = votes[slot].get(values, 0.0) + probability
    best = {}
    for slot, chosen in votes.items():
        empty = chosen.pop((), 0.0)
        values, share = max(chosen.items(), key=lambda item: item[1], default=((), 0.0))
        if values and (share >= empty or sum(chosen.values()) >= _HEARD_ENOUGH):
            best[slot] = values
    return best


def _kept(spans: Sequence[Span], pieces: Sequence[Piece], intent: str, lexicon: Lexicon) -> list[Span]:
    """What is worth keeping; things that only say where something happened become places."""
    worth = [span for span in spans if _worth_keeping(span, pieces, intent, lexicon)]
    wishes = [span for span in worth if span.slot == "wish"]
    if intent in ("request_action", "cancel"):
        wished = {s for s in worth if s.slot == "object" and any(w.start <= s.start < w.end for w in wishes)}
        if wished:
            worth = [span for span in worth if span.slot != "object" or span in wished]
    kept: list[Span] = []
    seen = False
    for span in worth:
        if span.slot == "object":
            before = [piece.text for piece in pieces[max(0, span.start - 4) : span.start]]
            determined = before[-1:] != [] and before[-1] in lexicon.determiners
            while before and (before[-1] in lexicon.determiners or lexicon.letters(before[-1])[:1] == "a"):
                del before[-1]
            preposition = before[-1] if before else ""
            if seen and preposition in _BEFORE_BYSTANDERS:
                if preposition in _WHERE and determined and _is_place(span.text.split()[-1], lexicon):
                    kept.append(replace(span, slot="place"))
                continue
            seen = True
        kept.append(span)
    return kept


def _is_place(head: str, lexicon: Lexicon) -> bool:
    """Whether something can be in this thing: a shaft or a flower bed, not a telephone."""
    noun_class = lexicon.noun_class(head)
    return noun_class not in _NO_PLACES and not (noun_class == "artifact" and lexicon.is_listed_thing(head))


def _worth_keeping(span: Span, pieces: Sequence[Piece], intent: str, lexicon: Lexicon) -> bool:
    lists = lexicon.lists
    if intent == "nonsense":
        return False
    if span.slot == "object":
        if intent == "give_number" and span.text.endswith("number"):
            return False
        if intent == "threaten":  # the thing itself, not what it is threatened with
            before = pieces[span.start - 1].text if span.start else ""
            return before in ("that", "this", "the") and span.text.split()[-1] not in lists.words("threats")
        about = any(piece.text in lists.words("about") for piece in pieces[max(0, span.start - 3) : span.start])
        return (intent in _OBJECTS or (intent in _ABOUT and about)) and not (
            intent == "ask_price" and span.text in lists.words("prices")
        )
    if span.slot == "wish":
        return intent in _WISHES
    if span.slot == "place" and intent in ("give_number", "give_name", "spell"):
        return span.text.split()[-1] not in lists.words("sides")  # "the number on the back", "with an e at the end"
    if intent == "ask_wait" and span.slot == "time":
        return span.text not in lists.phrases("moments")
    return not (span.slot == "name" and intent == "other_language")
