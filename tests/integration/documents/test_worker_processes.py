"""Untrusted files are unpacked in processes whose death harms nobody."""

import asyncio
import signal
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from portal.documents.file_type import FileType
from portal.documents.normalise.any_type import normalise
from portal.documents.normalise.result import Normalised
from portal.documents.workers import Workers, _Worker
from portal.kernel.outcomes import Refused
from tests.factories.deadline import DEADLINE
from tests.factories.papers import pages
from tests.factories.papers.paper import Spoil, drawing, more, paper, resource, stream

MB = 1024 * 1024


def large_picture() -> bytes:
    """A file within every limit that takes a second and hundreds of megabytes."""
    out = BytesIO()
    Image.new("RGBA", (7000, 7000), (1, 2, 3, 128)).save(out, "PNG", compress_level=1)
    return out.getvalue()


async def test_a_worker_answers_as_the_function_does(workers: Workers, pdf: bytes, photograph: bytes) -> None:
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    assert await workers.normalise(photograph, FileType.PNG) == normalise(photograph, FileType.PNG)
    assert await workers.normalise(b"%PDF-", FileType.PDF) == Refused("broken")


async def test_fonts_that_are_replaced_are_drawn_alike_by_a_process_that_never_drew_before() -> None:
    """PDFium draws a font that it replaces in one way the first time and in another way later."""
    workers = Workers()
    assert isinstance(await workers.normalise(pages.KEPT["fonts from elsewhere"](), FileType.PDF), Normalised)
    workers.close()


def processes(workers: Workers) -> list[subprocess.Popen[bytes]]:
    return [worker._process for worker in workers._idle]


def environment_of(process: subprocess.Popen[bytes]) -> bytes:
    return Path(f"/proc/{process.pid}/environ").read_bytes()


async def test_files_that_come_at_once_are_shared_out(pdf: bytes, photograph: bytes) -> None:
    workers = Workers(2)
    sent = [(pdf, FileType.PDF), (photograph, FileType.PNG)] * 3
    answers = await asyncio.gather(*(workers.normalise(*one) for one in sent))
    assert answers == [normalise(*one) for one in sent]
    assert len(processes(workers)) in (1, 2)
    workers.close()


async def test_a_process_that_was_killed_while_idle_harms_no_file(pdf: bytes) -> None:
    workers = Workers()
    expected = normalise(pdf, FileType.PDF)
    assert await workers.normalise(pdf, FileType.PDF) == expected
    [killed] = processes(workers)
    killed.kill()
    killed.wait()
    assert await workers.normalise(pdf, FileType.PDF) == expected
    assert [process.pid == killed.pid for process in processes(workers)] == [False]
    workers.close()


async def test_the_processes_end_with_the_portal_even_when_it_is_killed(pdf: bytes) -> None:
    """A process reads until its input ends, and only the portal holds the other end."""
    workers = Workers()
    await workers.normalise(pdf, FileType.PDF)
    [process] = processes(workers)
    assert process.stdin
    process.stdin.close()
    assert process.wait(timeout=DEADLINE) == 0
    workers.close()


async def test_a_process_has_none_of_the_portals_secrets(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    monkeypatch.setenv("KEZEK_DATABASE_URL", "postgresql+asyncpg://kezek:secret@db/kezek")
    workers = Workers()
    await workers.normalise(pdf, FileType.PDF)
    [process] = processes(workers)
    names = {entry.split(b"=")[0] for entry in environment_of(process).split(b"\0")}
    assert names == {b"PYTHONPATH", b""}
    workers.close()


async def test_closing_ends_the_processes(pdf: bytes) -> None:
    workers = Workers()
    await workers.normalise(pdf, FileType.PDF)
    running = processes(workers)
    workers.close()
    assert [process.returncode for process in running] == [-signal.SIGKILL]


async def test_a_file_that_takes_too_long_is_heavy_and_others_go_on(pdf: bytes) -> None:
    workers = Workers(seconds=0.3)
    assert await workers.normalise(large_picture(), FileType.PNG) == Refused("heavy")
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    workers.close()


async def test_a_file_that_took_all_its_time_is_not_tried_again(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    workers, ends, end = Workers(seconds=0.3), list[int](), _Worker.end

    def noted(worker: _Worker) -> int:
        ends.append(end(worker))
        return ends[-1]

    await workers.normalise(pdf, FileType.PDF)
    monkeypatch.setattr(_Worker, "end", noted)
    assert await workers.normalise(large_picture(), FileType.PNG) == Refused("heavy")
    assert ends == [-signal.SIGPROF]
    workers.close()


async def test_a_file_that_needs_too_much_memory_is_heavy_and_its_worker_goes_on(pdf: bytes) -> None:
    workers = Workers(memory=400 * MB)
    assert await workers.normalise(large_picture(), FileType.PNG) == Refused("heavy")
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    workers.close()


def tiled_without_end(document: Pdf) -> None:
    """A page of few bytes that is painted with five hundred thousand million tiles."""
    kind = {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1}
    place = {"BBox": Array([0, 0, 1, 1]), "XStep": 0.001, "YStep": 0.001, "Resources": Dictionary()}
    resource(document, "Pattern", "P", stream(document, b"0 0 1 1 re f", **kind, **place))
    more(document, b"/Pattern cs /P scn 0 0 595 842 re f")


def drawn_again_and_again(document: Pdf, *, deep: int = 8, wide: int = 20) -> None:
    """A drawing of drawings of drawings: the innermost one is drawn `wide` to the power of `deep` times."""
    inner = drawing(document, b"0 0 200 30 re f 0 0 m 100 100 200 0 50 50 c S")
    for _ in range(deep):
        outer = drawing(document, b"/F Do " * wide)
        outer.Resources.XObject = Dictionary(F=inner)
        inner = outer
    resource(document, "XObject", "F", inner)
    more(document, b"/F Do")


@pytest.mark.parametrize("spoil", [tiled_without_end, drawn_again_and_again])
async def test_a_page_that_is_never_drawn_is_heavy_and_others_go_on(pdf: bytes, spoil: Spoil) -> None:
    workers = Workers(seconds=2)
    assert await workers.normalise(paper(spoil), FileType.PDF) == Refused("heavy")
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    workers.close()


def drawn_in_itself(document: Pdf) -> None:
    inner = drawing(document, b"/F Do")
    inner.Resources.XObject = Dictionary(F=inner)
    resource(document, "XObject", "F", inner)
    more(document, b"/F Do")


async def test_a_drawing_that_is_drawn_in_itself_comes_to_an_end(workers: Workers) -> None:
    assert isinstance(await workers.normalise(paper(drawn_in_itself), FileType.PDF), Normalised)


async def test_a_file_that_kills_its_process_is_heavy_and_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    workers, asked = Workers(), list[bytes]()

    def die(worker: _Worker, content: bytes, kind: FileType) -> None:
        asked.append(content)
        worker._process.kill()

    monkeypatch.setattr(_Worker, "ask", die)
    assert await workers.normalise(b"%PDF-", FileType.PDF) == Refused("heavy")
    assert asked == [b"%PDF-"]
    workers.close()


async def test_the_heaviest_file_within_the_limits_is_borne(workers: Workers) -> None:
    made = await workers.normalise(large_picture(), FileType.PNG)
    assert isinstance(made, Normalised)
    assert Image.open(BytesIO(made.content)).size == (2000, 2000)
