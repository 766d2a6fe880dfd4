"""The words and colours an application is shown with, and the names of those who act."""

import pytest

from portal.regulation.actors import Actor, Channel
from portal.regulation.states import State, Tone

SHOWN = {
    State.DRAFT: ("draft", "Draft", Tone.QUIET, False),
    State.CHECKING: ("checking", "Signature being checked", Tone.WAIT, False),
    State.SENT: ("sent", "Submitted", Tone.WAIT, False),
    State.DELIVERED: ("delivered", "Request accepted", Tone.WAIT, False),
    State.REGISTERED: ("registered", "Registered", Tone.WAIT, False),
    State.EXAMINED: ("examined", "Under examination", Tone.WAIT, False),
    State.DRAFTED: ("drafted", "Awaiting signature", Tone.WAIT, False),
    State.ISSUED: ("issued", "On the queue", Tone.GOOD, True),
    State.REFUSED: ("refused", "Refused", Tone.STOP, True),
    State.DEFECTIVE: ("defective", "Refused for defects in the documents", Tone.STOP, True),
    State.UNCONFIRMED: ("unconfirmed", "Refused: the signature is not confirmed", Tone.STOP, True),
}


@pytest.mark.parametrize("state", State)
def test_a_state_has_a_code_a_word_a_colour_and_is_an_end_or_not(state: State) -> None:
    assert (state.value, state.label, state.tone, state.is_end) == SHOWN[state]


def test_the_tones_are_the_colours_the_pages_have() -> None:
    assert [tone.value for tone in Tone] == ["wait", "good", "stop", "quiet"]


@pytest.mark.clause("R-7.1")
@pytest.mark.clause("R-7.2")
@pytest.mark.clause("R-7.3")
def test_everybody_who_acts_has_a_name() -> None:
    assert {actor.value: actor.label for actor in Actor} == {
        "recipient": "Applicant",
        "portal": "Portal",
        "gateway": "E-government gateway",
        "clerk": "Office clerk",
        "head": "Head",
        "executor": "Responsible executor",
        "operator": "Service centre operator",
    }


def test_there_are_two_channels() -> None:
    assert {channel.value: channel.label for channel in Channel} == {
        "portal": "Portal",
        "centre": "Public service centre",
    }
