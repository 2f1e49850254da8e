"""What every call leaves behind besides its journal and recording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from voiceapp.aftercall.caption_files import write_captions
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.transcript import write_transcript
from voiceapp.call_folder import CallFolder
from voiceapp.errors import VoiceappError


def write_keepsakes(folder: CallFolder) -> None:
    """Make transcript, captions, report, and the letter of a call with a gesture. What can be made is made.

    Raises the first ``BadInput`` or ``Missing`` in the end, when the journal cannot be read or something cannot be
    written.
    """
    first: VoiceappError | None = None
    for make in (write_transcript, _captions, _report, _letter):
        try:
            make(folder)
        except VoiceappError as fault:
            first = first or fault
    if first:
        raise first


@contextmanager
def leaving_keepsakes(folder: CallFolder) -> Iterator[None]:
    """Make them when the call is over, however it ended. A fault that ended it is what is told, not what follows."""
    try:
        yield
    except BaseException:
        with suppress(VoiceappError):
            write_keepsakes(folder)
        raise
    write_keepsakes(folder)


def _captions(folder: CallFolder) -> None:
    write_captions(folder, Record.read(folder))


def _report(folder: CallFolder) -> None:
    from voiceapp.aftercall.report import write_report

    write_report(folder)


def _letter(folder: CallFolder) -> None:
    from voiceapp.aftercall.letter import write_letter

    if Record.read(folder).of("gesture"):
        write_letter(folder)
