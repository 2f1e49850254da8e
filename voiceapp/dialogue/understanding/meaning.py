"""The result of understanding one utterance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

INTENTS = (
    "greet goodbye yes no thank ask_human ask_supervisor ask_repeat ask_wait ask_who ask_why ask_when ask_price "
    "ask_status report_problem request_action give_name give_number give_place give_time spell complain threaten "
    "swear cancel refuse_transfer refuse_hold refuse_offer accept_offer play_along confused small_talk "
    "other_language nonsense silence"
).split()
SLOTS = "name number place object wish time quantity".split()


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What was meant.

    ``intent`` is the best of ``intents`` (name, score 0..1; best first): with two wishes in one breath, the one an
    excellent agent would answer first. ``slots`` maps a slot's name to normalised texts in the order said (numbers
    as digit strings). ``sentiment`` is -1 (furious) .. 1 (delighted). ``finished`` is false when the words break off
    in the middle of a thought.
    """

    text: str
    intent: str
    intents: tuple[tuple[str, float], ...]
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sentiment: float = 0.0
    finished: bool = True
