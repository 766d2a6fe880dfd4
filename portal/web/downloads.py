"""Downloads: a browser saves the file and never runs it."""

from urllib.parse import quote

from litestar import Response


def download(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """An attachment with its file name (RFC 6266), sandboxed and never cached."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
