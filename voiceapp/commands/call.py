"""``voiceapp call``: hold the call live, with microphone and loudspeaker, in the terminal."""

from __future__ import annotations

import argparse

from voiceapp.commands.options import add_call_options, add_model_option, chosen_scenario


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "call",
        help="hold the call live, with microphone and loudspeaker",
        description="Hold the call live: you speak into the microphone and the company answers. The keys 0-9 * # are "
        "pressed as they are typed; r dials again on a dead line, a picks up when your own telephone rings, t types a "
        "sentence instead of speaking it, m mutes, + and - set the volume, h hangs up, Ctrl-C leaves: the call folder "
        "is complete then too.",
        epilog="A device is named by its number or by part of its name; see voiceapp devices. From a pipe each line is "
        "said; #12 presses keys, /hangup hangs up, r dials again, a picks up.",
    )
    parser.add_argument("--input", dest="microphone", metavar="DEVICE", help="the microphone (the system's)")
    parser.add_argument("--output", dest="loudspeaker", metavar="DEVICE", help="the loudspeaker (the system's)")
    parser.add_argument(
        "--headset", action="store_true", help="the microphone cannot hear the loudspeaker: cancel no echo"
    )
    parser.add_argument("--volume", type=_percent, default=100, metavar="N", help="0 to 100 (%(default)s)")
    add_call_options(parser)
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    from voiceapp.audio.devices import quiet_libraries

    with quiet_libraries():
        return _hold(options)


def _hold(options: argparse.Namespace) -> int:
    from concurrent.futures import ThreadPoolExecutor

    from voiceapp.audio.sound_card import SoundCard
    from voiceapp.call_folder import CallFolder
    from voiceapp.company import Company
    from voiceapp.handset import Handset
    from voiceapp.languages import load_comprehension
    from voiceapp.live import hold_live
    from voiceapp.recognition.model_store import find_model
    from voiceapp.recognition.recogniser import load_model
    from voiceapp.terminal import Telephone

    scenario = chosen_scenario(options)
    path = find_model(options.model, language=scenario.language)
    handset = Handset()
    handset.volume = options.volume / 100
    telephone = Telephone(handset)
    # The microphone listens before the model is loaded: what is said meanwhile is heard as well.
    with SoundCard(options.microphone, options.loudspeaker, headset=options.headset) as card:
        telephone.say(f"Listening on {card.microphone.device.name}; you will hear it ring. Ctrl-C leaves.")
        if card.notice:
            telephone.say(card.notice)
        with Company(scenario, load_comprehension(scenario), load_model(path)) as company:
            folder = CallFolder.create(options.output)

            def hold() -> None:
                with company.line(
                    folder,
                    seed=options.seed,
                    start=options.start,
                    max_seconds=options.max_minutes * 60,
                    listeners=(telephone.heard,),
                    live=True,
                ) as line:
                    hold_live(line, handset, card)

            with ThreadPoolExecutor(1, thread_name_prefix="call") as threads:
                call = threads.submit(hold)
                try:
                    telephone.use(call.done)
                finally:  # whatever happened to the terminal, the call ends as a call does
                    handset.leave()
                    call.result()
                    telephone.show_the_rest()
                    telephone.say(f"\nThe call is in {folder.path}")
    return 0


def _percent(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 100")
    return int(text)
