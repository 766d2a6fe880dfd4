"""A picture: redrawn upright, at a readable size, as a JPEG without metadata."""

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from portal.documents.checks.pixels import pixels
from portal.documents.file_type import FileType
from portal.documents.limits import LONGER_EDGE, MOST_PIXELS, SHORTER_EDGE
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
        if isinstance(fits, Refused):
            return fits
        if picture.format == "PNG" and getattr(picture, "is_animated", False):
            return Refused("not_as_seen")
        return Normalised(_redrawn(picture), FileType.JPEG, pages=1)


def _redrawn(picture: Image.Image) -> bytes:
    small = _smoothly_scalable(picture)
    small.thumbnail(_readable_size(*small.size), Image.Resampling.LANCZOS)
    plain = _on_white(_in_screen_colours(ImageOps.exif_transpose(small)))
    plain.info = {}  # Pillow would carry the comment over
    out = BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _readable_size(width: int, height: int) -> tuple[int, int]:
    """A letter's size follows the shorter side of the picture, however long the other one is."""
    scale = min(1.0, SHORTER_EDGE / min(width, height), LONGER_EDGE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _smoothly_scalable(picture: Image.Image) -> Image.Image:
    """In a mode that Pillow scales by interpolation: dropping rows would lose thin strokes."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode == "1":
        return picture.convert("L")
    return picture


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """The colours that the picture's profile says, in sRGB: the profile itself is not kept."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        said = ImageCms.ImageCmsProfile(BytesIO(profile))
        shown = ImageCms.profileToProfile(picture, said, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # readers ignore a profile that is broken, or of other colours
        return picture
    return shown or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode not in ("LA", "RGBA"):
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, _WHITE)
    paper.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
    return paper
