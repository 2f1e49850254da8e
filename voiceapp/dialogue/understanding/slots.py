"""The pieces a caller said: times, quantities, places, numbers, names, objects, wishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceapp.dialogue.understanding.lexicon import Lexicon, folded
from voiceapp.dialogue.understanding.numbers import Piece

_MARK = "\u02da"  # stands behind a town in the text the grammar reads
_TAKEN = "\u00a4"
_GRAMMAR_SLOTS = ("time", "quantity", "address", "place", "number")
_CITY = rf"(?:[^\s]+{_MARK})"
_LONGEST_WISH = 9
_PRONOUNS = frozenset("me us him them it".split())
_CLOCK = re.compile(r"^(\d{1,2})([0-5][05])(?= (?:am|pm|in|on|\w*day|tomorrow|tonight)\b|$)")
_GOALS = frozenset("off from out to into onto".split())  # places that belong to the wish: "take it off my lawn"
_BEFORE_TOWNS = frozenset("in from to near at".split())


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
            before = pieces[at - 1].text if at else ""
            if text in lexicon.cities or (text in lexicon.cities_or_words and before in _BEFORE_TOWNS):
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
        words = lexicon.lists.words
        self._not_names = words("not names")
        self._weak_modifiers = words("weak modifiers")
        self._verb_places = words("verb places")
        self._object_pronouns = words("object pronouns")
        self._wish_stops = words("wish stops")
        self._wish_trailers = words("wish trailers")
        self._wish_links = words("wish links")
        self._no_wish = words("no wish")
        self._never_heads = words("never heads")
        self._wish_after_lead = words("wish after lead")
        self._imperatives = words("imperatives")
        self._imperative_objects = lexicon.determiners | words("imperative objects")
        self._now = {tuple(phrase.split()) for phrase in lexicon.lists.phrases("now")}

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
                    if slot == "time":
                        text = _CLOCK.sub(r"\1:\2", text)
                    found.append(Span("place" if slot == "address" else slot, text, start, end))
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
        titled = texts[at] in lexicon.titles and at + 1 < len(texts)
        index = at + 1 if titled else at
        cue = self._cue(texts, at)
        evidence = 3 if titled else cue
        end, clear = index, 0
        while end < len(texts) and end - index < 4 and not taken[end]:
            text = texts[end]
            if pieces[end].kind != "word" or not text[0].isalpha() or (end > index and pieces[end].breaks):
                break
            if text in lexicon.particles and end + 1 < len(texts) and (end > index or evidence):
                end += 1
                continue
            likely = self._likely_name(text, evidence, end > index)
            if not likely:
                break
            if end > index and texts[index - 1 : index] == ["not"] and lexicon.given(text) == 2:
                break  # "not matthew mathieu"
            clear += likely - 1
            end += 1
        while end > index and texts[end - 1] in lexicon.particles:
            end -= 1
        alone = end - index == 1
        if end == index or (
            titled
            and texts[at] in ("doctor", "father", "sir", "madam", "professor", "miss", "dr")
            and not clear
            and lexicon.known(texts[index])
        ):
            return at
        if evidence >= 2 or clear >= 2 or (evidence and (clear or end == len(texts))):
            if not evidence and alone and (lexicon.given(texts[index]) != 2 or lexicon.is_thing(texts[index])):
                return at
            return end
        return end if at == 0 and end == len(texts) and clear else at

    def _likely_name(self, text: str, evidence: int, later: bool) -> int:
        """How likely a word belongs to a name after this evidence: 0 not, 1 perhaps, 2 or 3 surely."""
        lexicon = self._lexicon
        if lexicon.letters(text) == "f" or text in self._not_names or len(text) < 2:
            return 0
        given, surname = lexicon.given(text), lexicon.surname(text)
        if given == 2:
            return 3
        if surname == 2:
            return 3 if later else 2
        if later and (given or surname):
            return 3
        unknown = not lexicon.known(text) and not lexicon.languages(folded(text)) and _vowels(text)
        if evidence >= 3:
            return int(unknown or given > 0 or surname > 0 or lexicon.letters(text)[:1] not in "vr")
        if evidence == 2:
            return int(unknown or given > 0 or surname > 0)
        return int(unknown and (later or (evidence == 1 and len(text) > 2)))

    def _cue(self, texts: Sequence[str], at: int) -> int:
        """How strongly the words before ``at`` announce a name: 0..3."""
        if at == 0:
            return int(len(texts) <= 2)
        before = tuple(texts[max(0, at - 5) : at])
        for words, strength in self._lexicon.name_cues:
            if before[-len(words) :] == words:
                return strength
        return 0

    # --- objects

    def _objects(self, pieces: Sequence[Piece], taken: Sequence[bool]) -> Iterator[Span]:
        lexicon = self._lexicon
        texts = [piece.text for piece in pieces]
        at = 0
        while at < len(texts):
            end = self._chunk_end(pieces, texts, at, taken)
            if end == at:
                at += 1
                continue
            head = texts[end - 1]
            if lexicon.is_thing(head) or (end - at > 1 and head in lexicon.compound_things):
                start = at
                while start < end - 1 and texts[start] in self._weak_modifiers:
                    start += 1
                yield Span("object", " ".join(texts[start:end]), start, end)
            at = end

    def _chunk_end(self, pieces: Sequence[Piece], texts: Sequence[str], at: int, taken: Sequence[bool]) -> int:
        """Where the noun phrase (without its determiner) that begins at ``at`` ends; ``at`` when none begins."""
        lexicon = self._lexicon
        before = texts[at - 1] if at else ""
        determined = before in lexicon.determiners or before in ("no", "'s")
        if not determined and not self._may_begin(texts, at, before):
            return at
        end = noun_end = at
        while end < len(texts) and not taken[end] and pieces[end].kind == "word" and end - at < 5:
            text = texts[end]
            letters, form = lexicon.letters(text), lexicon.form(text)
            following = texts[end + 1] if end + 1 < len(texts) else ""
            if (
                letters == "f"
                or text == "'s"
                or (end > at and text in self._never_heads)
                or (end > at and pieces[end].breaks)
            ):
                break
            noun = "n" in letters or lexicon.is_listed_thing(text) or (not letters and determined)
            verb = form in ("past", "ing") or letters[:1] in ("v", "a", "r")
            if "v" in letters and following in self._object_pronouns:
                verb = True
            if "v" in letters and form == "s" and following in lexicon.function:
                verb = True
            if noun_end > at and verb and not lexicon.is_listed_thing(text):
                break
            if not noun and not (set(letters) & set("a") or form in ("ing", "past")):
                break
            if "r" in letters and text.endswith("ly"):
                break
            end += 1
            if noun:
                noun_end = end
        return noun_end

    def _may_begin(self, texts: Sequence[str], at: int, before: str) -> bool:
        """Whether a noun phrase without determiner may begin here, not a verb."""
        lexicon = self._lexicon
        text = texts[at]
        letters, form = lexicon.letters(text), lexicon.form(text)
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if form != "-" and (before in self._verb_places or following in _PRONOUNS):
            return False
        if (
            form in ("past", "ing", "base", "s")
            and not lexicon.is_listed_thing(text)
            and letters[:1] != "n"
            and "a" not in letters
        ):
            return form == "ing" and lexicon.is_listed_thing(following)
        if (
            form in ("base", "ing")
            and at == 0
            and len(texts) > 1
            and texts[1] in lexicon.function
            and not text.endswith("s")
        ):
            return lexicon.is_listed_thing(text) and texts[1] not in self._object_pronouns
        return letters[:1] in ("n", "a") or lexicon.is_listed_thing(text)

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
                if texts[begin] not in self._no_wish or texts[begin] in self._wish_after_lead:
                    yield from self._wish_from(pieces, texts, begin, found, ends)
        for pattern in self._grammar["lead ing"]:
            for _, _, begin in plain.matches(pattern):
                base = self._lexicon.base_of_ing(texts[begin]) if begin < len(texts) else None
                if base and begin not in ends:
                    yield from self._wish_from(pieces, [*texts[:begin], base, *texts[begin + 1 :]], begin, found, ends)
        # Imperatives without any lead: at the beginning, or where the sentence starts anew.
        for begin in range(len(texts) - 1):
            before = texts[begin - 1] if begin else ""
            if begin in ends or texts[begin] in self._no_wish or texts[begin + 1] not in self._imperative_objects:
                continue
            if before in self._verb_places or before in self._lexicon.determiners or (begin and ends):
                continue
            if begin and not pieces[begin].breaks and self._lexicon.letters(before)[:1] in ("n", ""):
                continue
            if self._lexicon.letters(texts[begin])[:1] == "v" or texts[begin] in self._imperatives:
                yield from self._wish_from(pieces, texts, begin, found, ends)

    def _wish_from(
        self, pieces: Sequence[Piece], texts: Sequence[str], begin: int, found: Sequence[Span], ends: set[int]
    ) -> Iterator[Span]:
        if not self._lexicon.is_verb(texts[begin]):
            return
        end = begin + 1
        while end < len(texts) and end - begin < _LONGEST_WISH and not pieces[end].breaks:
            if texts[end] in self._wish_stops or tuple(texts[end : end + 2]) in self._now:
                break
            if texts[end] in ("and", "or") and not self._joins(texts, end):
                break
            end += 1
        trimmed = True
        while trimmed and end > begin + 1:
            trimmed = False
            for span in found:
                inner = span.slot == "time" or (span.slot == "place" and texts[span.start] not in _GOALS)
                if span.end == end and span.start > begin and inner:
                    end, trimmed = span.start, True
                    if texts[end - 1] in self._wish_links and end > begin + 1:
                        end -= 1
            if texts[end - 1] in self._wish_trailers and end > begin + 1:
                end, trimmed = end - 1, True
        ends.update(range(begin, end + 1))
        yield Span("wish", " ".join(texts[begin:end]).replace(" 's", "'s"), begin, end)

    def _joins(self, texts: Sequence[str], index: int) -> bool:
        """Whether "and" joins two verbs of one wish ("come and get it") or two nouns, not two sentences."""
        following = texts[index + 1] if index + 1 < len(texts) else ""
        return following not in ("i", "you", "it", "we", "they", "then", "that", "this", "there", "please", "")


def _vowels(word: str) -> bool:
    """Whether it can be spoken: no keyboard noise."""
    return any(c in "aeiouy" for c in folded(word)) and not re.search(r"[b-df-hj-np-tv-xz]{5}", folded(word))
