"""About how long words take to say, for whoever cannot wait for the sound of them."""

from __future__ import annotations

RATE = 160
"""Words a minute."""

SECONDS_A_CHARACTER = 0.065
"""Speech at ``RATE`` takes about this long a character (5.8 characters a word with the space)."""


def speaking_time(text: str) -> float:
    """About how long ``text`` takes to say at ``RATE``, with the breath before it, in seconds."""
    return 0.3 + SECONDS_A_CHARACTER * len(text)
