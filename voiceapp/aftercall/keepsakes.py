"""What every call leaves behind besides its journal and recording."""

from __future__ import annotations

from voiceapp.aftercall.caption_files import write_captions
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.transcript import write_transcript
from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput


def write_keepsakes(folder: CallFolder) -> None:
    """Make transcript and captions from the journal. What can be made is made.

    Raises the first ``BadInput`` in the end, when the journal cannot be read or something cannot be written.
    """
    first: BadInput | None = None
    for make in (write_transcript, lambda folder: write_captions(folder, Record.read(folder))):
        try:
            make(folder)
        except BadInput as fault:
            first = first or fault
    if first:
        raise first
