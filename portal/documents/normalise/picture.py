"""A picture: redrawn upright, at a readable size, as a JPEG without metadata."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from portal.documents.checks.pixels import pixels
from portal.documents.file_type import FileType
from portal.documents.limits import LONGEST_EDGE, MOST_PIXELS
from portal.documents.normalise.result import Normalised
from portal.kernel.outcomes import Refused

_FORMATS = ("JPEG", "PNG")
_QUALITY = 80
_WHITE = (255, 255, 255)


def normalise_picture(content: bytes) -> Normalised | Refused:
    """Reads the header only before the size is checked. Raises Pillow's errors for a broken file."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `pixels` is stricter
            picture = Image.open(BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError:
        return Refused("many_pixels", {"max": str(MOST_PIXELS // 1_000_000)})
    with picture:
        fits = pixels(*picture.size)
        return fits if isinstance(fits, Refused) else Normalised(_redrawn(picture), FileType.JPEG, pages=1)


def _redrawn(picture: Image.Image) -> bytes:
    small = _smoothly_scalable(picture)
    small.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    plain = _on_white(ImageOps.exif_transpose(small))
    plain.info = {}  # Pillow would carry the comment over
    out = BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _smoothly_scalable(picture: Image.Image) -> Image.Image:
    """In a mode that Pillow scales by interpolation: dropping rows would lose thin strokes."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode not in ("LA", "RGBA"):
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, _WHITE)
    paper.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
    return paper
