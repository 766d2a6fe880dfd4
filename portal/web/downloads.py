"""Files given to a browser: to be saved, never to be run."""

from urllib.parse import quote

from litestar import Response


def download(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """An attachment under its name (RFC 6266), sandboxed, not kept by any cache."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
