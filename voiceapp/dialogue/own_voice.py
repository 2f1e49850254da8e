"""The company's own words, come back through the caller's loudspeaker and microphone.

The last guard against an echo, behind the canceller: a turn whose words are, nearly, those that the company spoke
during that very turn is no turn of the caller's. A caller who repeats what was said does so after it; one who speaks
over the company says something else. With a headset nothing comes back, and nothing is taken for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from voiceapp.dialogue.events import CallerSaid

LATE = 0.6
"""Seconds by which an echo may begin or end after what it is an echo of: the way there and back, and the room."""

FEWEST = 3
"""Words below which nothing is taken for an echo: "yes" and "a container" are answers, whoever said them before."""

ENOUGH = 0.75
"""Part of the words, by their letters, that must be the company's, in the company's order: an echo is heard with
errors. By letters, for small words are the same in every sentence."""

RUN, PART = 4, 0.4
"""Or so many words that follow each other, and this part of all: nobody speaks the same words at the same time."""

STRAY = 1.5
"""How much longer than the turn the stretch of the company's words may be that it comes from."""

_REMEMBERED = 6  # speeches


@dataclass
class _Spoken:
    words: list[str]
    start: float
    end: float = math.inf  # still sounding

    @property
    def over(self) -> float:
        """When nothing of it can come back any more."""
        return self.end + LATE

    def sounds_in(self, start: float, end: float) -> bool:
        return self.start < end and start < self.over


class OwnVoice:
    """Listens to the journal for what the company says, and whether the microphone can hear it (``device.opened``)."""

    def __init__(self) -> None:
        self._comes_back = False
        self._spoken: dict[int, _Spoken] = {}

    def listen(self, line: Mapping[str, Any]) -> None:
        """Take in a line of the journal."""
        if line["kind"] == "device.opened":
            self._comes_back = bool(line.get("echo_cancelled"))
        elif line["kind"] == "agent.started":
            self._spoken[line["speech"]] = _Spoken(_words(line["text"]), line["start"])
            if len(self._spoken) > _REMEMBERED:
                del self._spoken[next(iter(self._spoken))]
        elif line["kind"] == "agent.said" and line["speech"] in self._spoken:
            self._spoken[line["speech"]].end = line["end"]

    def is_in(self, said: CallerSaid) -> bool:
        """Whether what was taken for a turn of the caller's is the company's own voice."""
        heard = _words(said.utterance.text)
        if not self._comes_back or len(heard) < FEWEST:
            return False
        meanwhile = [spoken for spoken in self._spoken.values() if spoken.sounds_in(said.start, said.end)]
        if not meanwhile or said.start < meanwhile[0].start or said.end > meanwhile[-1].over:
            return False
        return _comes_from(heard, [word for spoken in meanwhile for word in spoken.words])


def _comes_from(heard: list[str], spoken: list[str]) -> bool:
    """Whether ``heard`` is nearly a part of ``spoken``, in its order."""
    blocks = [
        block for block in SequenceMatcher(None, heard, spoken, autojunk=False).get_matching_blocks() if block.size
    ]
    same = sum(len(word) for block in blocks for word in heard[block.a : block.a + block.size])
    part = same / sum(map(len, heard))
    if max((block.size for block in blocks), default=0) >= RUN and part >= PART:
        return True
    if part < ENOUGH:
        return False
    return blocks[-1].b + blocks[-1].size - blocks[0].b <= STRAY * len(heard) + 1


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold())
