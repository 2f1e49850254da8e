"""The pieces a caller said: times, quantities, places, numbers, names, objects, wishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.numbers import Piece

_MARK = "\u02da"  # stands behind a town in the text the grammar reads
_TAKEN = "\u00a4"
_GRAMMAR_SLOTS = ("time", "quantity", "place", "number")
_CITY = rf"(?:[^\s]+{_MARK})"
_LONGEST_WISH = 9


@dataclass(frozen=True, slots=True)
class Span:
    """A slot's text, and the pieces it was found in."""

    slot: str
    text: str
    start: int
    end: int


class Grammar:
    """Named expressions, as an asset text writes them."""

    def __init__(self, text: str) -> None:
        parts = {"CITY": _CITY}
        self._lines: dict[str, list[re.Pattern[str]]] = {}
        for line in text.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            define = re.match(r"([A-Z]+) = (.*)", line)
            slot, _, expression = line.partition(": ")
            expression = define[2] if define else expression
            for name in re.findall(r"\{([A-Z]+)\}", expression):
                expression = expression.replace("{" + name + "}", parts[name])
            if define:
                parts[define[1]] = expression
            else:
                self._lines.setdefault(slot, []).append(re.compile(rf"(?<!\S)(?:{expression})(?!\S)"))

    def __getitem__(self, slot: str) -> list[re.Pattern[str]]:
        return self._lines.get(slot, [])


class _Sheet:
    """The pieces as one text to match on, with what is taken painted over."""

    def __init__(self, pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.pieces = pieces
        self.taken = [False] * len(pieces)
        cells: list[str] = []
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        at = offset = 0
        while at < len(pieces):
            text, end = pieces[at].text, at + 1
            if text in lexicon.cities:
                text += _MARK
            else:
                for size in (3, 2):
                    if tuple(p.text for p in pieces[at : at + size]) in lexicon.city_phrases:
                        text, end = "_".join(p.text for p in pieces[at : at + size]) + _MARK, at + size
                        break
            text = text.replace(_TAKEN, "?")
            self._starts[offset] = at
            self._ends[offset + len(text)] = end
            cells.append(text)
            offset += len(text) + 1
            at = end
        self.text = " ".join(cells)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        for match in pattern.finditer(self.text):
            start, end = self._starts.get(match.start()), self._ends.get(match.end())
            if start is not None and end is not None and _TAKEN not in match[0]:
                yield match, start, end

    def span(self, match: re.Match[str], group: int | str) -> tuple[int, int]:
        return self._starts.get(match.start(group), 0), self._ends.get(match.end(group), len(self.pieces))

    def take(self, match: re.Match[str], start: int, end: int) -> None:
        self.taken[start:end] = [True] * (end - start)
        paint = re.sub(r"\S", _TAKEN, match[0])
        self.text = self.text[: match.start()] + paint + self.text[match.end() :]


class Slotter:
    """Finds slots in pieces; what is worth keeping for which intent is decided later."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self._grammar = grammar
        self._lexicon = lexicon

    def find(self, pieces: Sequence[Piece]) -> list[Span]:
        """All spans, in the order said; a wish may lie over others."""
        sheet = _Sheet(pieces, self._lexicon)
        found: list[Span] = []
        for slot in _GRAMMAR_SLOTS:
            if slot == "place":
                for span in self._names(pieces, sheet.taken):
                    found.append(span)
            for pattern in self._grammar[slot]:
                for match, start, end in list(sheet.matches(pattern)):
                    if any(sheet.taken[start:end]):
                        continue
                    text = match["v"] if "v" in pattern.groupindex else match[0]
                    text = self._trimmed(text.replace(_MARK, "").replace("_", " ").replace(" 's", "'s"))
                    if not text:
                        continue
                    found.append(Span(slot, text, start, end))
                    sheet.take(match, start, end)
        found += self._plain_numbers(pieces, sheet.taken)
        found += self._objects(pieces, sheet.taken)
        found += self._wishes(sheet, found)
        return sorted(found, key=lambda span: (span.start, span.end))

    def _trimmed(self, text: str) -> str:
        words = text.split()
        while words and (words[0] in self._lexicon.determiners or words[0] in ("at", "on", "for", "from")):
            if words[0] in ("this", "another") or (words[0] == "from" and ("to" in words or "until" in words)):
                break
            del words[0]
        if len(words) > 1 and words[0] == "in" and words[1] not in ("front", "between"):
            return self._trimmed(" ".join(words[1:]))
        return " ".join(words)

    def _plain_numbers(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        for index, piece in enumerate(pieces):
            if taken[index]:
                continue
            if piece.kind == "letters":
                taken[index] = True
                yield Span("name", piece.text, index, index + 1)
            elif piece.kind == "code":
                taken[index] = True
                yield Span("number", piece.text, index, index + 1)
            elif piece.kind == "number":
                following = pieces[index + 1].text if index + 1 < len(pieces) else ""
                counts = "n" in self._lexicon.letters(following) and (following.endswith("s") or following == "people")
                alone = piece.text == "1" and len(pieces) > 2 and piece.end - piece.start == 1
                if counts and len(piece.text) < 5:
                    taken[index] = True
                    yield Span("quantity", piece.text, index, index + 1)
                elif not alone:
                    taken[index] = True
                    yield Span("number", piece.text, index, index + 1)

    # --- names

    def _names(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        texts = [piece.text for piece in pieces]
        at = 0
        while at < len(texts):
            end = self._name_end(pieces, texts, at, taken)
            if end > at:
                start = at
                while start < end - 1 and texts[start] in self._lexicon.titles:
                    start += 1
                taken[at:end] = [True] * (end - at)
                yield Span("name", " ".join(texts[start:end]), at, end)
                at = end
            else:
                at += 1

    def _name_end(self, pieces: Sequence[Piece], texts: Sequence[str], at: int, taken: Sequence[bool]) -> int:
        """Where a name that begins at ``at`` ends; ``at`` itself when none begins."""
        lexicon = self._lexicon
        if taken[at]:
            return at
        cue = _cue(texts, at)
        titled = texts[at] in lexicon.titles and at + 1 < len(texts)
        index = at + 1 if titled else at
        evidence = 3 if titled else cue
        end, clear = index, 0
        while end < len(texts) and end - index < 4 and not taken[end]:
            text = texts[end]
            if end > index and pieces[end].breaks:
                break
            if pieces[end].kind == "letters":
                # "mathieu m a t h i e u": the spelling is a name of its own
                break
            if pieces[end].kind != "word" or not text[0].isalpha():
                break
            given, surname = lexicon.given(text), lexicon.surname(text)
            if text in lexicon.particles and end + 1 < len(texts) and (end > index or evidence):
                if text not in ("van", "le", "la", "de", "al", "o") or end + 1 < len(texts):
                    end += 1
                    continue
            if lexicon.letters(text) == "f" or text in _NOT_NAMES:
                break
            unknown = not lexicon.known(text)
            likely = given == 2 or surname == 2
            if likely or (end > index and (given or surname)):
                clear += 2 if given == 2 or end > index else 1
            elif not (
                (evidence >= 3 and (unknown or "v" not in lexicon.letters(text)[:1] or given or surname))
                or (evidence == 2 and (unknown or given or surname))
                or (evidence == 1 and unknown and len(text) > 2)
                or (end > index and unknown)
            ):
                break
            end += 1
        while end > index and texts[end - 1] in lexicon.particles:
            end -= 1
        if end == index:
            return at
        if titled and texts[at] in ("doctor", "father", "sir", "madam", "professor", "miss") and not clear:
            return at
        if (
            evidence >= 3
            or clear >= 2
            or (evidence and clear)
            or (evidence == 2)
            or (evidence == 1 and end == len(texts))
        ):
            if not evidence and end - index == 1 and lexicon.given(texts[index]) != 2:
                return at
            if (
                not evidence
                and end - index == 1
                and "n" in lexicon.letters(texts[index])
                and lexicon.is_thing(texts[index])
            ):
                return at
            return end
        if at == 0 and end == len(texts) and clear:
            return end
        return at

    # --- objects

    def _objects(self, pieces: Sequence[Piece], taken: Sequence[bool]) -> Iterator[Span]:
        lexicon = self._lexicon
        texts = [piece.text for piece in pieces]
        at = 0
        while at < len(texts):
            if taken[at] or pieces[at].kind != "word":
                at += 1
                continue
            determined = at > 0 and (texts[at - 1] in lexicon.determiners or texts[at - 1] in ("no", "of", "'s"))
            end = self._chunk_end(pieces, texts, at, taken, determined)
            if end == at:
                at += 1
                continue
            head = texts[end - 1]
            if lexicon.is_thing(head) or (head in ("machine", "number", "line", "computer", "letter") and end - at > 1):
                start = at
                while start < end - 1 and texts[start] in _WEAK_MODIFIERS:
                    start += 1
                yield Span("object", " ".join(texts[start:end]), start, end)
            at = end

    def _chunk_end(
        self, pieces: Sequence[Piece], texts: Sequence[str], at: int, taken: Sequence[bool], determined: bool
    ) -> int:
        """Where the noun phrase (without its determiner) that begins at ``at`` ends."""
        lexicon = self._lexicon
        end = at
        noun_end = at
        while end < len(texts) and not taken[end] and pieces[end].kind == "word" and end - at < 5:
            text = texts[end]
            if end > at and pieces[end].breaks:
                break
            letters = lexicon.letters(text)
            if letters == "f":
                break
            if not letters and not determined:
                break
            before = texts[end - 1] if end else ""
            following = texts[end + 1] if end + 1 < len(texts) else ""
            form = lexicon.form(text)
            noun = "n" in letters or not letters
            if not determined and end == at and letters[:1] != "n" and not lexicon.is_thing(text):
                if letters[:1] != "a" and form not in ("ing", "past"):
                    break
            if (
                end == at
                and not determined
                and form == "base"
                and (before in ("to", "please", "not", "") or before in _MODALS)
            ):
                # "order", "book" and "charge" after "to" are verbs; "internet" at the beginning is none
                if following in lexicon.function and "v" in letters:
                    break
            if noun_end > at and "v" in letters and form in ("s", "past", "base", "ing"):
                if (
                    (following in lexicon.function
                    and (letters[0] == "v" or form in ("past", "ing")))
                    or following in _OBJECT_PRONOUNS
                ):
                    break
            if letters == "r" or (letters[:1] == "r" and "n" not in letters):
                break
            if noun_end > at and letters[:1] == "a" and "n" not in letters[:2]:
                break
            if form in ("past", "ing") and not noun and "a" not in letters and end > at:
                break
            if form == "base" and not noun and "a" not in letters:
                break
            end += 1
            if noun:
                noun_end = end
        return noun_end

    # --- wishes

    def _wishes(self, sheet: _Sheet, found: Sequence[Span]) -> Iterator[Span]:
        pieces = sheet.pieces
        texts = [piece.text for piece in pieces]
        plain = _Sheet(pieces, self._lexicon)
        ends: set[int] = set()
        for pattern in self._grammar["have done"]:
            for match, start, end in plain.matches(pattern):
                base = self._lexicon.base(match["done"].split()[0])
                what = match["what"].replace(_MARK, "").replace("_", " ").strip()
                if base and "to" not in what.split() and what not in ("to be", "to have"):
                    rest = " ".join([base, *match["done"].split()[1:1], what, *match["done"].split()[1:]])
                    ends.update(range(start, end + 1))
                    yield Span("wish", rest, start, end)
        for pattern in self._grammar["lead"]:
            for _, _, begin in plain.matches(pattern):
                if begin in ends or begin >= len(texts):
                    continue
                yield from self._wish_from(pieces, texts, begin, found, ends)
        first = texts[0] if texts else ""
        if 0 not in ends and first not in _NO_WISH and self._lexicon.form(first) == "base" and len(texts) > 1:
            if self._lexicon.letters(first)[:1] == "v" and (texts[1] in self._lexicon.function):
                yield from self._wish_from(pieces, texts, 0, found, ends)

    def _wish_from(
        self, pieces: Sequence[Piece], texts: Sequence[str], begin: int, found: Sequence[Span], ends: set[int]
    ) -> Iterator[Span]:
        if not self._lexicon.is_verb(texts[begin]) or texts[begin] in _NO_WISH:
            return
        end = begin + 1
        while end < len(texts) and end - begin < _LONGEST_WISH and not pieces[end].breaks:
            if texts[end] in _WISH_STOPS:
                break
            if texts[end] in ("and", "or") and not self._joins(texts, end):
                break
            end += 1
        trimmed = True
        while trimmed and end > begin + 1:
            trimmed = False
            for span in found:
                if span.end == end and span.start > begin and span.slot in ("time", "place"):
                    end, trimmed = span.start, True
            if texts[end - 1] in _WISH_TRAILERS and end > begin + 1:
                end -= 1
                trimmed = True
        ends.update(range(begin, end + 1))
        yield Span("wish", " ".join(texts[begin:end]).replace(" 's", "'s"), begin, end)

    def _joins(self, texts: Sequence[str], index: int) -> bool:
        """Whether "and" joins two verbs of one wish ("come and get it") or two nouns, not two sentences."""
        following = texts[index + 1] if index + 1 < len(texts) else ""
        return following not in ("i", "you", "it", "we", "they", "then", "that", "this", "there", "please", "")


def _cue(texts: Sequence[str], at: int) -> int:
    """How strongly the words before ``at`` announce a name: 0..3."""
    before = list(texts[max(0, at - 5) : at])
    for words, strength in _CUES:
        if before[-len(words) :] == words:
            return strength
    if not before:
        return 1 if len(texts) <= 3 else 0
    return 0


_CUES: list[tuple[list[str], int]] = [
    ("my name is".split(), 3), ("the name is".split(), 3), ("name is".split(), 3), ("name was".split(), 3), ("name would be".split(), 3),
    ("surname is".split(), 3), ("call me".split(), 2), ("called".split(), 2), ("under the name".split(), 3),
    ("under the name of".split(), 3), ("name of".split(), 3), ("my name".split(), 2), ("surname".split(), 3), ("last name".split(), 3),
    ("first name".split(), 3), ("name".split(), 2), ("i am".split(), 1), ("this is".split(), 1), ("it is".split(), 1), ("am".split(), 1),
    ("is".split(), 1), ("spoke to".split(), 1), ("spoke with".split(), 1), ("talked to".split(), 1), ("speak to".split(), 1),
    ("speak with".split(), 1), ("speaking to".split(), 1), ("talk to".split(), 1), ("ask for".split(), 1), ("from".split(), 0),
    ("not".split(), 1), ("yes".split(), 1), ("hello".split(), 1), ("hi".split(), 1), ("no".split(), 1), ("here".split(), 1),
]  # fmt: skip
_NOT_NAMES = frozenset(
    "here speaking calling not sorry yes no okay hello hi please fine good great right wrong late angry tired furious happy "
    "calling phoning ringing waiting looking trying going still just really very so too mobilimbo spelled spelt with ridiculous "
    "afraid sure busy ready done sick fed stuck lost married english french german dutch spanish british american human "
    "all the about like customer security".split()
)
_WEAK_MODIFIERS = frozenset(
    "bloody stupid damn fucking goddamn whole entire actual same wretched blasted sodding freaking".split()
)
_MODALS = frozenset("can could would will should must may might i you we they do did does let us me".split())
_OBJECT_PRONOUNS = frozenset("me us him them it my the your our".split())
_WISH_STOPS = frozenset(
    "because but so otherwise since please if before when i you then thank thanks okay yes no unless until while cause as "
    "though although or who which whose why how what that's".split()
)
_WISH_TRAILERS = frozenset(
    "please now immediately today right from at in on to for of with by and or the a asap straight away quickly soon just again "
    "somehow first actually really then there already".split()
) - {"away"}
_NO_WISH = frozenset(
    "be know understand say tell repeat spell wait hold listen look sorry thank think see mean believe hear guess hope "
    "ask have need want like love hate remember imagine bet help shut excuse pardon stay guess".split()
) - {"ask", "help"}
