"""The product beside openssl and pyHanko: each difference stands in the document, with its reason."""

from pathlib import Path

import pytest

from tests.corpus.disagreements import found, told


@pytest.mark.filterwarnings("ignore:Attribute's length:UserWarning")
async def test_every_disagreement_is_one_that_the_document_explains(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # They write the subject's name, with the IIN.
    for logger in ("pyhanko", "pyhanko_certvalidator"):
        caplog.set_level("CRITICAL", logger=logger)

    assert await found(tmp_path) == told()
