"""Certificate policies: the results of RFC 5280's tree, without its exponential cost (RFC 9618)."""

from collections.abc import Sequence
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from auth.certificates.certificate import Certificate
from auth.certificates.extensions import Extensions
from auth.certificates.path.policies import ANY_POLICIES, ANY_POLICY, PolicyInputs, policies_hold
from tests.unit.auth.links import Link
from tests.unit.auth.policy_tree import tree_holds

BASE = Link.root().certificate
EXPLICIT = PolicyInputs(explicit=True)
NO_MAPPING = PolicyInputs(explicit=True, inhibit_mapping=True)
OIDS = [f"1.2.{last}" for last in range(3)]

policy = some.sampled_from(OIDS)
number = some.none() | some.integers(0, 3)
extensions = some.builds(
    Extensions,
    policies=some.frozensets(some.sampled_from([*OIDS, ANY_POLICY]), min_size=1),
    policy_mappings=some.lists(some.tuples(policy, policy), max_size=3).map(tuple),
    require_explicit_policy=number,
    inhibit_policy_mapping=number,
    inhibit_any_policy=number,
)
inputs = some.builds(
    PolicyInputs,
    acceptable=some.just(frozenset({ANY_POLICY})) | some.frozensets(policy, min_size=1, max_size=2),
    explicit=some.booleans(),
    inhibit_mapping=some.booleans(),
    inhibit_any=some.booleans(),
)


def path_of(found: Sequence[tuple[Extensions, bool]]) -> list[Certificate]:
    """A path with these extensions, from the root downwards; the second says which are self-issued."""
    names = [f"authority {place}".encode() for place in range(len(found) + 1)]
    return [
        replace(BASE, extensions=one, issuer=names[place], subject=names[place if is_self_issued else place + 1])
        for place, (one, is_self_issued) in enumerate(found)
    ]


@settings(max_examples=max(400, settings().max_examples))
@given(some.lists(some.tuples(extensions, some.booleans()), min_size=1, max_size=5), inputs)
def test_graph_says_what_the_tree_says(found: list[tuple[Extensions, bool]], asked: PolicyInputs) -> None:
    path = path_of(found)

    assert policies_hold(path, asked) == tree_holds(path, asked)


def holding(*policies: str, **options: Any) -> tuple[Extensions, bool]:
    return Extensions(policies=frozenset(policies), **options), False


@pytest.mark.parametrize(
    ("found", "asked", "expected"),
    [
        ([holding(), holding()], ANY_POLICIES, True),
        ([holding(), holding()], EXPLICIT, False),
        ([holding("1.2.0"), holding("1.2.0")], EXPLICIT, True),
        ([holding("1.2.0"), holding("1.2.1")], EXPLICIT, False),
        ([holding(ANY_POLICY), holding("1.2.1")], EXPLICIT, True),
        ([holding(ANY_POLICY), holding("1.2.1")], replace(EXPLICIT, inhibit_any=True), False),
        ([holding("1.2.0"), holding("1.2.0")], replace(EXPLICIT, acceptable=frozenset({"1.2.1"})), False),
        ([holding("1.2.0", policy_mappings=(("1.2.0", "1.2.1"),)), holding("1.2.1")], EXPLICIT, True),
        ([holding(require_explicit_policy=0), holding("1.2.0")], ANY_POLICIES, False),
        ([holding("1.2.0", policy_mappings=(("1.2.0", "1.2.1"),)), holding("1.2.1")], NO_MAPPING, False),
        ([holding(require_explicit_policy=2), holding(), holding()], ANY_POLICIES, False),
        ([holding(require_explicit_policy=3), holding(), holding()], ANY_POLICIES, True),
        ([holding("1.2.0", policy_mappings=((ANY_POLICY, "1.2.1"),)), holding("1.2.1")], ANY_POLICIES, False),
    ],
)
def test_policies(found: list[tuple[Extensions, bool]], asked: PolicyInputs, expected: bool) -> None:
    assert policies_hold(path_of(found), asked) is expected


def test_hostile_mappings_cost_no_more_than_honest_ones() -> None:
    """In the tree every certificate would multiply the nodes by its policies: 60 to the tenth here."""
    policies = [f"1.2.{last}" for last in range(60)]
    mappings = tuple((policies[0], other) for other in policies) + tuple((other, policies[0]) for other in policies)
    path = path_of([holding(*policies, ANY_POLICY, policy_mappings=mappings)] * 10)

    begun = process_time()
    assert policies_hold(path, EXPLICIT)
    assert process_time() - begun < 5
