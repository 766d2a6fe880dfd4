"""Read the body of a form: URL-encoded, or multipart with files (RFC 7578). Texts are UTF-8, as on all our pages.

Litestar's own reader decodes a part with whatever charset the part names, and keeps the last thousand URL-encoded
bodies, passwords among them, as long as the process runs.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import FormMultiDict, State, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.types import Empty
from multipart import MultipartError, MultipartSegment, PushMultipartParser

MOST_FIELDS = 200
"""Of one form. Our largest form has some forty."""
MOST_TEXT = 64 * 1024
"""Bytes of all texts of a multipart form together."""
_CHARSETS = ("utf-8", "utf8", "us-ascii")

Fields = dict[str, Any]
"""A list of texts and files by name."""


class FormRequest(Request[Any, Any, State]):
    """The request class of the application."""

    async def form(self) -> FormMultiDict:
        """Return the fields. Raises ClientException for a body that is no form in UTF-8."""
        if self._connection_state.form is Empty:
            self._connection_state.form = await self._fields()
        return await super().form()

    async def discard(self) -> None:
        """Close the files that were read. Litestar closes those of a handler, and not those of a guard that refuses."""
        if self._connection_state.form is not Empty:
            await (await self.form()).close()

    async def _fields(self) -> Fields:
        content_type, options = self.content_type
        try:
            if content_type == RequestEncodingType.URL_ENCODED:
                return _url_encoded(await self.body())
            if content_type == RequestEncodingType.MULTI_PART:
                return await _multipart(self.stream(), options.get("boundary", ""))
        except (MultipartError, ValueError) as error:
            raise ClientException from error
        return {}


def _url_encoded(body: bytes) -> Fields:
    fields: Fields = defaultdict(list)
    for name, value in parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS):
        fields[_text(name)].append(_text(value))
    return fields


async def _multipart(stream: AsyncIterator[bytes], boundary: str) -> Fields:
    fields: Fields = defaultdict(list)
    try:
        await _read_parts(stream, boundary, fields)
    except BaseException:
        await FormMultiDict.from_form_data(fields).close()
        raise
    return fields


async def _read_parts(stream: AsyncIterator[bytes], boundary: str, fields: Fields) -> None:
    content: UploadFile | bytearray = bytearray()
    name, room = "", MOST_TEXT
    with PushMultipartParser(boundary, max_segment_count=MOST_FIELDS) as parser:
        async for chunk in stream:
            for event in parser.parse(chunk) if chunk else ():
                if isinstance(event, MultipartSegment):
                    name, content = _text(event.name), _begun(event, fields)
                elif event:
                    room -= await _write(content, event)
                    if room < 0:
                        raise RequestEntityTooLarge
                else:
                    await _end(name, content, fields)


def _begun(part: MultipartSegment, fields: Fields) -> UploadFile | bytearray:
    """A file is a field from the start, so that it is closed whatever comes after it."""
    if part.filename:
        file = UploadFile(part.content_type or "", _text(part.filename))
        fields[_text(part.name)].append(file)
        return file
    if (part.charset or "utf-8").lower() not in _CHARSETS:
        raise ValueError("a text in another charset")
    return bytearray()


async def _write(content: UploadFile | bytearray, piece: bytes | bytearray) -> int:
    """Return the bytes of text that were added: none to a file."""
    if isinstance(content, UploadFile):
        await content.write(piece)
        return 0
    content.extend(piece)
    return len(piece)


async def _end(name: str, content: UploadFile | bytearray, fields: Fields) -> None:
    if isinstance(content, UploadFile):
        await content.seek(0)
    else:
        fields[name].append(_text(content.decode()))


def _text(value: str) -> str:
    """Raises ValueError for a text that no database keeps."""
    if "\0" in value:
        raise ValueError("NUL in a text")
    return value
