"""The check of layouts itself: it names each fault of a page that has one, and no other."""

from looks import CONTRAST, LAYOUT_SCRIPT, LooksCase, barriers

FAULTS = {
    "the page scrolls sideways": "<div style='width: 2000px'>wide</div>",
    "text is cut off": "<div style='width: 3em; overflow: hidden; white-space: nowrap'>"
    "<span>1,234,567.89 EUR</span></div>",
    "text is wider than its box": "<div style='width: 3em; white-space: nowrap'>"
    "1,234,567.89 EUR</div>",
    "text is outside of the window": "<div style='position: absolute; left: -5em'>hidden</div>",
    "what is open is outside of the window": "<details class=menu open><summary>Menu</summary>"
    "<div style='position: absolute; left: -5em; overflow: auto'>One entry</div></details>",
    "controls overlap": "<button>One button</button><button style='margin-left: -2em'>Other</button>",
    "texts overlap": "<p>One line of text</p><p style='margin-top: -2.2em'>Another line</p>",
    "text under a control": "<p>One line of text</p>"
    "<button style='position: absolute; top: 1em; left: 1em'>Other</button>",
}
FAULTLESS = """
<div class=table-wrap style='overflow-x: auto; width: 8em'><table><tr><td style='white-space: nowrap'>
1,234,567.89 EUR <a href='#'>a</a> 1,234,567.89 EUR</table></div><button>Beside</button>
<p title='A long name' style='width: 3em; overflow: hidden; white-space: nowrap;
text-overflow: ellipsis'>A long name</p>
<label>Field <input></label> <label><input type=checkbox> Check</label>
"""


class LooksCheckTest(LooksCase):
    def faults(self, body: str) -> list[str]:
        page = self.page(self.context(width=768, as_nobody=True))
        page.set_content(f"<!doctype html><html lang=en><title>Test</title><body>{body}")
        return page.evaluate(LAYOUT_SCRIPT)

    def test_each_fault_is_named(self) -> None:
        for fault, body in FAULTS.items():
            with self.subTest(fault=fault):
                self.assertTrue(any(found.startswith(fault) for found in self.faults(body)))

    def test_a_sound_page_has_none(self) -> None:
        self.assertEqual(self.faults(FAULTLESS), [])

    def test_barriers_are_named(self) -> None:
        page = self.page(self.context(as_nobody=True))
        page.set_content("<title>Test</title><p style='color: #ccc; background: #fff'>pale<p>")
        found = barriers(page)
        self.assertTrue(any(text.startswith("color-contrast") for text in found), found)
        self.assertTrue(any(text.startswith("html-has-lang") for text in found), found)

    def test_barriers_are_named_in_each_look(self) -> None:
        page = self.page(self.context(as_nobody=True))
        page.set_content(
            "<title>Test</title><table><tbody><tr><td style='color: #ccc; background: #fff'>pale")
        for width, theme, kinds in (
            (360, "light", {CONTRAST, "html-has-lang"}), (1440, "light", {CONTRAST, "html-has-lang"}),
            (1440, "dark", {CONTRAST}),
        ):
            found = {text.split(":")[0] for text in self.barriers_in(page, width, theme)}
            self.assertEqual(found, kinds)

    def test_what_jumps_is_noticed(self) -> None:
        page = self.open("/login", as_nobody=True)
        self.assert_still(page)
        page.evaluate(
            """() => new Promise((done) => {
                const late = document.createElement("div");
                late.style.height = "300px";
                document.querySelector("main").prepend(late);
                requestAnimationFrame(() => setTimeout(done, 100));
            })"""
        )
        self.assertNotEqual(page.evaluate("window.layoutShifts"), [])
