"""The page of the service: who can apply, in which category, on which grounds."""

import pytest

from portal.kernel.language import Language
from portal.regulation.standard import CATEGORIES, NEED_GROUNDS, STRATA, offered
from tests.factories.portal import Portal

ADDRESS = "/services/housing-queue"


@pytest.mark.clause("S-7.1.3")
@pytest.mark.parametrize("language", Language)
async def test_the_ten_groups_stand_under_the_category_they_make_up(portal: Portal, language: Language) -> None:
    page = await portal.browser().open(language.link(ADDRESS))

    groups = page.texts("//main//ul/li/ul/li")
    category = portal.say(CATEGORIES["vulnerable"].label, language)

    assert groups == [portal.say(row.label, language) for row in STRATA.values() if row.counts]
    assert len(groups) == 10
    assert [text.startswith(category) for text in page.texts("//main//li[ul]")] == [True]


@pytest.mark.parametrize("language", Language)
async def test_categories_have_their_notes_and_grounds_are_those_offered(portal: Portal, language: Language) -> None:
    page = await portal.browser().open(language.link(ADDRESS))

    told = page.text("//main")
    categories = [text for row in CATEGORIES.values() for text in (row.label, row.note)]
    grounds = [row.label for row in offered(NEED_GROUNDS).values()]

    wanted = [portal.say(text, language) for text in categories + grounds if text]
    assert [text for text in wanted if text not in told] == []
    assert portal.say(NEED_GROUNDS["2"].label, language) not in told
