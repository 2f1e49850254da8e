"""What is heard besides words, in words, for captions in each language."""

from __future__ import annotations

from collections.abc import Iterator

from voiceapp.aftercall.record import Record

YOU = {"en": "You", "fr": "Vous", "nl": "U"}

SOUNDS = {
    "en": {
        "knock": "a knock on metal",
        "horn": "a ship's horn",
        "typing": "typing",
        "telephone": "a telephone rings",
        "paper": "paper",
        "sip": "a sip of coffee",
        "lorry": "a lorry passes",
        "slide": "something slides",
        "creak": "steel creaks",
        "headset": "a headset falls",
        "stapler": "a stapler",
        "office": "voices far away",
        "click": "a click",
    },
    "fr": {
        "knock": "on frappe sur du métal",
        "horn": "une corne de navire",
        "typing": "frappe au clavier",
        "telephone": "un téléphone sonne",
        "paper": "du papier",
        "sip": "une gorgée de café",
        "lorry": "un camion passe",
        "slide": "quelque chose glisse",
        "creak": "l'acier grince",
        "headset": "un casque tombe",
        "stapler": "une agrafeuse",
        "office": "des voix au loin",
        "click": "un déclic",
    },
    "nl": {
        "knock": "geklop op metaal",
        "horn": "een scheepshoorn",
        "typing": "getik op een toetsenbord",
        "telephone": "er gaat een telefoon",
        "paper": "papier",
        "sip": "een slok koffie",
        "lorry": "er rijdt een vrachtwagen voorbij",
        "slide": "er schuift iets",
        "creak": "het staal kraakt",
        "headset": "er valt een headset",
        "stapler": "een nietmachine",
        "office": "stemmen in de verte",
        "click": "een klik",
    },
}
"""Sounds that go with a sentence, by their name in the scenario."""

_EVENTS = {
    "en": {
        "ringing": "it rings",
        "hold": "♪ hold music",
        "hold again": "♪ the music goes on",
        "cut": "the line goes dead",
        "hung up": "you hang up",
        "callback": "your telephone rings",
        "key": "key",
        "end": "the receiver is put down",
    },
    "fr": {
        "ringing": "ça sonne",
        "hold": "♪ musique d'attente",
        "hold again": "♪ la musique continue",
        "cut": "la ligne est coupée",
        "hung up": "vous raccrochez",
        "callback": "votre téléphone sonne",
        "key": "touche",
        "end": "on raccroche",
    },
    "nl": {
        "ringing": "hij gaat over",
        "hold": "♪ wachtmuziek",
        "hold again": "♪ de muziek gaat verder",
        "cut": "de lijn valt weg",
        "hung up": "u hangt op",
        "callback": "uw telefoon gaat",
        "key": "toets",
        "end": "er wordt opgehangen",
    },
}

_TOGETHER = 1.5
"""Seconds between two keys that are told as one."""

_GOES_ON = 15.0
"""Seconds of music after which it is told that it goes on."""


def sound_words(record: Record, language: str) -> Iterator[tuple[float, str]]:
    """What sounds, with its time in seconds: ringing, music, keys, the dead line."""
    words = _EVENTS[language]
    keys: list[tuple[float, str]] = []
    music_since: float | None = None
    for line in record.lines:
        t = float(line["t"])
        match line["kind"]:
            case "call.started" | "call.resumed":
                yield t, words["ringing"]
            case "hold.started":
                yield t, words["hold"]
                music_since = t
            case "agent.said" if music_since is not None and t - music_since >= _GOES_ON:
                yield t, words["hold again"]
                music_since = t
            case "hold.ended":
                music_since = None
            case "cut.off":
                yield t, words["cut"]
            case "caller.hung_up":
                yield t, words["hung up"]
            case "callback":
                yield t, words["callback"]
            case "key.pressed":
                keys.append((t, str(line["key"])))
            case "call.ended":
                yield t, words["end"]
    while keys:
        pressed = [keys.pop(0)]
        while keys and keys[0][0] - pressed[-1][0] <= _TOGETHER:
            pressed.append(keys.pop(0))
        yield pressed[0][0], f"{words['key']} {' '.join(key for _, key in pressed)}"
