"""What officials write keeps its paragraphs and line breaks, wherever it is read."""

import pytest

from portal.demo.people import CITIZEN, EXECUTOR, HEAD
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office

TYPED = "Бірінші жол\r\nекінші жол\r\n\r\n\r\nжаңа   абзац\r\n"
PARAGRAPHS = ["Бірінші жол\nекінші жол", "жаңа абзац"]
AS_WRITTEN = "//p[@class='as-written']/text()"


@pytest.mark.clause("R-5.4")
@pytest.mark.clause("R-5.5")
async def test_paragraphs_stay_in_the_letter_and_at_the_desk(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)
    office = Office(portal, application_id)

    await office.draft_refusal("exchange", TYPED)
    await office.submit(HEAD, "/return", {"remark": TYPED})
    assert (await office.open(EXECUTOR)).all(AS_WRITTEN) == PARAGRAPHS

    await office.draft_refusal("exchange", TYPED)
    async with portal.outside() as outside:
        await outside.worker.run_due()
        await office.sign()
    notice = await (await portal.at_work(CITIZEN)).open(f"/cabinet/applications/{application_id}/notice")
    assert notice.all(AS_WRITTEN) == PARAGRAPHS


@pytest.mark.clause("R-10.10")
async def test_paragraphs_stay_in_what_is_told_of_defects(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)

    await Office(portal, application_id).submit(
        EXECUTOR, "/defects", {"defect-other": "missing", "defect_words": TYPED}
    )

    assert (await Applicant.of(portal, application_id).open()).all(AS_WRITTEN) == PARAGRAPHS
