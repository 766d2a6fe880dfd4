"""Random changes: each gets a verdict soon and without an exception; it is accepted only if nothing signed changed.

A mutation that fails is made again by `mutant(seed.good, seed.name, number)`.
"""

from time import process_time

import pytest

from tests.corpus.mutating import mutant
from tests.corpus.seeds import Seed, seeds

MANY = {"signature": 1000, "certificate": 400, "list": 300, "answer": 300}
LONG_PARTS = 10
LONG = {family: 100 * count // LONG_PARTS for family, count in MANY.items()}
SECONDS = 3 * 0.2
"""Of the processor, for one verdict: the bound, and twice as much again for a machine that does other things."""


def run(family: str, numbers: range) -> dict[str, list[str]]:
    """What went wrong: the seed's name and the number of each mutation."""
    faults: dict[str, list[str]] = {}
    found = seeds()[family]
    for number in numbers:
        fault = judged(found[number % len(found)], number)
        if fault:
            faults.setdefault(fault, []).append(f"{found[number % len(found)].name} {number}")
    return faults


def judged(seed: Seed, number: int) -> str | None:
    changed = mutant(seed.good, seed.name, number)
    begun = process_time()
    try:
        accepted = seed.accepted(changed)
    except Exception as error:  # noqa: BLE001 -- whichever it is, it is to be told with its number
        return f"{type(error).__name__}: {error}"
    if process_time() - begun > SECONDS and all(_seconds(seed, changed) > SECONDS for _ in range(2)):
        return "slow"
    return "taken, without what was signed" if accepted and not seed.is_explained(changed) else None


def _seconds(seed: Seed, changed: bytes) -> float:
    """Once more: a collection of garbage, or the machine, may have taken the time."""
    begun = process_time()
    seed.accepted(changed)
    return process_time() - begun


@pytest.mark.parametrize("family", MANY)
def test_seed_is_good_and_explains_itself(family: str) -> None:
    for seed in seeds()[family]:
        assert seed.is_explained(seed.good), seed.name
    if family != "list":  # which is held already, and not published anew
        assert [seed.name for seed in seeds()[family] if not seed.accepted(seed.good)] == []


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("family", MANY)
def test_mutation_is_judged_and_never_taken_for_another_meaning(family: str) -> None:
    assert run(family, range(MANY[family])) == {}


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
@pytest.mark.parametrize("family", MANY)
def test_many_mutations(family: str, part: int) -> None:
    begin = MANY[family] + part * LONG[family]

    assert run(family, range(begin, begin + LONG[family])) == {}
