"""Certificate policies along a path (RFC 5280, 6.1, with the policy graph of RFC 9618 instead of the tree).

The tree of RFC 5280 grows exponentially with hostile mappings. Here each level holds a policy once, with the policies
of the root's domain that it comes from. The result needs nothing else of the graph.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from auth.certificates.certificate import Certificate
from auth.certificates.encoding.names import same_name
from auth.certificates.extensions import Extensions

ANY_POLICY = "2.5.29.32.0"
_ANY = frozenset({ANY_POLICY})


@dataclass(frozen=True, slots=True)
class PolicyInputs:
    """The inputs of policy validation (6.1.1 c, e, f, g)."""

    acceptable: frozenset[str] = _ANY
    explicit: bool = False
    inhibit_mapping: bool = False
    inhibit_any: bool = False


ANY_POLICIES = PolicyInputs()


class Node(NamedTuple):
    """`expected`: the policies that the next certificate may name for this one (expected_policy_set).

    `origins`: its names in the root's domain, or anyPolicy.
    """

    expected: frozenset[str]
    origins: frozenset[str]


Level = dict[str, Node]


@dataclass(slots=True)
class Counters:
    """The number of certificates before each rule takes effect (6.1.2 d, e, f)."""

    explicit: int
    any: int
    mapping: int

    @classmethod
    def start(cls, inputs: PolicyInputs, length: int) -> Self:
        return cls(
            *(0 if at_once else length + 1 for at_once in (inputs.explicit, inputs.inhibit_any, inputs.inhibit_mapping))
        )

    def pass_by(self) -> None:
        """6.1.4 h."""
        self.explicit, self.any, self.mapping = (max(0, count - 1) for count in (self.explicit, self.any, self.mapping))

    def lower(self, extensions: Extensions) -> None:
        """6.1.4 i and j."""
        self.explicit = _lower(self.explicit, extensions.require_explicit_policy)
        self.mapping = _lower(self.mapping, extensions.inhibit_policy_mapping)
        self.any = _lower(self.any, extensions.inhibit_any_policy)


def policies_hold(path: Sequence[Certificate], inputs: PolicyInputs) -> bool:
    """Whether the path satisfies `inputs`. `path`: from the certificate that the root issued to the last one."""
    if not inputs.explicit and not any(_constrains(certificate.extensions) for certificate in path):
        return True  # nothing requires that a policy remains at the end
    counters, level = Counters.start(inputs, len(path)), {ANY_POLICY: Node(_ANY, _ANY)}
    for place, certificate in enumerate(path):
        is_last, is_self_issued = place == len(path) - 1, same_name(certificate.subject, certificate.issuer)
        takes_any = counters.any > 0 or (is_self_issued and not is_last)
        level = _next_level(level, certificate.extensions.policies, takes_any=takes_any)
        if counters.explicit == 0 and not level:
            return False
        if is_last:
            break
        if any(ANY_POLICY in pair for pair in certificate.extensions.policy_mappings):
            return False
        _map(level, certificate.extensions.policy_mappings, may_map=counters.mapping > 0)
        if not is_self_issued:
            counters.pass_by()
        counters.lower(certificate.extensions)
    return _demands_none(counters, path[-1].extensions) or bool(_acceptable(level, inputs.acceptable))


def _constrains(extensions: Extensions) -> bool:
    return extensions.require_explicit_policy is not None or bool(extensions.policy_mappings)


def _lower(count: int, given: int | None) -> int:
    return count if given is None else min(count, given)


def _next_level(level: Level, policies: frozenset[str], *, takes_any: bool) -> Level:
    """6.1.3 d and e: each policy becomes a child of the nodes that expect it, or else of anyPolicy."""
    origins: dict[str, set[str]] = {}
    for node in level.values():
        for expected in node.expected:
            origins.setdefault(expected, set()).update(node.origins)
    following = {}
    for policy in policies - _ANY:
        if policy in origins:
            following[policy] = Node(frozenset({policy}), frozenset(origins[policy]))
        elif ANY_POLICY in level:
            following[policy] = Node(frozenset({policy}), frozenset({policy}))
    if ANY_POLICY in policies and takes_any:
        for policy, found in origins.items():
            following.setdefault(policy, Node(frozenset({policy}), frozenset(found)))
    return following


def _map(level: Level, mappings: Sequence[tuple[str, str]], *, may_map: bool) -> None:
    """6.1.4 b."""
    subjects: dict[str, set[str]] = {}
    for issuer_policy, subject_policy in mappings:
        subjects.setdefault(issuer_policy, set()).add(subject_policy)
    for policy, expected in subjects.items():
        if not may_map:
            level.pop(policy, None)
        elif policy in level:
            level[policy] = Node(frozenset(expected), level[policy].origins)
        elif ANY_POLICY in level:
            level[policy] = Node(frozenset(expected), frozenset({policy}))


def _demands_none(counters: Counters, last: Extensions) -> bool:
    """6.1.5 a and b."""
    return counters.explicit > 1 and last.require_explicit_policy != 0


def _acceptable(level: Level, wanted: frozenset[str]) -> frozenset[str]:
    """The user-constrained-policy-set (RFC 9618, 5.6)."""
    found = frozenset[str]().union(*(node.origins for node in level.values()))
    if ANY_POLICY in wanted or ANY_POLICY not in found:
        return found if ANY_POLICY in wanted else found & wanted
    return wanted
