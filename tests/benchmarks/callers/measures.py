"""What can be said of a held call from its journal alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voiceapp.dialogue.pace import speaking_time
from voiceapp.dialogue.scenario import Agent, Cut, Gesture, Scenario, Transfer, branches
from voiceapp.scenario_graph import kind

Lines = Sequence[Mapping[str, Any]]

COMMON = frozenset(
    "that this with have from they them then than there here what when where which while your yours mine about into "
    "just some very much more most been being were does didn doesn isn will would could should shall must might only "
    "over also even still well because their these those once other another like know think thing things want need "
    "please hello good morning thank thanks sorry going come take make made said tell told back again somebody someone "
    "anybody nobody something anything nothing much many were wasn aren hasn haven".split()
)
"""Words of four letters and more that say nothing about the caller."""

_DONE = "moved?|removed?|towed?|lift(?:ed)?|clear(?:ed)?|shift(?:ed)?|collect(?:ed)?|picked up|taken? away"
_HELP = "driver|crane|truck|lorry|tow truck|mechanic|engineer|somebody|someone"
_WE = "(?:we|i)(?: will|'ll| shall| have|'ve| am|'m| are)(?: going to)?"
GRANTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_WE} (?:{_DONE}) (?:it|(?:the|your|that|this) container)\b",
        rf"\b(?:container|it) (?:will be|has been|is being|is going to be|was) (?:{_DONE})\b",
        rf"\b(?:{_HELP}) (?:is|are) (?:on (?:its|his|her|their|the) way|coming|under way)\b",
        rf"\b{_WE} (?:sen[dt]|sending|dispatch(?:ed|ing)?) (?:you )?(?:a |an |the )?(?:{_HELP})\b",
        r"\b(?:entrance|door|doorway) is (?:free|clear|open) (?:now|again)\b",
        r"\b(?:container|it) is gone\b",
    )
)
"""Lines that would grant the wish. A sentence with one of ``DENIALS`` is none."""

DENIALS = re.compile(r"\b(not|never|no|nobody|cannot|can't|won't|isn't|unless|until|if|once|as soon as)\b")


def act_lines(lines: Lines) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every line with the name of the act in which it stands."""
    act = ""
    for line in lines:
        if line["kind"] == "act":
            act = line["act"]
        yield act, line


def spoken(lines: Lines) -> list[Mapping[str, Any]]:
    """The company's speeches, in order, also those that were broken off."""
    return [line for line in lines if line["kind"] == "agent.started"]


def heard(lines: Lines) -> list[str]:
    """What the caller heard of the company's speeches: of one that was broken off, the words up to then."""
    texts = []
    for line in lines:
        if line["kind"] == "agent.said":
            words = line["text"].split()
            share = (line["end"] - line["start"]) / speaking_time(line["text"]) if line.get("interrupted") else 1.0
            texts.append(" ".join(words[: round(len(words) * min(1.0, share))]))
    return texts


def story(scenario: Scenario) -> set[str]:
    """The beats that this scenario offers."""
    acts = scenario.acts.values()
    beats = {kind(act) for act in acts if not isinstance(act, Agent | Transfer)}
    beats |= {f"agent {act.agent}" for act in acts if isinstance(act, Agent)}
    beats |= {"warm transfer" if act.warm else "cold transfer" for act in acts if isinstance(act, Transfer)}
    if any(isinstance(act, Cut) for act in acts):
        beats.add("ring-back")
    first = _first_agent(scenario)
    if sum(isinstance(act, Agent) and act.agent == first for act in acts) > 1:
        beats.add("back to the first agent")
    return beats


def _first_agent(scenario: Scenario) -> str:
    """The agent whom the shortest way from the start leads to."""
    seen, ahead = set(), [scenario.start]
    for name in ahead:
        act = scenario.acts[name]
        if isinstance(act, Agent):
            return act.agent
        if name not in seen and hasattr(act, "go"):
            seen.add(name)
            ahead += [branch.to for branch in branches(act.go)]
    return ""


def beats(scenario: Scenario, lines: Lines) -> set[str]:
    """The beats that were reached in a call."""
    reached: set[str] = set()
    agents: list[str] = []
    for line in lines:
        if line["kind"] == "act":
            act = scenario.acts[line["act"]]
            if isinstance(act, Agent):
                reached.add(f"agent {act.agent}")
                agents.append(act.agent)
                if agents[0] == act.agent and len(set(agents)) > 1:
                    reached.add("back to the first agent")
            elif isinstance(act, Transfer):
                reached.add("warm transfer" if act.warm else "cold transfer")
            else:
                reached.add(kind(act))
        elif line["kind"] == "call.resumed":
            reached.add("ring-back")
        elif line["kind"] == "caller.hung_up":
            agents.clear()
    return reached & story(scenario)


def grants(lines: Lines) -> list[str]:
    """Sentences that grant the wish and were heard to that point."""
    sentences = [sentence for text in heard(lines) for sentence in re.split(r"(?<=[.?!]) ", text)]
    return [
        s
        for s in sentences
        if not s.endswith("?") and any(g.search(s.casefold()) for g in GRANTS) and not DENIALS.search(s.casefold())
    ]


def repeated(lines: Lines) -> list[str]:
    """Texts that the company said more than once, without regard to case."""
    said = Counter(line["text"].casefold() for line in spoken(lines))
    return [text for text, times in said.items() if times > 1]


@dataclass(kw_only=True)
class AgentTurn:
    """What an agent answered to one turn of the caller. ``on_file`` is what was on file at the end of it."""

    caller: str
    act: str
    on_file: frozenset[str]
    texts: list[str] = field(default_factory=list)
    trick: str = ""
    heard: str = ""

    @property
    def own_words(self) -> bool:
        """Whether the turn holds a wrong reading, something on file, or a content word of the caller's turn."""
        text = _folded(" ".join(self.texts))
        own = {w for w in _folded(self.caller).split() if len(w) >= 4 and w not in COMMON}
        held = {way for value in (*self.on_file, self.heard) for way in _ways(_folded(value))}
        return any(f" {words} " in f" {text} " for words in (own | held) - {""})


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w'-]+", text.casefold()))


def agent_turns(scenario: Scenario, lines: Lines) -> list[AgentTurn]:
    """All turns of agents (also in the gesture) that answer the caller."""
    turns: list[AgentTurn] = []
    on_file: set[str] = set()
    now: AgentTurn | None = None
    for act, line in act_lines(lines):
        match line["kind"]:
            case "act":
                now = None
            case "case.changed":
                on_file.add(line["recorded"])
                if now:
                    now.on_file = frozenset(on_file)
            case "caller.said" if isinstance(scenario.acts.get(act), Agent | Gesture) and line["text"]:
                now = AgentTurn(caller=line["text"], act=act, on_file=frozenset(on_file))
                turns.append(now)
            case "agent.started" if now:
                if not now.texts:
                    now.trick, now.heard = line["trick"], line["heard"]
                now.texts.append(line["text"])
    return [turn for turn in turns if turn.texts]


def payoffs(lines: Lines) -> list[str]:
    """What was put on file wrongly in the first third of the call and is spoken in its last third."""
    end = lines[-1]["t"]
    early = {
        line["recorded"]
        for line in lines
        if line["kind"] == "case.changed"
        and line["t"] <= end / 3
        and line["said"].casefold() != line["recorded"].casefold()
    }
    late = " | ".join(_folded(line["text"]) for line in spoken(lines) if line["t"] >= end * 2 / 3)
    return sorted({value for value in map(_folded, early) if any(f" {w} " in f" {late} " for w in _ways(value))})


def _ways(value: str) -> tuple[str, ...]:
    """How something on file may be spoken: a number also digit by digit."""
    return (value, " ".join(value)) if value.isdigit() else (value,)


def longest_run(tricks: Sequence[str]) -> int:
    """The longest stretch of turns with the same trick."""
    longest = run = 0
    before = None
    for trick in tricks:
        run = run + 1 if trick == before and trick else 1
        before = trick
        longest = max(longest, run)
    return longest
