"""English."""

from voiceapp.dialogue.tongues.tongue import Tongue, phrases

ENGLISH = Tongue(
    language="en",
    numbers=("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()),
    several="several",
    alphabet={
        "a": "aisle",
        "b": "bdellium",
        "c": "czar",
        "d": "Djibouti",
        "e": "ewe",
        "f": "phone, nearly",
        "g": "gnome",
        "h": "hour",
        "i": "Iceland, not island",
        "j": "Juan",
        "k": "knot",
        "l": "llama, the first one",
        "m": "mnemonic",
        "n": "autumn, at the end",
        "o": "Oedipus",
        "p": "pterodactyl",
        "q": "quay",
        "r": "arrive",
        "s": "sea",
        "t": "tsunami",
        "u": "you",
        "v": "five, in Roman",
        "w": "wrong",
        "x": "Xavier",
        "y": "why",
        "z": "tsar, the other spelling",
    },
    as_in="{letter} as in {word}",
    boxes={
        "colour": "colour",
        "maiden name": "maiden name",
        "number of sails": "number of sails",
        "next of kin": "next of kin",
        "allergies": "allergies",
        "preferred font": "preferred font",
    },
    asking=phrases("can you|could you|would you|will you|do you"),
    asked_words=1,
    as_agent={"me": "you", "my": "your", "i": "you", "your": "my", "please": "", "mine": "yours", "us": "you"},
    hanging=frozenset(
        "a an the this that my your our of to in on at from for with by and or because before so".split()
    ),
    prepositions=frozenset("in on at near behind before under between by opposite outside inside next from to".split()),
    nays=frozenset("no not nope a an the i said it is that's thats want please just".split()),
    # "the" is how the recogniser hears a breath
    back_channels=frozenset(
        "uh-huh|uh huh|mm|mhm|mm-hm|hmm|hm|okay|ok|right|yeah|yes|i see|sure|ah|oh|huh|the|all right".split("|")
    ),
    answers=frozenset("uh-huh|uh huh|mhm|mm-hm|okay|ok|right|yeah|yes|sure|all right".split("|")),
)
