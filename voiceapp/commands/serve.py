"""``voiceapp serve``: take calls over WebSocket and from a telephone exchange."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from voiceapp.commands.options import add_call_options, add_model_option, chosen_scenario
from voiceapp.errors import Missing, UsageFault

PORT = 8010
MOST_CALLS = 8


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "serve",
        help="take calls from programs and from a telephone exchange",
        description="Take calls over WebSocket (PCM both ways, JSON beside it) and from an Asterisk exchange over "
        "AudioSocket. Each connection is one call with its own call folder. It listens on this machine only, unless "
        "another --host and a --token are given. Ctrl-C stops it: calls that run say their last words first.",
        epilog="In a caller's address: ?scenario=NAME&seed=N&language=fr&from=ACT&rate=8000&events=1&token=TOKEN",
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (%(default)s)")
    parser.add_argument("--port", type=_port, default=PORT, metavar="N", help="for WebSocket (%(default)s); 0: any")
    parser.add_argument("--audiosocket", type=_port, metavar="N", help="port for an exchange; without it there is none")
    parser.add_argument("--token", metavar="TOKEN", help="what callers must present; also from VOICEAPP_TOKEN")
    parser.add_argument(
        "--max-calls",
        type=_calls,
        default=MOST_CALLS,
        metavar="N",
        help="at a time; others get a busy tone (%(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print an object a line, for programs")
    add_call_options(parser)
    add_model_option(parser)
    parser.set_defaults(carry_out=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out."""
    import asyncio
    from datetime import datetime

    from voiceapp.call_folder import DEFAULT_PARENT
    from voiceapp.recognition.model_store import find_model
    from voiceapp.recognition.recogniser import load_model
    from voiceapp.serve.access import as_uuid, needed
    from voiceapp.serve.desk import Desk, Terms

    token = options.token or os.environ.get("VOICEAPP_TOKEN")
    needed(options.host, token)
    if options.start is not None:
        raise UsageFault("--from is for callers to say, in the address: ?from=ACT")
    secret = as_uuid(token) if token and options.audiosocket is not None else None
    scenario = chosen_scenario(options)
    terms = Terms(
        scenario=scenario.name,
        language=options.language,
        seed=options.seed,
        max_calls=options.max_calls,
        max_seconds=options.max_minutes * 60,
        folder=options.output or DEFAULT_PARENT / datetime.now().strftime("served-%Y-%m-%d-%H%M%S"),
    )
    desk = Desk(
        terms,
        load_model(find_model(options.model, language=scenario.language)),
        {scenario.name: scenario},
        _teller(options.json),
    )
    desk.open()
    asyncio.run(_serve(options, desk, token, secret))
    return 0


async def _serve(options: argparse.Namespace, desk: Any, token: str | None, secret: Any) -> None:
    import asyncio
    import signal

    from voiceapp.serve import audiosocket, websocket

    tell = _teller(options.json)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    servers: list[Any] = []
    try:
        for_programs = await websocket.Calls(desk, token).listen(options.host, options.port)
        servers.append(for_programs)
        if options.audiosocket is not None:
            servers.append(await audiosocket.Calls(desk, secret).listen(options.host, options.audiosocket))
    except OSError as fault:
        for server in servers:
            server.close()
        await desk.close()
        raise Missing(f"{options.host} cannot be listened on: {fault.strerror or fault}; give another --port") from None
    for scheme, server in zip(("ws", "audiosocket"), servers, strict=False):
        host, port = server.sockets[0].getsockname()[:2]
        tell({"kind": "listening", "address": f"{scheme}://{host}:{port}", "token": token is not None})
    await stop.wait()
    tell({"kind": "stopping"})
    for_programs.close(close_connections=False)  # no more come in; running calls end their connections themselves
    for server in servers[1:]:
        server.close()
    await desk.close()
    for_programs.close()


def _teller(as_json: bool) -> Any:
    def tell(event: Mapping[str, Any]) -> None:
        # In one piece: calls on other threads tell as well.
        sys.stdout.write((json.dumps(event, ensure_ascii=False) if as_json else _words(event)) + "\n")
        sys.stdout.flush()

    return tell


def _words(event: Mapping[str, Any]) -> str:
    match event["kind"]:
        case "listening":
            who = "callers with the token" if event["token"] else "callers from this machine"
            return f"Listening on {event['address']} for {who}."
        case "stopping":
            return "Stopping: the calls that run say their last words."
        case "began":
            what = f"{event['peer']}, {event['scenario']}, seed {event['seed']}"
            return f"call {event['call']}: {what}, in {event['folder']}"
        case "ended":
            return f"call {event['call']}: over after {event['duration']:.0f} s, {event['reason']}"
        case _:
            return f"call {event['call']}: failed: {event['fault']}"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


def _calls(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 200:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of calls from 1 to 200")
    return int(text)
