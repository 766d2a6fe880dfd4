"""Identifiers."""

import time
from concurrent.futures import ThreadPoolExecutor

from portal.kernel.ids import new_id


def test_an_id_is_a_version_7_uuid_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after + 1


def test_ids_made_within_a_millisecond_keep_their_order() -> None:
    """The journal's rows of one transaction have the same moment: their ids alone tell which came first."""
    made = [new_id() for _ in range(5_000)]

    assert made == sorted(made)
    assert [one.hex for one in made] == sorted(one.hex for one in made)


def test_no_two_ids_are_the_same_whoever_makes_them() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = [one for batch in threads.map(lambda _: [new_id() for _ in range(2_000)], range(4)) for one in batch]

    assert len(set(made)) == 8_000
