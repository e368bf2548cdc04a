"""Whether a page is well set: on phones, tablets and desktops, light and dark, for everybody."""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from browsing import HEIGHT, THEMES, WIDTHS, BrowserCase
from playwright.sync_api import Page

LAYOUT_SCRIPT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
CONTRAST = "color-contrast"
# Looking at every contrast is by far the longest part of it.
MANY_ROWS = "tbody tr:nth-child(n+6)"

Preparation = Callable[[Page], None]


def barriers(page: Page, options: dict | None = None, left_out: str = "") -> list[str]:
    """What keeps people with other senses or devices from using the page, as sentences."""
    context = {"exclude": [[left_out]]} if left_out else None
    options = {"resultTypes": ["violations"], **(options or {})}
    found = []
    for violation in Axe().run(page, context, options).response["violations"]:
        if violation["impact"] not in GRAVE:
            continue
        for node in violation["nodes"]:
            found.append(f"{violation['id']}: {node['target']} {node['failureSummary']}")
    return found


class LooksCase(BrowserCase):
    """Looks at one page in every width and theme."""

    def look(
        self,
        name: str,
        path: str,
        prepare: Preparation = lambda page: None,
        status: int = 200,
        **options,
    ) -> None:
        """Checks a page in a state of its own.

        `prepare` brings it there, by what a person would do, once it has loaded.
        """
        for theme in THEMES:
            page = self.page(self.context(theme=theme, **options))
            for width in WIDTHS:
                with self.subTest(page=name, width=width, theme=theme):
                    self.look_once(page, f"{name}-{width}-{theme}", path, prepare, status, width)
                    self.assertEqual(self.barriers_in(page, width, theme), [])
            page.context.close()
        self.assert_quiet()

    def barriers_in(self, page: Page, width: int, theme: str) -> list[str]:
        """Each barrier in one of the looks in which it can be.

        The dark page has the elements of the light one in other colours; the narrow one shows
        others, and rows of the same colours.
        """
        if (width, theme) == (1440, "light"):
            return barriers(page)
        if (width, theme) == (1440, "dark"):
            return barriers(page, {"runOnly": [CONTRAST]})
        if (width, theme) == (360, "light"):
            return [
                *barriers(page, {"rules": {CONTRAST: {"enabled": False}}}),
                *barriers(page, {"runOnly": [CONTRAST]}, left_out=MANY_ROWS),
            ]
        return []

    def look_once(
        self, page: Page, name: str, path: str, prepare: Preparation, status: int, width: int
    ) -> None:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        answer = page.goto(self.url + path)
        self.assertEqual(answer.status, status)
        self.settle(page)
        self.assert_still(page)
        prepare(page)
        self.settle(page)
        self.keep(page, name)
        self.assertRegex(page.title(), r"^\S.* · Countinghouse$")
        self.assertEqual(page.locator("h1:visible").count(), 1)
        self.assertEqual(page.evaluate(LAYOUT_SCRIPT), [])
