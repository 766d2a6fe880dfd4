"""Pictures on a page, in every colour space and every packing; and what else a page can be painted with."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageCms

from tests.factories.papers.paper import Made, Spoil, drawing, more, paper_of, resource, stream

SIDE = 64
WHITE = Array([0.95, 1, 1.09])
FAX = Dictionary(K=-1, Columns=SIDE, Rows=SIDE)
Space = Callable[[Pdf], object]


def hues(mode: str = "RGB") -> Image.Image:
    """A picture with every hue from left to right, dark above and light below."""
    up = Image.linear_gradient("L").resize((SIDE, SIDE))
    return Image.merge("HSV", (up.rotate(90), Image.new("L", up.size, 200), up)).convert("RGB").convert(mode)


def packed_as(kind: str, mode: str = "RGB", **save: Any) -> bytes:
    out = BytesIO()
    hues(mode).save(out, kind, **save)
    return out.getvalue()


def samples(space: object) -> dict[str, Any]:
    """The entries of a picture of eight bits a colour."""
    size = {"Width": SIDE, "Height": SIDE, "BitsPerComponent": 8}
    return {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": space, **size}


def picture(space: Space, content: bytes | None = None, **entries: Any) -> Spoil:
    """A picture on the page, of the hues or of other content."""

    def spoil(document: Pdf) -> None:
        shown = hues().tobytes() if content is None else content
        resource(document, "XObject", "Im", stream(document, shown, **samples(space(document)) | entries))
        more(document, b"q 400 0 0 400 90 200 cm /Im Do Q")

    return spoil


def named(space: str) -> Space:
    return lambda _: Name(f"/{space}")


GREY, RGB, CMYK = named("DeviceGray"), named("DeviceRGB"), named("DeviceCMYK")


def with_profile(document: Pdf) -> Array:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Array([Name.ICCBased, stream(document, profile, N=3, Alternate=Name.DeviceRGB)])


def lab(_: Pdf) -> Array:
    return Array([Name.Lab, Dictionary(WhitePoint=WHITE, Range=Array([-100, 100, -100, 100]))])


def calibrated(_: Pdf) -> Array:
    return Array([Name.CalRGB, Dictionary(WhitePoint=WHITE, Gamma=Array([1.8, 1.8, 1.8]))])


def palette(_: Pdf) -> Array:
    colours = bytes(value for shade in range(256) for value in (shade, 255 - shade, 128))
    return Array([Name.Indexed, Name.DeviceRGB, 255, colours])


def one_ink(document: Pdf) -> Array:
    return Array([Name.Separation, Name("/Stamp Blue"), Name.DeviceRGB, _darkening(document, 1)])


def several_inks(document: Pdf) -> Array:
    """The second ink has the name of an action."""
    return Array([Name.DeviceN, Array([Name.Gold, Name.AA]), Name.DeviceRGB, _darkening(document, 2)])


def _darkening(document: Pdf, inks: int) -> object:
    """How inks become a colour of the screen: each takes from the white of the paper."""
    program = b"{ " + b"add " * (inks - 1) + b"1 exch sub dup dup }"
    return stream(document, program, FunctionType=4, Domain=Array([0, 1] * inks), Range=Array([0, 1] * 3))


def fax() -> bytes:
    """One strip of ITU-T T.6, cut out of a TIFF."""
    content = packed_as("TIFF", "1", compression="group4")
    tags = Image.open(BytesIO(content)).tag_v2  # type: ignore[attr-defined]
    start, length = tags[273][0], tags[279][0]
    return content[start : start + length]


def jbig2() -> bytes:
    """A page of one generic region, packed as a fax is (ITU-T T.88, 7.4.6 and 7.4.8)."""
    page = struct.pack(">IIIIBH", SIDE, SIDE, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", SIDE, SIDE, 0, 0, 0, 1) + fax()
    parts = enumerate(((48, page), (38, region)))
    return b"".join(struct.pack(">IBBBI", number, kind, 0, 1, len(part)) + part for number, (kind, part) in parts)


def deep() -> bytes:
    """Sixteen bits a colour."""
    return b"".join(bytes((value, 255 - value)) for value in hues().tobytes())


def soft_mask(document: Pdf) -> None:
    mask = stream(document, hues("L").tobytes(), **samples(Name.DeviceGray))
    picture(RGB, SMask=mask)(document)


def another_for_print(document: Pdf) -> None:
    other = stream(document, hues("L").tobytes(), **samples(Name.DeviceGray))
    picture(RGB, Alternates=Array([Dictionary(Image=other, DefaultForPrinting=True)]))(document)


def mixed(document: Pdf) -> None:
    """Drawings that are mixed with what lies under them, through a mask that is itself drawn."""
    mask = drawing(document, b"1 g 0 0 300 300 re f 0 g 100 100 100 100 re f", (400, 400))
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    picture(RGB)(document)
    resource(document, "ExtGState", "Mix", Dictionary(BM=Name.Difference, ca=0.7))
    resource(document, "ExtGState", "Mask", Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))
    more(document, b"q /Mix gs 0 1 1 rg 120 220 200 200 re f Q q /Mask gs 1 0 0 rg 0 0 400 400 re f Q")


def shaded(document: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
    along = Array([0, 0, 595, 842])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=along, Function=function)
    resource(document, "Shading", "F", shading)
    more(document, b"q 90 200 400 400 re W n /F sh Q")


def tiled(document: Pdf) -> None:
    kind = {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1}
    place = {"BBox": Array([0, 0, 10, 10]), "XStep": 10, "YStep": 10, "Resources": Dictionary()}
    resource(document, "Pattern", "A", stream(document, b"1 0 0 rg 0 0 5 5 re f", **kind, **place))
    more(document, b"/Pattern cs /A scn 90 200 400 400 re f")


def drawn_letters(document: Pdf) -> None:
    """A font whose letters are drawings; font and letter have the names of actions."""
    square = stream(document, b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, Resources=Dictionary(), CharProcs=Dictionary(A=square))
    font.FontBBox, font.FontMatrix = Array([0, 0, 750, 750]), Array([0.001, 0, 0, 0.001, 0, 0])
    font.FirstChar, font.LastChar, font.Widths = 97, 97, Array([1000])
    font.Encoding = Dictionary(Differences=Array([97, Name.A]))
    resource(document, "Font", "AA", document.make_indirect(font))
    more(document, b"BT /AA 30 Tf 40 500 Td (aaa) Tj ET")


def in_the_line(document: Pdf) -> None:
    more(document, b"q 400 0 0 400 90 200 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID \xff\0\0\0\xff\0\0\0\xff\0\0\0 EI Q")


JPEG = {"Filter": Name.DCTDecode}
BIT = {"BitsPerComponent": 1}
UPSIDE_DOWN = Array([1, 0] * 4)
_SPOILS: dict[str, Spoil] = {
    "JPEG": picture(RGB, packed_as("JPEG"), **JPEG),
    "grey JPEG": picture(GREY, packed_as("JPEG", "L"), **JPEG),
    "JPEG in passes": picture(RGB, packed_as("JPEG", progressive=True), **JPEG),
    "JPEG of four inks": picture(CMYK, packed_as("JPEG", "CMYK"), **JPEG),
    "JPEG of four inks upside down": picture(CMYK, packed_as("JPEG", "CMYK"), Decode=UPSIDE_DOWN, **JPEG),
    "JPEG 2000": picture(RGB, packed_as("JPEG2000"), Filter=Name.JPXDecode),
    "JBIG2": picture(GREY, jbig2(), Filter=Name.JBIG2Decode, **BIT),
    "fax": picture(GREY, fax(), Filter=Name.CCITTFaxDecode, DecodeParms=FAX, **BIT),
    "samples of four inks": picture(CMYK, hues("CMYK").tobytes()),
    "samples upside down": picture(RGB, Decode=Array([1, 0] * 3)),
    "sixteen bits": picture(RGB, deep(), BitsPerComponent=16),
    "one bit": picture(GREY, hues("1").tobytes(), **BIT),
    "stencil": picture(GREY, hues("1").tobytes(), ImageMask=True, **BIT),
    "profile": picture(with_profile),
    "Lab": picture(lab),
    "calibrated": picture(calibrated),
    "palette": picture(palette, hues("L").tobytes()),
    "one ink": picture(one_ink, hues("L").tobytes()),
    "several inks": picture(several_inks, hues("L").tobytes() * 2),
    "masked colour": picture(RGB, Mask=Array([0, 90, 0, 255, 0, 255])),
    "soft mask": soft_mask,
    "mixed colours": mixed,
    "shading": shaded,
    "pattern": tiled,
    "letters that are drawings": drawn_letters,
    "picture in the line": in_the_line,
    "picture with another for print": another_for_print,
}
KEPT: dict[str, Made] = {name: paper_of(spoil) for name, spoil in _SPOILS.items()}
