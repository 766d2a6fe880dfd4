"""Removes from a PDF everything that could act, point outside the file or be shown at one time and not at another."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf, Stream

_ACTIVE_KEYS = frozenset(
    {
        "/A",
        "/AA",
        "/AF",
        "/AcroForm",
        "/Alternates",
        "/Collection",
        "/EF",
        "/EmbeddedFiles",
        "/JavaScript",
        "/JS",
        "/Launch",
        "/Metadata",
        "/Names",
        "/OC",
        "/OPI",
        "/OpenAction",
        "/PA",
        "/PieceInfo",
        "/Ref",
        "/RichMedia",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/URI",
        "/XFA",
    }
)
_ACTIVE_ACTIONS = frozenset(
    {
        "/GoToE",
        "/GoToR",
        "/GoTo3DView",
        "/Hide",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Named",
        "/Rendition",
        "/ResetForm",
        "/RichMediaExecute",
        "/SetOCGState",
        "/Sound",
        "/SubmitForm",
        "/Thread",
        "/Trans",
        "/URI",
    }
)
_ACTIVE_TYPES = frozenset({"/Action", "/Annot", "/EmbeddedFile", "/Filespec", "/OCG", "/OCMD", "/Rendition"})
_OUTSIDE_DATA = ("/F", "/FFilter", "/FDecodeParms")
_NAMED_BY_AUTHOR = frozenset(
    {"/CharProcs", "/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject"}
)


def remove_active_content(pdf: Pdf) -> None:
    """Visit every object reachable from the catalogue once, and remove what is active."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Object, bool]] = [(pdf.Root, False)]
    while waiting:
        thing, names_are_free = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        waiting.extend(_children(thing, names_are_free=names_are_free))


def _children(thing: Object, *, names_are_free: bool) -> Iterator[tuple[Object, bool]]:
    if isinstance(thing, Array):
        _cut_from_array(thing)
        yield from ((child, False) for child in thing if _is_container(child))
    elif isinstance(thing, (Dictionary, Stream)):
        _cut_from_dictionary(thing, names_are_free=names_are_free)
        yield from ((child, key in _NAMED_BY_AUTHOR) for key, child in thing.items() if _is_container(child))


def _cut_from_array(array: Array) -> None:
    for place in reversed(range(len(array))):
        if _is_active(array[place]):
            del array[place]


def _cut_from_dictionary(holder: Dictionary | Stream, *, names_are_free: bool) -> None:
    """In a resource dictionary the author chooses the keys: a font may be called /A."""
    for key, value in list(holder.items()):
        if _is_active(value) or (key in _ACTIVE_KEYS and not names_are_free):
            del holder[key]
    if isinstance(holder, Stream):
        for key in _OUTSIDE_DATA:
            if key in holder:
                del holder[key]


def _is_active(value: object) -> bool:
    if not isinstance(value, (Dictionary, Stream)):
        return False
    return str(value.get("/S")) in _ACTIVE_ACTIONS or str(value.get("/Type")) in _ACTIVE_TYPES


def _is_container(value: object) -> bool:
    return isinstance(value, (Array, Dictionary, Stream))
