"""How callers of each language vary what they say, and how it is misheard: what ``train.py`` makes more examples by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Manner:
    """``fillers`` slip in, ``lost`` are small words that get lost, ``heard_as`` what words are taken for,
    ``introductions`` are templates of what comes before a matter, ``joints`` stand between two sentences,
    ``trailers`` at the end of one."""

    introductions: Sequence[str]
    fillers: Sequence[str]
    lost: frozenset[str]
    joints: Sequence[str]
    trailers: Sequence[str]
    heard_as: Mapping[str, str] = field(default_factory=dict)


ENGLISH = Manner(
    introductions=(
        "(hi|hello|good morning|yes hello|) (my name is|this is|i'm|it's) {name} (and|) "
        "(i'm calling because|i'm phoning because|i'm ringing because|and|i have a problem|the thing is|)",
        "(hi|hello|good morning|yes) (i'm calling because|i'm ringing because|the thing is|listen|look)",
        "(okay|well|right|so|yes|no|oh|please|sorry|excuse me|all right) (listen|look|but|so|well|then|)",
    ),
    joints=("", "", "", "and", "but", "so", "and", "because", "listen", "i mean", "okay"),
    fillers=(
        "um uh er well look listen so like you know i mean actually basically honestly right okay erm sorry".split()
    ),
    trailers=("please", "you know", "thank you", "okay", "right", "now", "sir", "madam", "love", "mate"),
    lost=frozenset("a the is to i it of am are you do my on in and".split()),
    heard_as={
        "the": "a", "a": "the", "is": "as", "and": "in", "in": "and", "can": "can't", "my": "by", "your": "you",
        "for": "four", "want": "won", "i": "a", "to": "two", "their": "there", "would": "what", "hold": "old",
        "with": "where", "this": "the", "speak": "speed", "talk": "took", "human": "humor", "person": "purse in",
        "move": "moon", "manager": "manage", "repeat": "repeats", "wait": "weight", "when": "one", "will": "well",
        "not": "now", "an": "and", "are": "or", "container": "content", "price": "prize", "call": "cool",
        "name": "names", "number": "numb", "door": "dough",
    },
)  # fmt: skip

FRENCH = Manner(
    introductions=(
        "(bonjour|allô|bonsoir|oui bonjour|) (je m'appelle|ici|c'est|mon nom est) {name} "
        "(et j'appelle parce que|je vous appelle parce que|voilà|et|j'ai un problème|)",
        "(bonjour|allô|oui|oui bonjour) (j'appelle parce que|je vous téléphone parce que|voilà|écoutez)",
        "(bon|alors|oui|non|écoutez|pardon|excusez-moi|s'il vous plaît|d'accord) (écoutez|mais|alors|donc|)",
    ),
    joints=("", "", "", "et", "mais", "donc", "et", "parce que", "écoutez", "alors", "bon"),
    trailers=("s'il vous plaît", "hein", "quoi", "merci", "d'accord", "maintenant", "monsieur", "madame", "voilà"),
    fillers="euh bon alors ben écoutez enfin donc bah voilà quoi hein oui pardon".split(),
    lost=frozenset("le la les un une est à de du je il ce que et ne".split()),
    heard_as={
        "le": "de", "la": "là", "est": "et", "et": "est", "de": "deux", "un": "en", "des": "les", "mon": "mont",
        "ma": "mal", "dans": "d'un", "c'est": "ses", "à": "a", "ce": "se", "vous": "fou", "votre": "notre",
        "conteneur": "content", "porte": "porter", "sans": "cent", "pas": "bas", "veux": "vœux", "faut": "faux",
    },
)  # fmt: skip

DUTCH = Manner(
    introductions=(
        "(goeiedag|hallo|goedemorgen|ja hallo|) (mijn naam is|u spreekt met|met|ik ben) {name} "
        "(en ik bel omdat|ik bel omdat|en|ik heb een probleem|het zit zo|)",
        "(goeiedag|hallo|ja|dag mevrouw) (ik bel omdat|ik bel want|het zit zo|luister)",
        "(goed|wel|ja|nee|kijk|pardon|excuseer|alstublieft|oké) (luister|kijk|maar|dus|dan|)",
    ),
    joints=("", "", "", "en", "maar", "dus", "en", "omdat", "luister", "kijk", "goed"),
    trailers=("alstublieft", "hè", "zeg", "dank u", "oké", "nu", "meneer", "mevrouw", "hoor", "dus"),
    fillers="euh eh wel kijk luister dus allez zeg eigenlijk ja goed sorry".split(),
    lost=frozenset("de het een is te ik van en er dat die".split()),
    heard_as={
        "de": "te", "het": "dat", "een": "en", "en": "een", "is": "es", "mijn": "mij", "uw": "u", "van": "wan",
        "voor": "vuur", "staat": "straat", "container": "content", "wil": "wel", "deur": "duur", "niet": "nier",
        "dat": "dan", "heb": "hep", "met": "mat", "ben": "bent",
    },
)  # fmt: skip

MANNERS = {"en": ENGLISH, "fr": FRENCH, "nl": DUTCH}
