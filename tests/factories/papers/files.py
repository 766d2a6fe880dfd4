"""Files as they come: packed in other ways, with something before or behind, torn, changed later, restricted."""

from functools import partial

from pikepdf import Array, Encryption, ObjectStreamMode, Pdf, Permissions

from tests.factories.papers.paper import Made, paper, paper_of

MARK = b"\xef\xbb\xbf"


def between(before: bytes = b"", behind: bytes = b"") -> bytes:
    return before + paper() + behind


def torn(missing: int) -> bytes:
    """Without its last bytes, as after a broken transfer; the page itself is whole."""
    return paper()[:-missing]


def wrong_places() -> bytes:
    """Every line end became two bytes, so that no object is where the table says."""
    return paper(compress_streams=False).replace(b"\n", b"\r\n")


def without_table() -> bytes:
    return paper().split(b"xref")[0] + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def changed_later() -> bytes:
    """Another content of the page behind the first, as programs save a change (ISO 32000-2, 7.5.6)."""
    first = paper(compress_streams=False, object_stream_mode=ObjectStreamMode.disable)
    content = b"BT /Helv 18 Tf 40 600 Td (CORRECTED) Tj ET"
    number = int(first.split(b"/Contents ")[1].split()[0])
    size = int(first.split(b"/Size ")[1].split()[0])
    old = int(first.split(b"startxref\n")[1].split()[0])
    change = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    trailer = b"trailer << /Root 1 0 R /Size %d /Prev %d >>\n" % (size, old)
    return first + change + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(change))


def restricted(*, printing: bool, opens_with: str = "") -> bytes:
    allowed = Permissions(modify_other=False, extract=False, print_lowres=printing, print_highres=printing)
    return paper(encryption=Encryption(owner="owner", user=opens_with, allow=allowed))


def for_somebody() -> bytes:
    """Encrypted for the holder of a key and not by a password."""
    return restricted(printing=True).replace(b"/Filter /Standard", b"/Filter /Adobe.PubSec")


def empty_list_of_files(document: Pdf) -> None:
    document.Root.AF = Array()


KEPT: dict[str, Made] = {
    "plain": paper,
    "empty list of associated files": paper_of(empty_list_of_files),
    "byte order mark before it": partial(between, MARK),
    "line break before it": partial(between, b"\r\n"),
    "mark and blanks before it": partial(between, MARK + b" \n\n\t"),
    "words before it": partial(between, b"Content-Type: application/pdf\r\n\r\n"),
    "warning of a program before it": partial(between, b"<br />\n<b>Warning</b>: division by zero in letter.php\n"),
    "zeros before it": partial(between, bytes(128)),
    "zeros behind it": partial(between, behind=bytes(5000)),
    "words behind it": partial(between, behind=b"\n--boundary--\nSent from my telephone"),
    "last line torn off": partial(torn, 6),
    "place of the table torn off": partial(torn, 20),
    "places that are wrong": wrong_places,
    "no table of objects": without_table,
    "linearised": partial(paper, linearize=True),
    "packed objects": partial(paper, object_stream_mode=ObjectStreamMode.generate),
    "PDF 1.0": partial(paper, force_version="1.0"),
    "PDF 2.0": partial(paper, force_version="2.0"),
    "changed later": changed_later,
    "not to be changed": partial(restricted, printing=True),
}
REFUSED: dict[str, tuple[Made, str]] = {
    "trailer torn off": (partial(torn, 130), "broken"),
    "not to be printed": (partial(restricted, printing=False), "no_printing"),
    "password": (partial(restricted, printing=True, opens_with="secret"), "locked"),
    "encrypted for somebody": (for_somebody, "locked"),
}
