"""Dutch, as it is spoken in Belgium."""

from voiceapp.dialogue.tongues.tongue import Tongue, phrases

DUTCH = Tongue(
    language="nl",
    numbers=("één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien".split()),
    several="verscheidene",
    alphabet={
        "a": "bureau, de voorlaatste",
        "b": "krab, van achteren",
        "c": "cello",
        "d": "hond",
        "e": "team",
        "f": "vrijdag, in Antwerpen",
        "g": "jus d'orange, op het eind",
        "h": "thee",
        "i": "trui",
        "j": "jeans",
        "k": "quiz",
        "l": "fauteuil",
        "m": "mnemotechniek",
        "n": "lopen, op het eind",
        "o": "goed",
        "p": "coup d'état",
        "q": "kwast",
        "r": "dossier",
        "s": "chauffeur",
        "t": "ragout",
        "u": "douche",
        "v": "vijf, in het Romeins",
        "w": "erwt",
        "x": "Bruxelles",
        "y": "ei, maar dan Grieks",
        "z": "rendez-vous",
    },
    as_in="{letter} van {word}",
    boxes={
        "colour": "kleur",
        "maiden name": "meisjesnaam",
        "number of sails": "aantal zeilen",
        "next of kin": "wie we moeten verwittigen",
        "allergies": "allergieën",
        "preferred font": "favoriete lettertype",
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
