"""``voiceapp demo``: a whole built-in call."""

from __future__ import annotations

import argparse

from voiceapp.commands.options import add_call_options, add_model_option


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "demo",
        help="a whole call with a built-in caller",
        description="Hold a whole call with a built-in caller: recorded lines, the real recogniser, the real voices.",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="do not show the transcript while the call runs")
    add_call_options(parser)
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp import assets
    from voiceapp.audio.files import audio_files_in, read_audio
    from voiceapp.commands.run import hold

    files = audio_files_in(assets.path("demo", "caller"))
    return hold(options, turns=iter([read_audio(file) for file in files]))
