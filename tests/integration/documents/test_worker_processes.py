"""Strangers' files are unpacked in processes that may die without harm to anybody."""

import asyncio
from io import BytesIO

from PIL import Image

from portal.documents.file_type import FileType
from portal.documents.normalise.any_type import normalise
from portal.documents.normalise.result import Normalised
from portal.documents.workers import Workers
from portal.kernel.outcomes import Refused

MB = 1024 * 1024


def large_picture() -> bytes:
    """Within every limit, yet a second of work and hundreds of megabytes."""
    out = BytesIO()
    Image.new("RGBA", (7000, 7000), (1, 2, 3, 128)).save(out, "PNG", compress_level=1)
    return out.getvalue()


async def test_a_worker_answers_as_the_function_does(workers: Workers, pdf: bytes, photograph: bytes) -> None:
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    assert await workers.normalise(photograph, FileType.PNG) == normalise(photograph, FileType.PNG)
    assert await workers.normalise(b"%PDF-", FileType.PDF) == Refused("broken")


async def test_a_worker_that_dies_harms_no_file(pdf: bytes) -> None:
    workers = Workers(2)
    expected = normalise(pdf, FileType.PDF)
    assert await workers.normalise(pdf, FileType.PDF) == expected
    running = list(workers._pool._processes.values())
    for process in running:
        process.kill()
        process.join()
    answers = await asyncio.gather(*(workers.normalise(pdf, FileType.PDF) for _ in range(3)))
    assert answers == [expected] * 3
    assert len(running) == 1
    workers.close()


async def test_a_file_that_takes_too_long_is_heavy_and_others_go_on(pdf: bytes) -> None:
    workers = Workers(seconds=0.3)
    assert await workers.normalise(large_picture(), FileType.PNG) == Refused("heavy")
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    workers.close()


async def test_a_file_that_needs_too_much_memory_is_heavy_and_its_worker_goes_on(pdf: bytes) -> None:
    workers = Workers(memory=400 * MB)
    assert await workers.normalise(large_picture(), FileType.PNG) == Refused("heavy")
    assert await workers.normalise(pdf, FileType.PDF) == normalise(pdf, FileType.PDF)
    workers.close()


async def test_the_heaviest_file_within_the_limits_is_borne(workers: Workers) -> None:
    made = await workers.normalise(large_picture(), FileType.PNG)
    assert isinstance(made, Normalised)
    assert Image.open(BytesIO(made.content)).size == (2000, 2000)
