"""``voiceapp captions``: the captions of a past call."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from voiceapp.commands.options import LANGUAGES


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "captions",
        help="the captions of a past call",
        description="Write captions.<language>.srt and .vtt into a call folder anew, or print one of them.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder a call has left")
    parser.add_argument(
        "--language", choices=LANGUAGES, help="only this one; what was not translated stays as it was spoken"
    )
    parser.add_argument("--print", dest="form", choices=["srt", "vtt"], help="print the captions and write no file")
    parser.add_argument("--json", action="store_true", help="print the cues as a list of objects, for programs")
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.aftercall.caption_files import srt, vtt, write_captions
    from voiceapp.aftercall.captions import cues
    from voiceapp.aftercall.record import Record
    from voiceapp.call_folder import CallFolder

    folder = CallFolder(options.folder)
    record = Record.read(folder)
    language = options.language or record.language
    if options.json:
        shown = [
            {
                "start": round(cue.start, 3),
                "end": round(cue.end, 3),
                "kind": cue.kind,
                "speaker": cue.speaker,
                "text": cue.text,
            }
            for cue in cues(record, language)
        ]
        print(json.dumps(shown, ensure_ascii=False))
    elif options.form:
        captions = cues(record, language)
        print(srt(captions) if options.form == "srt" else vtt(captions, language), end="")
    else:
        languages = (options.language,) if options.language else LANGUAGES
        write_captions(folder, record, languages)
        for each in languages:
            print(f"{folder.captions(each, 'srt')} and {folder.captions(each, 'vtt').name}")
    return 0
