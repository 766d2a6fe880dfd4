"""Revocation lists of up to a million entries: published, looked up, and replaced while two processes read.

Run: python -m bench.crls [--quick]. Entries are like the national authority's: serial numbers of 20 octets, a third of
them with a reason. What is measured as refresh is `publish`: signature, walk, sorting, index, publication; each time in
a process of its own, which says the most memory it had. The figures are the best of ROUNDS.
"""

import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.lists.publish import Publication, publish
from auth.certificates.lists.store import CrlStore
from auth.certificates.revocation import NotRevoked, Revocation, Revoked
from auth.certificates.trust import TrustStore
from tests.factories.lists import entry, make_list
from tests.unit.auth.links import Link

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIZES = (10_000, 100_000, 1_000_000)
ROUNDS, TURNS, LOOK_UPS, SWAPS, READERS = 3, 25, 4000, 20, 2
_REASONS = (1, 3, 4, 5)
_TWO, _APART = (2**100, 2**101), 10


@dataclass(frozen=True)
class Scene:
    """An authority, and the folder of its lists. Crosses to other processes by the folder alone."""

    folder: Path

    @property
    def issuer(self) -> Certificate:
        read = read_certificate((self.folder / "authority.der").read_bytes())
        if read is None:
            raise SystemExit("no certificate")
        return read

    @property
    def trust(self) -> TrustStore:
        return TrustStore((self.issuer,), (), CrlStore(self.folder / "crl"))


def make_scene(folder: Path) -> tuple[Scene, Link]:
    folder.mkdir(exist_ok=True)
    authority = Link.root("bench")
    (folder / "authority.der").write_bytes(authority.der)
    return Scene(folder), authority


def serials(count: int) -> list[int]:
    """Of 20 octets, none of them the same."""
    chance = random.Random(count)  # noqa: S311 -- the same list every time
    return [chance.getrandbits(158) | 1 << 158 for _ in range(count)]


def a_list(authority: Link, count: int) -> bytes:
    chance, since = random.Random(1), NOW - timedelta(days=700)  # noqa: S311
    rows = (
        entry(
            serial,
            since + timedelta(seconds=chance.randrange(700 * 86_400)),
            None if place % 3 else chance.choice(_REASONS),
        )
        for place, serial in enumerate(serials(count))
    )
    return make_list(authority.certificate.subject, authority.key, NOW, entries=rows, number=count)


def refresh(folder: Path) -> tuple[float, float, float]:
    """Seconds, those of them on the processor, and the process's peak in MB: to be run in a process of its own."""
    scene, der = Scene(folder), (folder / "list.crl").read_bytes()
    trust, begun, worked = scene.trust, perf_counter(), process_time()
    outcome = publish(der, trust.issuers, trust.crls.folder, NOW)
    seconds, worked = perf_counter() - begun, process_time() - worked
    if outcome is not Publication.PUBLISHED:
        raise SystemExit(f"not published: {outcome}")
    return seconds, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def look_up_us(scenes: dict[int, Scene]) -> list[float]:
    """Of one look-up in the list of each size, half of them of revoked certificates; each looks for a new publication.

    The sizes take turns, so that a busy machine slows all of them.
    """
    asked = {count: _asked(count) for count in scenes}
    stores = {count: (scene.trust.crls, scene.issuer) for count, scene in scenes.items()}
    best = dict.fromkeys(scenes, float("inf"))
    for _ in range(TURNS):
        for count, (store, issuer) in stores.items():
            begun = perf_counter()
            for serial in asked[count]:
                store.by_serial(issuer, serial, NOW)
            best[count] = min(best[count], perf_counter() - begun)
    return [round(seconds / LOOK_UPS * 1_000_000, 2) for seconds in best.values()]


def _asked(count: int) -> list[int]:
    listed = random.Random(2).choices(serials(count), k=LOOK_UPS // 2)  # noqa: S311
    return [serial for one in listed for serial in (one, one ^ 1 << 80)]


def wrong_answers(folder: Path) -> tuple[int, int]:
    """Answers that no published pair of lists gives, and all that were counted, of READERS processes in SWAPS swaps."""
    scene, authority = make_scene(folder)
    _publish_pair(scene, authority, 0)
    watching = [_program("--watch", str(folder)) for _ in range(READERS)]
    for one in watching:
        _line(one)
    for turn in range(1, SWAPS + 1):
        _publish_pair(scene, authority, turn)
    (folder / "stop").touch()
    counted = [json.loads(_line(one)) for one in watching]
    for one in watching:
        one.communicate()
    return sum(wrong for wrong, _ in counted), sum(count for _, count in counted)


def _publish_pair(scene: Scene, authority: Link, turn: int) -> None:
    """The complete list of an even turn revokes the one serial number, of an odd turn the other; a delta both."""
    both = [entry(serial, NOW - timedelta(days=1)) for serial in _TWO]
    name, key, number = authority.certificate.subject, authority.key, _APART * turn
    base = make_list(name, key, NOW, entries=[both[turn % 2]], number=number)
    delta = make_list(name, key, NOW, entries=both, number=number + 1, base=number)
    for der in (base, delta):
        if publish(der, scene.trust.issuers, scene.trust.crls.folder, NOW) is not Publication.PUBLISHED:
            raise SystemExit("not published")


def watch(folder: Path) -> tuple[int, int]:
    """How many answers were wrong, of how many, until there is a file `stop`."""
    scene, wrong, count = Scene(folder), 0, 0
    store, issuer, stop = scene.trust.crls, scene.issuer, folder / "stop"
    while not stop.exists():
        for place, serial in enumerate(_TWO * 100):
            wrong += not _is_right(store.by_serial(issuer, serial, NOW), place % 2)
            count += 1
    return wrong, count


def _is_right(found: Revocation, which: int) -> bool:
    """By the pair that the answer says it rests on."""
    if isinstance(found, Revoked | NotRevoked):
        number, delta = int(found.data.detail["crl_number"]), found.data.detail.get("delta_number")
        is_pair = delta is None or int(delta) == number + 1
        is_revoked = delta is not None or number // _APART % 2 == which
        return is_pair and isinstance(found, Revoked) is is_revoked
    return False


def crl_figures(*, quick: bool = False) -> dict[str, float]:
    """`crl_lookup_us` is that of the slowest size. With `quick` the largest list has 100,000 entries."""
    sizes = SIZES[:-1] if quick else SIZES
    with tempfile.TemporaryDirectory() as folder:
        scenes = {count: _filled(Path(folder) / str(count), count) for count in sizes}
        taken = [_refreshed(scenes[sizes[-1]]) for _ in range(ROUNDS)]
        looked_up = look_up_us(scenes)
        wrong, asked = wrong_answers(Path(folder) / "swaps")
    seconds, worked, megabytes = zip(*taken, strict=True)
    return {
        "crl_refresh_s": round(min(seconds), 2),
        "crl_refresh_cpu_s": round(min(worked), 2),
        "crl_refresh_mb": round(max(megabytes)),
        **{f"crl_lookup_us_{count}": time for count, time in zip(sizes, looked_up, strict=True)},
        "crl_lookup_us": max(looked_up),
        "lookup_growth_1e4_1e6": round(looked_up[-1] / looked_up[0], 2),
        "crl_answers_during_swaps": asked,
        "crl_wrong_answers": wrong,
    }


def _filled(folder: Path, count: int) -> Scene:
    scene, authority = make_scene(folder)
    (folder / "list.crl").write_bytes(a_list(authority, count))
    _refreshed(scene)
    return scene


def _refreshed(scene: Scene) -> tuple[float, float, float]:
    """Into an empty folder."""
    shutil.rmtree(scene.folder / "crl", ignore_errors=True)
    ran = _program("--refresh", str(scene.folder))
    seconds, worked, megabytes = json.loads(_line(ran))
    ran.communicate()
    return seconds, worked, megabytes


def _program(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.crls", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- this very program


def _line(program: "subprocess.Popen[str]") -> str:
    return program.stdout.readline() if program.stdout else ""


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--refresh"]:
        print(json.dumps(refresh(Path(arguments[1]))))
    elif arguments[:1] == ["--watch"]:
        print("watching", flush=True)
        print(json.dumps(watch(Path(arguments[1]))))
    else:
        print(json.dumps(crl_figures(quick="--quick" in arguments)))


if __name__ == "__main__":
    main(sys.argv[1:])
