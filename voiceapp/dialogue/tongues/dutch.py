"""Dutch, as it is spoken in Belgium."""

from voiceapp.dialogue.tongues.tongue import Tongue, phrases

DUTCH = Tongue(
    language="nl",
    numbers=("één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien".split()),
    several="verscheidene",
    alphabet={
        "a": "team",
        "b": "club",
        "c": "cello",
        "d": "hond",
        "e": "beige, op het einde",
        "f": "vijf, de laatste",
        "g": "champagne",
        "h": "thee",
        "i": "ei",
        "j": "ij",
        "k": "knowhow",
        "l": "Versailles",
        "m": "mnemotechniek",
        "n": "lopen, op het einde",
        "o": "oe",
        "p": "coup",
        "q": "kwartier",
        "r": "dossier",
        "s": "apropos",
        "t": "buffet",
        "u": "bureau, op het einde",
        "v": "lief, in het meervoud",
        "w": "erwt",
        "x": "Bordeaux",
        "y": "ij, maar Grieks",
        "z": "rendez-vous",
    },
    as_in="{letter} zoals in {word}",
    boxes={
        "colour": "kleur",
        "maiden name": "meisjesnaam",
        "number of sails": "aantal zeilen",
        "next of kin": "naaste familie",
        "allergies": "allergieën",
        "preferred font": "lettertype van voorkeur",
    },
    asking=phrases(
        "kunt u|kan u|kon u|zou u|wilt u|wil u|zoudt u|kunnen jullie|kan je|kun je|kan jij|kun jij|zou je|wil je|"
        "wil jij|zouden jullie|willen jullie"
    ),
    as_agent={
        "mij": "u",
        "me": "u",
        "mijn": "uw",
        "m'n": "uw",
        "ik": "u",
        "uw": "mijn",
        "jullie": "onze",
        "ons": "u",
        "onze": "uw",
        "alstublieft": "",
        "alsjeblieft": "",
        "aub": "",
        "a.u.b.": "",
    },
    hanging=frozenset(
        "de het een deze dit die dat mijn uw ons onze van naar in op aan uit voor met door en of omdat dus te om bij "
        "tot over onder achter tussen".split()
    ),
    prepositions=frozenset(
        "in op aan bij naast achter voor onder tussen tegenover buiten binnen uit naar van langs tegen boven".split()
    ),
    nays=frozenset(
        "nee neen niet nie een de het 't ik zei zeg is dat wil wou graag gewoon alstublieft maar geen".split()
    ),
    back_channels=frozenset(
        "mm|hm|hmm|mhm|euh|uh|ah|oh|ja|jaja|ja ja|oké|ok|okay|goed|juist|ah ja|ik zie het|aha|voilà|inderdaad|"
        "ja hoor".split("|")
    ),
    answers=frozenset("mhm|ja|jaja|ja ja|oké|ok|okay|goed|juist|ah ja|inderdaad|ja hoor".split("|")),
    unasked=frozenset("eens even misschien".split()),
)
