"""A picture is redrawn: upright, not too large, and without metadata."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms

from portal.documents.file_type import FileType
from portal.documents.normalise.any_type import normalise
from portal.documents.normalise.result import Normalised
from portal.kernel.outcomes import Refused

Make = Callable[..., bytes]
BLACK, WHITE = 0, 255
SENT = Path(__file__).parents[2] / "data" / "papers"


def shade(picture: Image.Image, place: tuple[int, int]) -> int:
    """Of a picture with one channel."""
    found = picture.getpixel(place)
    assert isinstance(found, int)
    return found


def redrawn(content: bytes, kind: FileType = FileType.JPEG) -> Image.Image:
    made = normalise(content, kind)
    assert isinstance(made, Normalised)
    assert (made.type, made.pages) == (FileType.JPEG, 1)
    picture = Image.open(BytesIO(made.content))
    picture.load()
    return picture


def dark_corner(picture: Image.Image) -> str:
    """Which of the corners is black."""
    width, height = picture.size
    places = {
        "upper left": (4, 4),
        "upper right": (width - 5, 4),
        "lower left": (4, height - 5),
        "lower right": (width - 5, height - 5),
    }
    grey = picture.convert("L")
    dark = [name for name, place in places.items() if shade(grey, place) < 40]
    assert len(dark) == 1
    return dark[0]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, rows: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("orientation", "corner", "size"),
    [
        (1, "upper left", (80, 40)),
        (2, "upper right", (80, 40)),
        (3, "lower right", (80, 40)),
        (4, "lower left", (80, 40)),
        (5, "upper left", (40, 80)),
        (6, "upper right", (40, 80)),
        (7, "lower right", (40, 80)),
        (8, "lower left", (40, 80)),
    ],
)
def test_a_photograph_taken_sideways_is_turned_upright(
    picture: Make, orientation: int, corner: str, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    upright = redrawn(picture(exif=exif))
    assert (dark_corner(upright), upright.size) == (corner, size)


def test_nothing_but_the_picture_is_kept(picture: Make) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Telephone"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (43.0, 38.0, 0.0), 3: "E", 4: (51.0, 9.0, 0.0)})
    sent = picture(exif=exif, comment=b"remark", xmp=b"<x:xmpmeta/>", icc_profile=b"profile")
    assert Image.open(BytesIO(sent)).getexif().get_ifd(ExifTags.IFD.GPSInfo) != {}
    kept = redrawn(sent)
    assert dict(kept.getexif()) == {}
    assert set(kept.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ((2480, 3508), (2000, 2829)),
        ((3000, 1500), (3000, 1500)),
        ((4000, 2500), (3200, 2000)),
        ((1080, 12000), (1080, 12000)),
        ((12000, 1080), (12000, 1080)),
        ((2400, 6000), (2000, 5000)),
        ((131_000, 60), (65_500, 30)),
        ((70_000, 1), (65_500, 1)),
    ],
)
def test_letters_stay_as_large_as_they_were_up_to_two_thousand_pixels_of_the_shorter_edge(
    picture: Make, sent: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert redrawn(picture(size=sent) if max(sent) < 65_500 else picture("PNG", size=sent)).size == kept


def test_the_letters_of_a_long_picture_of_a_screen_stay() -> None:
    assert redrawn((SENT / "long-screenshot.png").read_bytes(), FileType.PNG).size == (1080, 12000)


def profile_of(*, red_and_blue_changed: bool = True) -> bytes:
    """A profile whose red is the blue of screens, and the other way round."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if not red_and_blue_changed:
        return content
    return content.replace(b"rXYZ", b"swap").replace(b"bXYZ", b"rXYZ").replace(b"swap", b"bXYZ")


@pytest.mark.parametrize(
    ("profile", "colour"),
    [
        (profile_of(), (0, 0, 254)),
        (profile_of(red_and_blue_changed=False), (254, 0, 0)),
        (b"profile", (254, 0, 0)),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), (254, 0, 0)),
    ],
    ids=["other primaries", "screens", "broken", "of another space"],
)
@pytest.mark.parametrize("kind", [FileType.JPEG, FileType.PNG])
def test_colours_are_those_that_the_pictures_profile_says(
    kind: FileType, profile: bytes, colour: tuple[int, int, int]
) -> None:
    out = BytesIO()
    Image.new("RGB", (64, 64), (255, 0, 0)).save(out, kind.value, icc_profile=profile)
    assert redrawn(out.getvalue(), kind).getpixel((30, 30)) == colour


def test_a_picture_that_moves_is_refused() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    assert normalise(out.getvalue(), FileType.PNG) == Refused("not_as_seen")


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_becomes_a_plain_jpeg(picture: Make, mode: str) -> None:
    source = "L" if mode == "I;16" else mode
    content = picture("PNG", size=(2400, 1200), mode=source)
    if mode == "I;16":
        deep = Image.open(BytesIO(content)).convert("I").point(lambda value: value * 257).convert("I;16")
        out = BytesIO()
        deep.save(out, "PNG")
        content = out.getvalue()
        assert Image.open(BytesIO(content)).mode == "I;16"
    kept = redrawn(content, FileType.PNG)
    assert (kept.mode in ("L", "RGB"), kept.size, dark_corner(kept)) == (True, (2400, 1200), "upper left")


def test_a_thin_stroke_of_a_two_colour_scan_is_not_lost() -> None:
    fine = Image.new("1", (4000, 40), 1)
    for column in range(1, 4000, 4):
        fine.paste(0, (column, 0, column + 1, 40))
    out = BytesIO()
    fine.save(out, "PNG")
    kept = redrawn(out.getvalue(), FileType.PNG)
    row = [shade(kept, (column, 10)) for column in range(100, 1900)]
    assert round(sum(row) / len(row) / WHITE, 2) == 0.75


def test_what_is_transparent_lies_on_white() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    out = BytesIO()
    clear.save(out, "PNG")
    assert redrawn(out.getvalue(), FileType.PNG).getpixel((10, 10)) == (WHITE, WHITE, WHITE)


@pytest.mark.parametrize(("mode", "colour"), [("RGB", (0, 0, 0)), ("L", 0), ("P", 0), ("1", 0)])
def test_a_transparent_colour_lies_on_white(mode: str, colour: int | tuple[int, ...]) -> None:
    out = BytesIO()
    Image.new(mode, (20, 20), 0).save(out, "PNG", transparency=colour)
    assert redrawn(out.getvalue(), FileType.PNG).getpixel((10, 10)) == (WHITE, WHITE, WHITE)


def test_printers_colours_become_those_of_screens(picture: Make) -> None:
    kept = redrawn(picture(mode="CMYK"))
    assert (kept.mode, dark_corner(kept)) == ("RGB", "upper left")


def test_of_a_phones_pair_of_pictures_the_first_is_taken(picture: Make) -> None:
    first = Image.open(BytesIO(picture()))
    second = Image.new("RGB", (80, 40), "white")
    out = BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert Image.open(BytesIO(out.getvalue())).format == "MPO"
    assert dark_corner(redrawn(out.getvalue())) == "upper left"


def test_the_same_picture_always_gives_the_same_bytes(picture: Make) -> None:
    assert normalise(picture(), FileType.JPEG) == normalise(picture(), FileType.JPEG)


def test_what_hangs_behind_a_picture_is_not_kept(picture: Make) -> None:
    made = normalise(picture() + b"<script>alert(1)</script>", FileType.JPEG)
    assert made == normalise(picture(), FileType.JPEG)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_torn_photograph_is_broken(picture: Make, share: float) -> None:
    whole = picture(size=(800, 600), quality=95)
    assert normalise(whole[: int(len(whole) * share)], FileType.JPEG) == Refused("broken")


@pytest.mark.parametrize("kind", [FileType.JPEG, FileType.PNG])
def test_noise_behind_the_first_bytes_is_broken(kind: FileType) -> None:
    start = b"\xff\xd8\xff\xe0" if kind is FileType.JPEG else b"\x89PNG\r\n\x1a\n"
    assert normalise(start + bytes(range(256)) * 8, kind) == Refused("broken")


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (10_000, 6_000), (2**31 - 1, 1)])
def test_a_header_that_promises_too_much_is_refused_unread(width: int, height: int) -> None:
    assert normalise(png_of(width, height), FileType.PNG) == Refused("many_pixels", {"max": "50"})


def test_a_picture_of_another_kind_than_its_name_is_not_opened(picture: Make) -> None:
    assert normalise(picture("GIF"), FileType.PNG) == Refused("broken")
