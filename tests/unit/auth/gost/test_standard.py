"""The standards' own examples, with each implementation."""

import pytest

from auth.certificates.gost.backends import Backend, backends
from auth.certificates.gost.curves import CURVES, Curve
from auth.certificates.gost.keys import PublicKey
from auth.certificates.gost.points import sum_of_multiples

each = pytest.mark.parametrize("backend", backends(), ids=lambda backend: backend.name)
M1 = b"012345678901234567890123456789012345678901234567890123456789012"
M2 = "Се ветри, Стрибожи внуци, веютъ с моря стрелами на храбрыя плъкы Игоревы".encode("cp1251")
# RFC 6986, 10, where the highest octet stands first.
DIGESTS = [
    (
        M1,
        512,
        "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b",
    ),
    (M1, 256, "00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d"),
    (
        M2,
        512,
        "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e",
    ),
    (M2, 256, "508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d"),
]
# RFC 7091, 7.1 and 7.2: curves for tests alone, then private key, digest, random number, r and s.
TEST_256 = Curve(
    bits=256,
    p=0x8000000000000000000000000000000000000000000000000000000000000431,
    a=7,
    b=0x5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E,
    q=0x8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3,
    x=2,
    y=0x08E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8,
)
TEST_512 = Curve(
    bits=512,
    p=0x4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DF1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373,
    a=7,
    b=0x1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC4361834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC,
    q=0x4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DA82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF,
    x=0x24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A,
    y=0x2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E,
)
EXAMPLES = {
    "7.1": (
        TEST_256,
        0x7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28,
        0x2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5,
        0x77105C9B20BCD3122823C8CF6FCC7B956DE33814E95B7FE64FED924594DCEAB3,
        0x41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493,
        0x01456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40,
    ),
    "7.2": (
        TEST_512,
        0xBA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B102072E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4,
        0x3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C5917184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C,
        0x359E7F4B1410FEACC570456C6801496946312120B39D019D455986E364F365886748ED7A44B3E794434006011842286212273A6D14CF70EA3AF71BB1AE679F1,
        0x2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD35492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36,
        0x1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A,
    ),
}
example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
Example = tuple[Curve, int, int, int, int, int]


@each
@pytest.mark.parametrize(("message", "bits", "written"), DIGESTS)
def test_digests_of_the_standard(backend: Backend, message: bytes, bits: int, written: str) -> None:
    assert backend.streebog(bits, message)[::-1].hex() == written


@each
@example
def test_signatures_of_the_standard(backend: Backend, example: Example) -> None:
    curve, private, digest, _, r, s = example
    x, y = sum_of_multiples(curve, (private, curve.x, curve.y)) or (0, 0)
    key = PublicKey(curve, x, y)

    found = [backend.verify(key, *numbers) for numbers in ((digest, r, s), (digest + 1, r, s), (digest, r, s + 1))]

    assert found == [True, False, False]


@example
def test_multiples_of_the_standard(example: Example) -> None:
    """The random number's point has the x that r is."""
    curve, private, digest, k, r, s = example
    point = sum_of_multiples(curve, (k, curve.x, curve.y))

    assert point is not None
    assert (point[0] % curve.q, (r * private + k * digest) % curve.q) == (r, s)


@pytest.mark.parametrize("curve", [*CURVES.values(), TEST_256, TEST_512])
def test_base_point_has_the_order_q(curve: Curve) -> None:
    base = (curve.x, curve.y)

    assert curve.contains(*base)
    assert sum_of_multiples(curve, (curve.q, *base)) is None
    assert sum_of_multiples(curve, (curve.q - 1, *base)) == (curve.x, curve.p - curve.y)
    assert sum_of_multiples(curve, (curve.q - 7, *base), (8, *base)) == base
