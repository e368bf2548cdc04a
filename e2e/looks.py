"""Whether a page is well set: on phones, tablets and desktops, light and dark, for everybody."""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from browsing import HEIGHT, THEMES, WIDTHS, BrowserCase
from playwright.sync_api import Page

LAYOUT_SCRIPT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
AXE_LOOKS = ((360, "light"), (1440, "light"), (1440, "dark"))

Preparation = Callable[[Page], None]


def barriers(page: Page) -> list[str]:
    """What keeps people with other senses or devices from using the page, as sentences."""
    found = []
    for violation in Axe().run(page).response["violations"]:
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
                    if (width, theme) in AXE_LOOKS:
                        self.assertEqual(barriers(page), [])
            page.context.close()
        self.assert_quiet()

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
