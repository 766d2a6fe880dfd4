"""The check that every page of every test passes finds a control that is not called what it reads (WCAG 2.5.3)."""

import pytest

from tests.factories.page_checks import Page, _labels_in_names


@pytest.mark.parametrize(
    ("control", "good"),
    [
        ("<button>Remove</button>", True),
        ("<button aria-label='Remove: a.pdf'>Remove</button>", True),
        ("<button aria-label='Remove: a.pdf'>Remove the file</button>", False),
        ("<button>Remove<span class='hidden'>: a.pdf</span></button>", True),
        ("<a href='/'>Messages <span class='hidden'>unread: 2</span><span aria-hidden='true'>2</span></a>", False),
        ("<a href='/'>Messages <span>2<span class='hidden'> unread</span></span></a>", True),
        ("<label for='a'>Name</label><input id='a'>", True),
        ("<label for='a'>Name</label><input id='a' aria-label='Phone'>", False),
        ("<h2 id='h'>Sign</h2><a href='/' aria-labelledby='h'>Go on</a>", False),
        ("<details><summary>On what ground</summary>Item 9</details>", True),
    ],
)
def test_a_name_contains_what_is_read(control: str, good: bool) -> None:
    page = Page(f"<html><body><main>{control}</main></body></html>")

    assert (list(_labels_in_names(page, "en")) == []) is good
