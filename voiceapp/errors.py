"""Faults a user can do something about, each with the exit code it ends the program with.

Exit codes (a contract with scripts): 0 done, 2 wrong usage, 3 bad input, 4 something missing on this
machine, 130 interrupted.
"""

from __future__ import annotations


class VoiceappError(Exception):
    """A fault to show as one sentence: what, which file, and the way out. Never shown as a traceback."""

    exit_code = 1


class UsageFault(VoiceappError):
    """The command was called in a way it cannot be carried out."""

    exit_code = 2


class BadInput(VoiceappError):
    """An audio file, scenario, model archive or call folder is not what it should be."""

    exit_code = 3


class Missing(VoiceappError):
    """A part is missing on this machine: model, synthesiser, voice, device, display."""

    exit_code = 4
