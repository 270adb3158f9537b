"""Every state of a case × every verb, against a grid written out from the law and not from the table."""

import pytest

from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.reference import FILED, OPEN, State

GRID = """
draft             submit>submitted take_over_counter>received
submitted         receive>received ask_correction>correction refuse>refused redirect>not_ours
submitted         tell_not_needed>not_needed accept>accepted deem_accepted>accepted withdraw>withdrawn
submitted         move_deadline>submitted
received          ask_correction>correction refuse>refused redirect>not_ours tell_not_needed>not_needed
received          accept>accepted deem_accepted>accepted withdraw>withdrawn move_deadline>received
correction        resubmit>received lapse>lapsed withdraw>withdrawn
accepted          examine>examining start_special_procedure>special_procedure extend>accepted decide>decided
accepted          withdraw>withdrawn move_deadline>accepted
examining         start_special_procedure>special_procedure extend>examining decide>decided withdraw>withdrawn
examining         move_deadline>examining
special_procedure resume>examining withdraw>withdrawn move_deadline>special_procedure
decided           deliver>delivered move_deadline>decided
delivered         complete>completed
completed
refused
not_ours
not_needed
withdrawn
lapsed
"""
OWNERS = {
    "applicant": {"draft", "correction"},
    "officer": {"submitted", "received", "accepted", "examining", "special_procedure", "decided", "delivered"},
    "nobody": {"completed", "refused", "not_ours", "not_needed", "withdrawn", "lapsed"},
}
ACTORS = {
    "submit": {"applicant"},
    "take_over_counter": {"window"},
    "receive": {"officer"},
    "ask_correction": {"officer"},
    "resubmit": {"applicant", "window"},
    "refuse": {"officer"},
    "redirect": {"officer"},
    "tell_not_needed": {"officer"},
    "accept": {"officer", "window"},
    "deem_accepted": {"system"},
    "examine": {"officer"},
    "start_special_procedure": {"officer"},
    "resume": {"officer"},
    "extend": {"head"},
    "decide": {"officer", "window"},
    "deliver": {"officer", "window"},
    "complete": {"system"},
    "withdraw": {"applicant"},
    "lapse": {"system"},
    "move_deadline": {"system"},
}


def expected() -> dict[tuple[str, str], str]:
    """(state, verb) → target, read from the grid."""
    ways = {}
    for line in GRID.strip().splitlines():
        state, *arrows = line.split()
        for arrow in arrows:
            verb, target = arrow.split(">")
            assert (state, verb) not in ways, f"the grid says twice what {verb} does in {state}"
            ways[state, verb] = target
    return ways


WAYS = expected()
STATES = list(dict.fromkeys(line.split()[0] for line in GRID.strip().splitlines()))


def test_grid_and_table_know_the_same_states_and_verbs() -> None:
    assert sorted(STATES) == sorted(state.key for state in LIFECYCLE.states) == sorted(State.values)
    assert {row.verb: set(row.actors) for row in LIFECYCLE.transitions} == ACTORS


@pytest.mark.parametrize("verb", ACTORS)
@pytest.mark.parametrize("state", STATES)
def test_every_state_with_every_verb(state: str, verb: str) -> None:
    if (state, verb) in WAYS:
        assert LIFECYCLE.allows(state, verb)
        assert LIFECYCLE.target(state, verb) == WAYS[state, verb]
    else:
        assert not LIFECYCLE.allows(state, verb)
        with pytest.raises(ValueError, match=f"{verb} is not possible in {state}"):
            LIFECYCLE.target(state, verb)


@pytest.mark.parametrize("state", STATES)
def test_whose_turn_it_is(state: str) -> None:
    assert state in OWNERS[LIFECYCLE.state(state).owner]
    assert LIFECYCLE.state(state).terminal == (state in OWNERS["nobody"])


@pytest.mark.parametrize(
    ("verbs", "end"),
    [
        ("submit receive accept examine decide deliver complete", "completed"),
        ("take_over_counter accept decide deliver complete", "completed"),
        ("submit receive ask_correction resubmit accept examine extend start_special_procedure resume", "examining"),
        ("submit deem_accepted examine decide", "decided"),
        ("submit ask_correction lapse", "lapsed"),
        ("submit accept start_special_procedure withdraw", "withdrawn"),
    ],
)
def test_whole_lives(verbs: str, end: str) -> None:
    state = "draft"
    for verb in verbs.split():
        state = LIFECYCLE.target(state, verb)
    assert state == end


def test_open_cases_are_those_that_can_still_move() -> None:
    assert {state for state in STATES if LIFECYCLE.verbs(state)} == {"draft", *OPEN}
    assert set(FILED) == set(STATES) - {"draft"}


def test_every_label_is_chinese_and_stands_once() -> None:
    labels = [str(state.label) for state in LIFECYCLE.states] + [LIFECYCLE.label(verb) for verb in ACTORS]
    assert all("\u4e00" <= char <= "\u9fff" for label in labels for char in label)
    verbs = [LIFECYCLE.label(verb) for verb in ACTORS]
    assert len(set(verbs)) == len(verbs)


def test_the_drawing_has_one_arrow_for_each_way() -> None:
    arrows = [line for line in LIFECYCLE.mermaid().splitlines() if " --> " in line and "[*]" not in line]
    assert sorted(line.split(":")[0].strip() for line in arrows) == sorted(
        f"{state} --> {target}" for (state, _verb), target in WAYS.items()
    )
