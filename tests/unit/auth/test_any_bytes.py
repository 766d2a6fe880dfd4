"""Any bytes get a verdict, and no change of a good signature makes it another signer's."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auth.certificates.certificate import read_certificate
from auth.certificates.lists.crl import read_crl
from auth.certificates.lists.index import facts_of, index_of
from auth.signatures import CITIZEN, ExpectedSigner, Indeterminate, Invalid, Valid, verify_detached
from tests.factories import pki as people
from tests.factories.pki import NOW, Pki
from tests.unit.auth.signatures_table import DOCUMENT

SEEDS = ["good", "attached, BER", "RSA-PSS", "ECDSA P-256", "two signers", "signer by key identifier"]
PLACES = st.floats(0, 1, exclude_max=True)
CHANGES = st.lists(st.tuples(PLACES, st.binary(max_size=4)), min_size=1, max_size=4)
VERDICTS = (Valid, Invalid, Indeterminate)
many = settings(
    max_examples=4 * settings().max_examples,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def changed(original: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    """Each change overwrites some bytes; one without bytes deletes an octet."""
    mutant = bytearray(original)
    for place, written in changes:
        at = int(place * len(mutant))
        mutant[at : at + max(1, len(written))] = written
    return bytes(mutant)


@many
@given(seed=st.sampled_from(SEEDS), changes=CHANGES)
def test_changed_signature_is_never_another_persons(
    pki: Pki, signatures: dict[str, bytes], seed: str, changes: list[tuple[float, bytes]]
) -> None:
    mutant = changed(signatures[seed], changes)

    verdict = verify_detached(mutant, DOCUMENT, ExpectedSigner(CITIZEN), pki.trust, NOW)

    assert type(verdict) in VERDICTS
    if isinstance(verdict, Valid):
        assert (verdict.iin, verdict.certificate in signatures[seed]) == (people.CITIZEN.iin, True)


@many
@given(seed=st.sampled_from(SEEDS), length=PLACES)
def test_cut_signature_is_invalid(pki: Pki, signatures: dict[str, bytes], seed: str, length: float) -> None:
    cut = signatures[seed][: int(length * len(signatures[seed]))]

    assert type(verify_detached(cut, DOCUMENT, ExpectedSigner(CITIZEN), pki.trust, NOW)) is Invalid


@many
@given(data=st.binary(max_size=300))
def test_any_bytes_are_no_signature(pki: Pki, data: bytes) -> None:
    assert type(verify_detached(data, DOCUMENT, ExpectedSigner(CITIZEN), pki.trust, NOW)) is Invalid


@many
@given(changes=CHANGES)
def test_changed_certificate_is_read_or_not(pki: Pki, changes: list[tuple[float, bytes]]) -> None:
    mutant = changed(pki.trust.intermediates[0].der, changes)

    certificate = read_certificate(mutant)

    assert certificate is None or certificate.der == mutant


@many
@given(changes=CHANGES)
def test_changed_list_is_read_or_not(
    pki: Pki, signatures: dict[str, bytes], changes: list[tuple[float, bytes]]
) -> None:
    crl = read_crl(changed(pki.authority.issuing_crl(NOW), changes))

    assert crl is None or type(index_of(crl, facts_of(crl, "0" * 64))) in (bytes, type(None))


@pytest.mark.parametrize(
    "deep",
    [
        b"\x30\x80" * 100_000,
        b"\x30\x80" * 50_000 + b"\x00\x00" * 50_000,
        b"\x24\x80" * 50_000 + b"\x00\x00" * 50_000,
        b"\x30\x83\x0f\xff\xff" * 1000,
    ],
    ids=["open", "closed", "strings", "lengths"],
)
def test_deep_nesting_is_no_signature(deep: bytes, pki: Pki) -> None:
    assert type(verify_detached(deep, DOCUMENT, ExpectedSigner(CITIZEN), pki.trust, NOW)) is Invalid
