"""The policy tree of RFC 5280, 6.1, to the letter: slow, and independent of the code it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auth.certificates.certificate import Certificate
from auth.certificates.path.policies import ANY_POLICY, PolicyInputs


@dataclass(eq=False)
class TreeNode:
    policy: str
    expected: set[str]
    parent: "TreeNode | None" = None
    children: "list[TreeNode]" = field(default_factory=list)

    def add(self, policy: str, expected: set[str]) -> None:
        self.children.append(TreeNode(policy, expected, self))


def tree_holds(path: Sequence[Certificate], inputs: PolicyInputs) -> bool:  # noqa: C901 -- in the order of the text
    count = len(path)
    root: TreeNode | None = TreeNode(ANY_POLICY, {ANY_POLICY})
    explicit = 0 if inputs.explicit else count + 1
    any_left = 0 if inputs.inhibit_any else count + 1
    mapping = 0 if inputs.inhibit_mapping else count + 1
    for depth, certificate in enumerate(path, 1):
        extensions, is_self_issued = certificate.extensions, certificate.subject == certificate.issuer
        if not extensions.policies:
            root = None
        elif root:
            takes_any = any_left > 0 or (depth < count and is_self_issued)
            _grow(root, depth, extensions.policies, takes_any=takes_any)
            root = _prune(root, depth)
        if explicit == 0 and root is None:
            return False
        if depth == count:
            break
        if any(ANY_POLICY in pair for pair in extensions.policy_mappings):
            return False
        if root:
            _map(root, depth, extensions.policy_mappings, may_map=mapping > 0)
            root = _prune(root, depth)
        if not is_self_issued:
            explicit, any_left, mapping = max(explicit - 1, 0), max(any_left - 1, 0), max(mapping - 1, 0)
        if extensions.require_explicit_policy is not None:
            explicit = min(explicit, extensions.require_explicit_policy)
        if extensions.inhibit_policy_mapping is not None:
            mapping = min(mapping, extensions.inhibit_policy_mapping)
        if extensions.inhibit_any_policy is not None:
            any_left = min(any_left, extensions.inhibit_any_policy)
    explicit = max(explicit - 1, 0)
    if path[-1].extensions.require_explicit_policy == 0:
        explicit = 0
    return explicit > 0 or _meets(root, count, inputs.acceptable)


def _level(node: TreeNode, depth: int) -> list[TreeNode]:
    return [node] if depth == 0 else [below for child in node.children for below in _level(child, depth - 1)]


def _grow(root: TreeNode, depth: int, policies: frozenset[str], *, takes_any: bool) -> None:
    above = _level(root, depth - 1)
    for policy in policies - {ANY_POLICY}:
        matching = [node for node in above if policy in node.expected]
        for node in matching or [node for node in above if node.policy == ANY_POLICY]:
            node.add(policy, {policy})
    if ANY_POLICY in policies and takes_any:
        for node in above:
            for expected in node.expected - {child.policy for child in node.children}:
                node.add(expected, {expected})


def _map(root: TreeNode, depth: int, mappings: Sequence[tuple[str, str]], *, may_map: bool) -> None:
    for policy in {issuer for issuer, _ in mappings}:
        subjects = {subject for issuer, subject in mappings if issuer == policy}
        nodes = [node for node in _level(root, depth) if node.policy == policy]
        if not may_map:
            for node in nodes:
                assert node.parent
                node.parent.children.remove(node)
        elif nodes:
            for node in nodes:
                node.expected = subjects
        else:
            for node in _level(root, depth):
                if node.policy == ANY_POLICY:
                    assert node.parent
                    node.parent.add(policy, subjects)


def _prune(root: TreeNode, depth: int) -> TreeNode | None:
    for level in range(depth - 1, 0, -1):
        for node in _level(root, level):
            if not node.children:
                assert node.parent
                node.parent.children.remove(node)
    return root if root.children else None


def _meets(root: TreeNode | None, count: int, acceptable: frozenset[str]) -> bool:
    if root is None or ANY_POLICY in acceptable:
        return root is not None
    nodes = [node for depth in range(1, count + 1) for node in _level(root, depth)]
    domain = [node.policy for node in nodes if node.parent and node.parent.policy == ANY_POLICY]
    ends_in_any = any(node.policy == ANY_POLICY for node in _level(root, count))
    return ends_in_any or not acceptable.isdisjoint(domain)
