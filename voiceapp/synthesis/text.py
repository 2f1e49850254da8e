"""What may be said aloud: any string in, a string out that eSpeak NG reads as plain words."""

from __future__ import annotations

import re
import unicodedata

# A tag starts with a letter, so that "2 < 3" stays; the length is bounded, so that matching stays linear.
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_SPACE = re.compile(r"\s+")


LONGEST = 10_000
"""Characters; what is beyond is not said. Ten minutes of speech, and always less than a pipe takes at once."""


def speakable(text: str) -> str:
    """``text`` in Unicode form NFC, without markup, and with single spaces; empty if nothing is left.

    Control characters become spaces: to eSpeak NG the character U+0001 opens a command that changes its rate or
    volume from there on. Lone surrogates, which no encoder accepts, and unassigned and private characters go.
    Square brackets become spaces, so that ``[[`` can never open eSpeak's phoneme input.
    """
    text = _TAG.sub(" ", unicodedata.normalize("NFC", text[: 4 * LONGEST]))  # markup and spaces may go
    return _SPACE.sub(" ", "".join(map(_plain, text))).strip()[:LONGEST]


def _plain(character: str) -> str:
    if character in "[]":
        return " "
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cs" | "Cn" | "Co":
            return ""
        case _:
            return character
