"""States and verbs as one table that checks itself, answers questions and draws itself."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class State:
    """A state: who has to act next (`owner`), and whether it is the end."""

    key: str
    label: str | Promise
    owner: str
    terminal: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A verb, the states it may be used in, the state it leads to (None: it stays), and who uses it."""

    verb: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str | None
    actors: tuple[str, ...]


def _reached(starts: Iterable[str], arrows: Collection[tuple[str, str]]) -> set[str]:
    reached = set(starts)
    while more := {target for source, target in arrows if source in reached} - reached:
        reached |= more
    return reached


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The table. Raises ValueError at import if it is not sound."""

    start: str
    states: Sequence[State]
    transitions: Sequence[Transition]
    _by_key: dict[str, State] = field(init=False, repr=False)
    _by_verb: dict[str, Transition] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {state.key: state for state in self.states})
        object.__setattr__(self, "_by_verb", {transition.verb: transition for transition in self.transitions})
        problems = list(self._wrong_names()) or list(self._wrong_ways())
        if problems:
            raise ValueError("; ".join(problems))

    def _wrong_names(self) -> Iterator[str]:
        for name, number in Counter([row.key for row in self.states] + [row.verb for row in self.transitions]).items():
            if number > 1:
                yield f"{name} stands {number} times"
        if self.start not in self._by_key:
            yield f"unknown start {self.start}"
        for row in self.transitions:
            if len(set(row.sources)) != len(row.sources):
                yield f"{row.verb}: a source stands twice"
            for key in {*row.sources, row.target} - {None} - self._by_key.keys():
                yield f"{row.verb}: unknown state {key}"

    def _wrong_ways(self) -> Iterator[str]:
        arrows = [(source, row.target or source) for row in self.transitions for source in row.sources]
        for source in {source for source, _target in arrows if self._by_key[source].terminal}:
            yield f"a verb leaves the terminal state {source}"
        for key in self._by_key.keys() - _reached([self.start], arrows):
            yield f"no way leads to {key}"
        ends = [row.key for row in self.states if row.terminal]
        for key in self._by_key.keys() - _reached(ends, [(target, source) for source, target in arrows]):
            yield f"no way leads from {key} to an end"

    def state(self, key: str) -> State:
        """The state; KeyError if there is none."""
        return self._by_key[key]

    def label(self, verb: str) -> str:
        """The verb as people read it."""
        return str(self._by_verb[verb].label)

    def allows(self, state: str, verb: str) -> bool:
        """Whether the verb may be used in the state."""
        return state in self._by_verb[verb].sources

    def target(self, state: str, verb: str) -> str:
        """The state the verb leads to; ValueError if it may not be used here."""
        if not self.allows(state, verb):
            raise ValueError(f"{verb} is not possible in {state}")
        return self._by_verb[verb].target or state

    def verbs(self, state: str) -> list[str]:
        """The verbs that may be used in the state, in the order of the table."""
        return [row.verb for row in self.transitions if state in row.sources]

    def mermaid(self) -> str:
        """The table as a diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {state.key}: {state.label}" for state in self.states]
        for row in self.transitions:
            lines += [f"    {source} --> {row.target or source}: {row.label}" for source in row.sources]
        lines += [f"    {state.key} --> [*]" for state in self.states if state.terminal]
        return "\n".join(lines) + "\n"
