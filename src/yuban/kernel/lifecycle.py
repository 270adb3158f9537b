"""States and verbs as one table that checks itself, answers questions and draws itself."""

from collections.abc import Sequence
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
        problems = self._problems()
        if problems:
            raise ValueError("; ".join(problems))

    def _problems(self) -> list[str]:
        problems = []
        if len(self._by_key) != len(self.states) or len(self._by_verb) != len(self.transitions):
            problems.append("a state or a verb stands twice")
        for row in self.transitions:
            for key in (*row.sources, row.target):
                if key is not None and key not in self._by_key:
                    problems.append(f"{row.verb}: unknown state {key}")
                elif key in row.sources and self._by_key[key].terminal:
                    problems.append(f"{row.verb}: leaves the terminal state {key}")
        unreached = {state.key for state in self.states} - {self.start} - {row.target for row in self.transitions}
        problems += [f"no verb leads to {key}" for key in sorted(unreached)]
        stuck = [
            s.key for s in self.states if not s.terminal and not any(s.key in row.sources for row in self.transitions)
        ]
        return problems + [f"no verb leaves {key}" for key in stuck]

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
