"""The table of states and verbs answers, draws itself, and refuses to be unsound."""

from dataclasses import replace

import pytest

from yuban.kernel.lifecycle import Lifecycle, State, Transition

OPEN = State("open", "开着", "officer")
ASKED = State("asked", "在问", "applicant")
SHUT = State("shut", "关了", "nobody", terminal=True)
ASK = Transition("ask", "询问", ("open",), "asked", ("officer",))
ANSWER = Transition("answer", "回答", ("asked",), "open", ("applicant",))
NOTE = Transition("note", "备注", ("open", "asked"), None, ("officer",))
SHUT_IT = Transition("shut_it", "关上", ("open",), "shut", ("officer",))
DOOR = Lifecycle(start="open", states=(OPEN, ASKED, SHUT), transitions=(ASK, ANSWER, NOTE, SHUT_IT))


def test_a_verb_leads_to_its_target_or_stays() -> None:
    assert DOOR.target("open", "ask") == "asked"
    assert DOOR.target("asked", "note") == "asked"
    assert DOOR.verbs("open") == ["ask", "note", "shut_it"]
    assert DOOR.verbs("shut") == []
    assert DOOR.label("ask") == "询问"
    assert DOOR.state("asked").owner == "applicant"


def test_a_verb_out_of_place_is_refused() -> None:
    assert not DOOR.allows("asked", "shut_it")
    with pytest.raises(ValueError, match="shut_it is not possible in asked"):
        DOOR.target("asked", "shut_it")


def test_unknown_names_are_errors_of_the_program() -> None:
    with pytest.raises(KeyError):
        DOOR.allows("open", "paint")
    with pytest.raises(KeyError):
        DOOR.state("ajar")


def test_the_drawing_has_every_arrow() -> None:
    assert DOOR.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open: 开着",
        "    asked: 在问",
        "    shut: 关了",
        "    open --> asked: 询问",
        "    asked --> open: 回答",
        "    open --> open: 备注",
        "    asked --> asked: 备注",
        "    open --> shut: 关上",
        "    shut --> [*]",
    ]


@pytest.mark.parametrize(
    ("states", "transitions", "problem"),
    [
        ((OPEN, OPEN, ASKED, SHUT), DOOR.transitions, "open stands 2 times"),
        (DOOR.states, (*DOOR.transitions, replace(NOTE)), "note stands 2 times"),
        (DOOR.states, (*DOOR.transitions, replace(NOTE, verb="n", sources=("open", "open"))), "a source stands twice"),
        (DOOR.states, (*DOOR.transitions, replace(ASK, verb="leave", target="gone")), "leave: unknown state gone"),
        (DOOR.states, (*DOOR.transitions, replace(ASK, verb="come", sources=("gone",))), "come: unknown state gone"),
        ((ASKED, SHUT), (replace(NOTE, sources=("asked",)),), "unknown start open"),
        (DOOR.states, (*DOOR.transitions, replace(ASK, verb="open_it", sources=("shut",))), "leaves the terminal"),
        (DOOR.states, (NOTE, SHUT_IT, ANSWER), "no way leads to asked"),
        (DOOR.states, (ASK, NOTE, SHUT_IT), "no way leads from asked to an end"),
    ],
)
def test_an_unsound_table_cannot_be_made(
    states: tuple[State, ...], transitions: tuple[Transition, ...], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        Lifecycle(start="open", states=states, transitions=transitions)


def test_two_states_that_only_lead_to_each_other_are_not_reached() -> None:
    island = (State("a", "甲", "officer"), State("b", "乙", "officer"))
    bridge = (
        Transition("go", "去", ("a",), "b", ("officer",)),
        Transition("back", "回", ("b",), "a", ("officer",)),
    )
    with pytest.raises(ValueError, match=r"no way leads to [ab]; "):
        Lifecycle(start="open", states=(*DOOR.states, *island), transitions=(*DOOR.transitions, *bridge))
