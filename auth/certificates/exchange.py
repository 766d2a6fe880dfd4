"""One request to an address of the settings: a POST of one media type, answered in another, within limits."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

import httpx

_SECONDS_IN_ALL = 5.0
_LARGEST = 1024 * 1024


class ExchangeFault(StrEnum):
    """Why there is no response. The first three are silence; the others are responses of another server."""

    UNREACHABLE = "unreachable"
    HTTP_STATUS = "http_status"
    EMPTY = "empty"
    WRONG_CONTENT = "wrong_content"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Exchange:
    """`asks` and `answers` are media types. `agent`: some proxies reject requests without a User-Agent."""

    url: str = field(repr=False)
    client: httpx.AsyncClient = field(repr=False)
    agent: str
    asks: str
    answers: str
    seconds: float = _SECONDS_IN_ALL

    async def post(self, body: bytes) -> bytes | ExchangeFault:
        """The body of the response. Redirects are not followed."""
        try:
            async with asyncio.timeout(self.seconds):
                return await self._post(body)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
            return ExchangeFault.UNREACHABLE

    async def _post(self, body: bytes) -> bytes | ExchangeFault:
        headers = {
            "User-Agent": self.agent,
            "Content-Type": self.asks,
            "Accept": self.answers,
            "Accept-Encoding": "identity",
        }
        async with self.client.stream(
            "POST", self.url, content=body, headers=headers, timeout=self.seconds, follow_redirects=False
        ) as response:
            if response.status_code != httpx.codes.OK:
                return ExchangeFault.HTTP_STATUS
            answer = await _limited(response)
            if isinstance(answer, bytes) and answer and _media_type(response) != self.answers:
                return ExchangeFault.WRONG_CONTENT
            return answer or ExchangeFault.EMPTY


async def _limited(response: httpx.Response) -> bytes | ExchangeFault:
    answer = bytearray()
    async for chunk in response.aiter_raw():
        answer += chunk
        if len(answer) > _LARGEST:
            return ExchangeFault.TOO_LARGE
    return bytes(answer)


def _media_type(response: httpx.Response) -> str:
    named: str = response.headers.get("Content-Type", "")
    return named.partition(";")[0].strip().lower()
