"""A process of its own that makes PDFs: it would stall the event loop for 60 ms and more a letter."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from portal.notices.pdf import html_to_pdf


class PdfWorker:
    """Starts its process with the first letter, and another one when that dies."""

    def __init__(self) -> None:
        self._pool = _process()

    async def make(self, html: str, static: str) -> bytes:
        """The PDF of the document. Raises BrokenProcessPool when the process died over it: to be tried again."""
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, html_to_pdf, html, static)
        except BrokenProcessPool:
            if self._pool is pool:  # everybody who waited on it comes here; the first one does it
                self._pool = _process()
            raise

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _process() -> ProcessPoolExecutor:
    # Spawned, not forked: a forked child would hold the parent's sockets, and its locks as they happened to be.
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
