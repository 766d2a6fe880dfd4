"""Name constraints (RFC 5280, 4.2.1.10): which names the certificates below an authority may have.

Directory names, mail addresses, DNS names and URIs are processed. Constraints of any other form, or with a
minimum or maximum, are refused with a code of their own: none is ignored.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.der import SEQUENCE, DerError, Element, Fields, read_only
from auth.certificates.encoding.names import name_key, same_name
from auth.certificates.extensions import NAME_CONSTRAINTS, SUBJECT_ALTERNATIVE_NAME

_EMAIL_ADDRESS = "1.2.840.113549.1.9.1"
_PERMITTED, _EXCLUDED = 0xA0, 0xA1
_MOST_COMPARISONS, _LONGEST_HOST = 1 << 14, 253
_HOST = re.compile(r"([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
_URI = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#@:\[\]]*)(?::[0-9]*)?(?:[/?#].*)?", re.DOTALL)


class NameForm(IntEnum):
    """The forms of GeneralName that are processed, by their tags (4.2.1.6)."""

    MAIL = 0x81
    DNS = 0x82
    DIRECTORY = 0xA4
    URI = 0x86


_TAGS = frozenset(NameForm)


class GeneralName(NamedTuple):
    """`value`: a Name in DER, or the text of the other forms."""

    form: NameForm
    value: bytes


class Constraints(NamedTuple):
    permitted: tuple[GeneralName, ...]
    excluded: tuple[GeneralName, ...]


def name_fault(path: Sequence[Certificate]) -> Code | None:
    """The first fault of `path`, which leads from the root to the certificate (6.1.3 b and c, 6.1.4 g)."""
    above: list[Constraints] = []
    for place, certificate in enumerate(path):
        is_last = place == len(path) - 1
        is_bound = is_last or not same_name(certificate.subject, certificate.issuer)
        if above and is_bound and (fault := _names_fault(certificate, above)):
            return fault
        if not is_last and NAME_CONSTRAINTS in certificate.extensions.values:
            try:
                above.append(_constraints(certificate.extensions.values[NAME_CONSTRAINTS]))
            except ValueError:
                return Code.NAME_FORM_UNSUPPORTED
    return None


def _names_fault(certificate: Certificate, above: list[Constraints]) -> Code | None:
    try:
        names = list(_names(certificate))
        if len(names) * sum(len(one.permitted) + len(one.excluded) for one in above) > _MOST_COMPARISONS:
            return Code.NAME_FORM_UNSUPPORTED
        return None if all(_is_allowed(name, one) for name in names for one in above) else Code.NAME_NOT_PERMITTED
    except ValueError:
        return Code.NAME_NOT_PERMITTED


def _is_allowed(name: GeneralName, constraints: Constraints) -> bool:
    """A name must be within a permitted subtree of its form, if there is one, and within no excluded subtree."""
    within = _WITHIN[name.form]
    permitted, excluded = (
        [base.value for base in bases if base.form is name.form]
        for bases in (constraints.permitted, constraints.excluded)
    )
    if any(within(name.value, base) for base in excluded):
        return False
    return not permitted or any(within(name.value, base) for base in permitted)


def _constraints(value: bytes) -> Constraints:
    """Raises DerError for constraints that are not processed."""
    fields = Fields(read_only(value, SEQUENCE))
    permitted, excluded = fields.take_if(_PERMITTED), fields.take_if(_EXCLUDED)
    fields.end()
    return Constraints(tuple(_bases(permitted)), tuple(_bases(excluded)))


def _bases(subtrees: Element | None) -> Iterator[GeneralName]:
    for subtree in subtrees.children() if subtrees else ():
        fields = Fields(subtree)
        base = _general_name(fields.take())
        fields.end()  # a minimum other than 0, or a maximum: not allowed by the profile (4.2.1.10)
        if base is None or not _is_base(base):
            raise DerError
        yield base


def _is_base(base: GeneralName) -> bool:
    if base.form is NameForm.DIRECTORY:
        return name_key(base.value) is not None
    host = base.value.decode("ascii").lower()
    if base.form is NameForm.MAIL:
        host = host.rpartition("@")[2]
    if base.form is not NameForm.DNS:
        host = host.removeprefix(".")
    return _HOST.fullmatch(host) is not None or (base.form is NameForm.DNS and not host)


def _general_name(element: Element) -> GeneralName | None:
    if element.tag not in _TAGS:
        return None
    form = NameForm(element.tag)
    return GeneralName(form, read_only(element.body, SEQUENCE).raw if form is NameForm.DIRECTORY else element.body)


def _names(certificate: Certificate) -> Iterator[GeneralName]:
    """The subject, its alternative names, and the subject's mail addresses if no alternative is one."""
    alternatives = [name for name in map(_general_name, _alternatives(certificate)) if name]
    yield from alternatives
    if certificate.subject_attributes:
        yield GeneralName(NameForm.DIRECTORY, certificate.subject)
    if not any(name.form is NameForm.MAIL for name in alternatives):
        for address in certificate.subject_values(_EMAIL_ADDRESS):
            yield GeneralName(NameForm.MAIL, address.encode("ascii"))


def _alternatives(certificate: Certificate) -> Iterable[Element]:
    value = certificate.extensions.values.get(SUBJECT_ALTERNATIVE_NAME)
    return () if value is None else read_only(value, SEQUENCE).children()


def _is_directory_within(name: bytes, base: bytes) -> bool:
    whole, start = name_key(name), name_key(base)
    if whole is None or start is None:
        raise DerError
    return whole[: len(start)] == start


def _is_mail_within(name: bytes, base: bytes) -> bool:
    """The base is a mailbox, a host (all its mailboxes) or a domain (all mailboxes of its hosts)."""
    local, _, host = name.decode("ascii").rpartition("@")
    base_local, at, base_host = base.decode("ascii").rpartition("@")
    if not local:
        raise DerError
    if at and local != base_local:
        return False
    return _is_host_within(_host(host), base_host)


def _is_dns_within(name: bytes, base: bytes) -> bool:
    """The base itself, or a name with further labels on its left."""
    host, domain = _host(name.decode("ascii")), base.decode("ascii").lower()
    return not domain or host == domain or host.endswith("." + domain)


def _is_uri_within(name: bytes, base: bytes) -> bool:
    """Compared by host. Raises DerError when the URI has no host or an IP address."""
    found = _URI.fullmatch(name.decode("ascii").lower())
    if found is None or found[1].replace(".", "").isdigit():
        raise DerError
    return _is_host_within(_host(found[1]), base.decode("ascii"))


def _is_host_within(host: str, base: str) -> bool:
    """A base that begins with a period covers hosts with further labels on its left; any other, that host alone."""
    base = base.lower()
    return host.endswith(base) if base.startswith(".") else host == base


def _host(name: str) -> str:
    """Raises DerError when this is not a domain name. A wildcard is none: it may stand for an excluded name."""
    host = name.lower()
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        raise DerError
    return host


_WITHIN: dict[NameForm, Callable[[bytes, bytes], bool]] = {
    NameForm.MAIL: _is_mail_within,
    NameForm.DNS: _is_dns_within,
    NameForm.DIRECTORY: _is_directory_within,
    NameForm.URI: _is_uri_within,
}
