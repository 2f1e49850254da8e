"""The call as text, line by line as it happens or from a finished journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from voiceapp.aftercall.journal_reader import entries
from voiceapp.call_folder import CallFolder, write_text

CALLER = "You"


def clock(t: float) -> str:
    """Call time as minutes and seconds: ``75.2`` -> ``"1:15"``."""
    return f"{int(t) // 60}:{int(t) % 60:02d}"


def names(begun: Mapping[str, Any]) -> dict[str, str]:
    """By what names the cast go, from the line ``call.started``; empty where it does not tell."""
    cast = begun.get("cast")
    members = cast.items() if isinstance(cast, dict) else ()
    return {key: str(member["name"]) for key, member in members if isinstance(member, dict) and "name" in member}


class Transcriber:
    """Turns journal lines into lines of text. It learns from the first one by what names the cast go."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def speaker(self, line: Mapping[str, Any]) -> str | None:
        """Who speaks in a journal line, or ``None`` when nobody does."""
        match line["kind"]:
            case "caller.said":
                return CALLER
            case "agent.started":
                agent: str = line["agent"]
                return self._names.get(agent, agent)
        return None

    def text(self, line: Mapping[str, Any]) -> str | None:
        """The line of text for a journal line, or ``None`` when it is not shown."""
        if line["kind"] == "call.started":
            self._names = names(line)
        t = clock(line.get("start", line["t"]))
        speaker = self.speaker(line)
        if speaker:
            words = line["text"] or "(says nothing that can be understood)"
            return f"{t:>6}  {speaker}: {words}"
        happened = self._happened(line)
        return f"{t:>6}  [{happened}]" if happened else None

    def _happened(self, line: Mapping[str, Any]) -> str | None:
        match line["kind"]:
            case "call.started":
                return f"calling: {line['scenario']}, seed {line['seed']}"
            case "key.pressed":
                return f"key {line['key']}"
            case "hold.started":
                return "hold music"
            case "hold.ended":
                return f"hold music ends after {round(line['duration'])} seconds"
            case "transfer":
                giver, taker = (self._names.get(line[end], line[end]) for end in ("from", "to"))
                return f"{giver} passes the call to {taker}"
            case "case.changed":
                said = f", who said {line['said']!r}" if line["said"] else ""
                return f"on file: {line['field']} = {line['recorded']!r}{said}"
            case "caller.hung_up":
                return "you hang up"
            case "callback":
                return "your own telephone rings"
            case "survey.recorded":
                return f"recorded: {line['recorded']}, said: {line['said'] or 'nothing'}"
            case "gesture":
                return f"ordered: {line['recorded']}, asked for: {line['asked'] or 'nothing'}"
            case "cut.off":
                return "the line goes dead"
            case "call.resumed":
                return "you dial again"
            case "device.opened":
                return f"microphone: {line['input']}; loudspeaker: {line['output']}"
            case "device.lost":
                what = "microphone" if line["direction"] == "input" else "loudspeaker"
                return f"the {what} {line['name']} is gone, the call is on hold"
            case "device.changed":
                return f"the call goes on after {line['seconds']:.1f} seconds"
            case "synthesis.failed":
                return "a silence on the line"
            case "call.ended":
                return f"the call is over: {line['reason']}, {clock(line['duration'])} minutes"
        return None


def journal_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal; a last line that was torn off is left out. See ``journal_reader.entries``."""
    with path.open("rb") as journal:
        yield from entries(journal)


def transcript(lines: Iterable[Mapping[str, Any]]) -> str:
    """The whole call as text."""
    transcriber = Transcriber()
    return "".join(f"{text}\n" for line in lines if (text := transcriber.text(line)))


def write_transcript(folder: CallFolder) -> None:
    """Make ``transcript.txt`` from the journal of a call folder. Raises ``BadInput`` when it cannot be written."""
    write_text(folder.transcript, transcript(journal_lines(folder.journal)))
