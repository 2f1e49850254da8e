"""French, as it is spoken in Belgium."""

from voiceapp.dialogue.tongues.tongue import Tongue, phrases

FRENCH = Tongue(
    language="fr",
    numbers=("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze".split()),
    several="plusieurs",
    alphabet={
        "a": "saoul",
        "b": "plomb",
        "c": "tabac",
        "d": "nid",
        "e": "à la fin de Belgique",
        "f": "clef",
        "g": "doigt",
        "h": "homme",
        "i": "oignon",
        "j": "jean",
        "k": "knock-out",
        "l": "fusil",
        "m": "automne",
        "n": "client, au milieu",
        "o": "paon",
        "p": "loup",
        "q": "cinq minutes",
        "r": "monsieur",
        "s": "Descartes",
        "t": "chat",
        "u": "orgueil",
        "v": "cinq, en romain",
        "w": "interwagon",
        "x": "Bruxelles",
        "y": "i, mais grec",
        "z": "nez",
    },
    as_in="{letter} comme {word}",
    boxes={
        "colour": "couleur",
        "maiden name": "nom de jeune fille",
        "number of sails": "nombre de voiles",
        "next of kin": "personne à prévenir",
        "allergies": "allergies",
        "preferred font": "police préférée",
    },
    asking=phrases(
        "pouvez-vous|pouvez vous|pourriez-vous|pourriez vous|voulez-vous|voulez vous|voudriez-vous|voudriez vous|"
        "vous pouvez|vous pourriez|vous voulez|savez-vous|savez vous|auriez-vous|auriez vous|peux-tu|peux tu|tu peux|"
        "pourrais-tu|pourrais tu|tu pourrais"
    ),
    politeness=("s'il vous plaît", "s'il vous plait", "s'il te plaît", "s'il te plait"),
    elides=True,
    as_agent={
        "me": "vous",
        "m'": "vous",
        "moi": "vous",
        "mon": "votre",
        "ma": "votre",
        "mes": "vos",
        "je": "vous",
        "votre": "mon",
        "vos": "mes",
        "nous": "vous",
        "notre": "votre",
        "nos": "vos",
        "te": "",
    },
    hanging=frozenset(
        "le la les l' un une des du de d' ce cet cette ces mon ma mes votre vos notre nos à au aux en dans sur sous "
        "pour par avec et ou parce que qui avant chez vers devant derrière".split()
    ),
    prepositions=frozenset(
        "à au aux en dans sur sous près devant derrière entre chez vers contre depuis avant après face dehors".split()
    ),
    nays=frozenset(
        "non pas nan ne n' un une des le la les l' je j'ai dit ai c'est c' est que qu' veux voudrais juste s'il vous "
        "plaît mais de du d'".split()
    ),
    back_channels=frozenset(
        "mm|hm|hmm|mhm|hum|euh|ah|oh|oui|ouais|d'accord|ok|okay|bien|je vois|ah bon|ah oui|voilà|bon|entendu|très bien|"
        "oui oui|bien sûr".split("|")
    ),
    answers=frozenset("mhm|oui|ouais|d'accord|ok|okay|bien|entendu|très bien|oui oui|bien sûr|ah oui".split("|")),
    unasked=frozenset("de d' donc peut-être bien".split()),
)
