"""Sentences given as arguments, or one a line on standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator


def utterances(options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Each sentence, and whether its result is printed as JSON: always so for sentences from standard input."""
    if options.text == ["-"]:
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", errors="replace").rstrip("\r\n"), True
    else:
        yield " ".join(options.text), options.json
