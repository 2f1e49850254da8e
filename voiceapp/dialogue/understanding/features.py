"""What the classifier sees of an utterance: words, classes of words, and a few figures."""

from __future__ import annotations

from collections.abc import Sequence

from voiceapp.dialogue.understanding.lexicon import Lexicon, Lists, folded
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import Span

_HIDDEN = {"time", "place", "number", "quantity", "name"}
_LENGTHS = (1, 2, 3, 5, 8, 12, 20)


class Concepts:
    """Words and phrases that mean the same to a hotline, by concept."""

    def __init__(self, text: str, *, plain: bool = False) -> None:
        lists = Lists(text, plain=plain)
        self._concepts: dict[tuple[str, ...], str] = {}
        for name in lists.lists:
            concept, _, phrases = name.partition(" ")
            entries = sorted(lists.phrases(name)) if phrases else sorted(lists.words(name))
            for entry in entries:
                self._concepts.setdefault(tuple(entry.split()), f"<{concept}>")

    def __call__(self, words: Sequence[str], at: int) -> tuple[str, int]:
        """The concept that begins at ``at`` and how many words it has, or ("", 0)."""
        for size in (4, 3, 2, 1):
            concept = self._concepts.get(tuple(words[at : at + size])) if at + size <= len(words) else None
            if concept is not None:
                return concept, size
        return "", 0


def features(pieces: Sequence[Piece], spans: Sequence[Span], lexicon: Lexicon, concepts: Concepts) -> set[str]:
    """The features that are present. What was said of times, places, names and numbers is hidden behind its kind."""
    surface, abstract = _streams(pieces, spans, lexicon)
    general = _general(surface, abstract, concepts)
    found: set[str] = set()
    words = ["^", *surface, "$"]
    for index, word in enumerate(words):
        found.add(word)
        if index + 1 < len(words):
            found.add(f"{word} {words[index + 1]}")
        if index + 2 < len(words):
            found.add(f"{word} {words[index + 1]} {words[index + 2]}")
            found.add(f"{word} _ {words[index + 2]}")
    classes = ["^", *general, "$"]
    for index in range(len(classes) - 1):
        if classes[index][0] == "<":
            found.add(f"/{classes[index]}")
        found.add(f"/{classes[index]} {classes[index + 1]}")
        found.add("/" + " ".join(classes[index : index + 3]))
        found.add("/" + " ".join(classes[index : index + 4]))
    found.update(_groups(surface, lexicon))
    for word in surface:
        if len(word) > 4 and word[0] != "<":
            found.add(f"{word[:4]}~")
            found.update(f"~{word[i : i + 4]}" for i in range(1, len(word) - 3))
    found.update(_figures(pieces, surface, lexicon))
    kinds = {span.slot for span in spans}
    found.update(f"#has {kind}" for kind in kinds)
    if len(surface) == 1 and surface[0][0] == "<":
        found.add(f"#only {surface[0]}")
    return found


def _groups(surface: Sequence[str], lexicon: Lexicon) -> set[str]:
    """What stands in the same places as these words, singly and in twos and threes with the function words."""
    found = set()
    groups = ["^"]
    for word in surface:
        coarse, fine = lexicon.likes(word)
        if fine:
            found.add(f"={fine}")
        groups.append(word if word[0] == "<" or lexicon.letters(word) == "f" else f"={coarse or '?'}")
    groups.append("$")
    for index in range(len(groups) - 1):
        found.add(f"={groups[index]} {groups[index + 1]}")
        if index + 2 < len(groups):
            found.add("=" + " ".join(groups[index : index + 3]))
    return found


def _general(surface: Sequence[str], abstract: Sequence[str], concepts: Concepts) -> list[str]:
    """The abstract stream with the concepts in it."""
    found = []
    at = 0
    while at < len(surface):
        concept, size = concepts(surface, at)
        if size:
            found.append(concept)
            at += size
        else:
            if abstract[at]:
                found.append(abstract[at])
            at += 1
    return found


def _streams(pieces: Sequence[Piece], spans: Sequence[Span], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    hidden: dict[int, Span] = {}
    things: dict[int, Span] = {}
    moments = lexicon.lists.phrases("moments")  # "one second": hardly a time
    for span in spans:
        if span.text in moments:
            continue
        target = hidden if span.slot in _HIDDEN else things if span.slot == "object" else None
        if target is not None:
            target.update(dict.fromkeys(range(span.start, span.end), span))
    surface: list[str] = []
    abstract: list[str] = []
    for index, piece in enumerate(pieces):
        if index in hidden:
            span = hidden[index]
            if index == span.start:
                kind = "spelled" if piece.kind in ("letters", "code") else span.slot
                surface.append(f"<{kind}>")
                abstract.append(f"<{kind}>")
            continue
        word = folded(piece.text) if piece.kind == "word" else f"<{piece.kind}>"
        surface.append(word)
        if index in things:
            abstract.append("<object>" if index == things[index].end - 1 else "")
        else:
            abstract.append(_class(word, lexicon))
    return surface, abstract


def _class(word: str, lexicon: Lexicon) -> str:
    letters = lexicon.letters(word)
    if letters == "f" or word[0] == "<":
        return word
    if not letters:
        return "?"
    if letters[0] == "v":
        return f"V{lexicon.form(word)}"
    if letters[0] == "n":
        return f"N{lexicon.noun_class(word)}"
    return letters[0].upper()


def _figures(pieces: Sequence[Piece], surface: Sequence[str], lexicon: Lexicon) -> list[str]:
    plain = [folded(piece.text) for piece in pieces if piece.kind == "word"]
    found = [f"#length {sum(len(surface) > limit for limit in _LENGTHS)}"]
    if plain:
        unknown = sum(not lexicon.known(w) and not lexicon.given(w) and not lexicon.surname(w) for w in plain)
        function = sum(lexicon.letters(w) == "f" for w in plain)
        found.append(f"#unknown {min(4, int(5 * unknown / len(plain)))}")
        found.append(f"#function {min(4, int(5 * function / len(plain)))} {min(len(plain) // 3, 3)}")
        counts: dict[str, int] = {}
        foreign = 0
        for w in set(plain):
            languages = lexicon.languages(w)
            foreign += bool(languages)
            for language in languages:
                counts[language] = counts.get(language, 0) + 1
        found.append(f"#foreign {min(foreign, 4)}")
        found.append(f"#foreign share {int(4 * foreign / len(plain))}")
        found.append(f"#one language {min(max(counts.values(), default=0), 4)}")
    return found
