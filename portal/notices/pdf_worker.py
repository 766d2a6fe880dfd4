"""A worker process that makes PDFs: each would block the event loop for 60 ms or more."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from portal.notices.pdf import Unprintable, html_to_pdf


class PdfWorker:
    """Starts the process with the first letter, and a new one when it dies."""

    def __init__(self) -> None:
        self._pool = _process()

    async def make(self, html: str, static: str) -> bytes | Unprintable:
        """Return the PDF of the document. Raises BrokenProcessPool if the process dies; the caller may retry."""
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, html_to_pdf, html, static)
        except BrokenProcessPool:
            if self._pool is pool:  # every waiting call gets here; the first one replaces the pool
                self._pool = _process()
            raise

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _process() -> ProcessPoolExecutor:
    # Spawned, not forked: a forked child would inherit the parent's sockets, and its locks as they are then.
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
