"""``voiceapp run``: hold a call with audio files as the caller."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceapp.commands.options import add_call_options, add_model_option, chosen_scenario
from voiceapp.errors import UsageFault

if TYPE_CHECKING:
    from voiceapp.audio.frames import Samples
    from voiceapp.journal import Listener
    from voiceapp.line import Line


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "run",
        help="hold a call with audio files as the caller",
        description="Hold a call with audio files as the caller, as fast as the machine goes: one recording that "
        "plays while time passes, or with --turns one recording for each of the caller's turns.",
        epilog="WAV, FLAC, OGG, MP3 and M4A of any rate and channel count; - reads a WAV from standard input.",
    )
    parser.add_argument("audio", nargs="*", metavar="AUDIO", help="a recording; with --turns several, or a folder")
    parser.add_argument(
        "--turns", action="store_true", help="play each recording when the company has finished and waits"
    )
    parser.add_argument(
        "--resume",
        type=Path,
        metavar="DIR",
        help="go on with a call that was torn off: the company calls back; the recordings are what is said then",
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="hold a call for each recording (with --turns for each folder), N at a time; calls that an earlier run "
        "with the same -o has held to their end are not held again",
    )
    parser.add_argument("--json", action="store_true", help="with --jobs: print an object for each call, for programs")
    parser.add_argument("-q", "--quiet", action="store_true", help="do not show the transcript while the call runs")
    add_call_options(parser)
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    if options.resume:
        return _resume(options)
    if not options.audio:
        raise UsageFault("name a recording, several with --turns or --jobs, or a call to --resume")
    if options.jobs:
        from voiceapp.commands.side_by_side import hold_side_by_side

        return hold_side_by_side(options)
    if not options.turns and len(options.audio) > 1:
        raise UsageFault(
            "one recording at a time; with --turns several are played one after the other, with --jobs each is a call"
        )
    if not options.turns and Path(options.audio[0]).is_dir():
        raise UsageFault(
            f"{options.audio[0]} is a folder; play the recordings in it one by one with --turns, "
            "or make each a call with --jobs"
        )
    return hold(options, caller_of(options.audio, turns=options.turns))


def _resume(options: argparse.Namespace) -> int:
    from voiceapp.aftercall.keepsakes import write_keepsakes
    from voiceapp.call_folder import CallFolder
    from voiceapp.resumption import torn_off

    if options.jobs or options.start:
        raise UsageFault("--resume goes on where the call was torn off; it goes with neither --jobs nor --from")
    torn = torn_off(options.resume)
    options.scenario, options.language = torn.scenario(options.scenario), torn.language
    write_keepsakes(CallFolder(options.resume))
    options.output = options.output or torn.next_folder
    caller = caller_of(options.audio, turns=options.turns) if options.audio else _silent
    return hold(options, caller, recalled=torn.lines)


def _silent(line: Line) -> str:
    from voiceapp.headless import hold_recording

    return hold_recording(line, iter(()))


def caller_of(audio: list[str], *, turns: bool) -> Callable[[Line], str]:
    """What holds a line with these recordings as the caller. Raises ``BadInput`` for one that cannot be read."""
    from voiceapp.audio.files import read_audio
    from voiceapp.headless import hold_recording, hold_turns

    if turns:
        played = _turns(_turn_files(audio))
        return lambda line: hold_turns(line, lambda: next(played, None))
    recording = read_audio(audio[0], _warn)
    return lambda line: hold_recording(line, recording)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of calls from 1 to 64")
    return int(text)


def _turn_files(audio: list[str]) -> list[Path | str]:
    from voiceapp.audio.files import audio_files_in

    files: list[Path | str] = []
    for name in audio:
        files.extend(audio_files_in(Path(name)) if name != "-" and Path(name).is_dir() else [name])
    return files


def _turns(files: list[Path | str]) -> Iterator[Iterator[Samples]]:
    """The recordings, each opened when it is asked for. Every file is tried now: a bad one is found before the call."""
    from voiceapp.audio.files import STANDARD_INPUT, read_audio

    if files.count(STANDARD_INPUT) > 1:
        raise UsageFault("- stands for standard input and can be given once")
    piped = read_audio(STANDARD_INPUT, _warn) if STANDARD_INPUT in files else iter(())
    for path in files:
        if path != STANDARD_INPUT:
            next(read_audio(path))
    return (piped if path == STANDARD_INPUT else read_audio(path, _warn) for path in files)


def _warn(text: str) -> None:
    print(f"voiceapp: {text}", file=sys.stderr)


def hold(
    options: argparse.Namespace,
    pump: Callable[[Line], str],
    *listeners: Listener,
    recalled: Sequence[Mapping[str, Any]] = (),
) -> int:
    """Hold one headless call, whose caller is ``pump``, and say where it was put."""
    from voiceapp.call_folder import CallFolder
    from voiceapp.company import Company
    from voiceapp.languages import load_comprehension
    from voiceapp.live_transcript import LiveTranscript
    from voiceapp.recognition.model_store import find_model
    from voiceapp.recognition.recogniser import load_model

    scenario = chosen_scenario(options)
    model = load_model(find_model(options.model, language=scenario.language))
    show = () if options.quiet else (LiveTranscript(),)
    with Company(scenario, load_comprehension(scenario), model) as company:
        folder = CallFolder.create(options.output)
        with company.line(
            folder,
            seed=options.seed,
            start=options.start,
            max_seconds=options.max_minutes * 60,
            listeners=(*show, *listeners),
            recalled=recalled,
        ) as line:
            pump(line)
    print(f"\nThe call is in {folder.path}:")
    for part, what in (
        (folder.report, "the call on one page, with the recording: open it in a browser"),
        (folder.recording, "you left, the company right"),
        (folder.transcript, "what was said"),
        (folder.captions("en", "srt"), "captions; also .vtt, in French and in Dutch"),
        (folder.letter, "the company confirms"),
        (folder.journal, "everything that happened"),
    ):
        if part.exists():
            print(f"  {part}  ({what})")
    return 0
