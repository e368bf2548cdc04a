"""On a phone the tables of administration are cards: every value and action is in view."""

import re
import uuid

import people
import session
from browsing import BrowserCase
from playwright.sync_api import Browser, Page

PHONE, DESKTOP = 360, 1440

# What of a table cannot be seen without scrolling sideways.
BEYOND_SCRIPT = """(table) => {
    const around = table.closest(".table-wrap");
    const { left, right } = around.getBoundingClientRect();
    const beyond = [...table.querySelectorAll("td, th[scope=row], a, button, select, input, summary")]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
            const box = element.getBoundingClientRect();
            return box.width > 1 && (box.left < left - 0.5 || box.right > right + 0.5);
        })
        .map((element) => element.outerHTML.slice(0, 80));
    return around.scrollWidth > around.clientWidth ? [...beyond, "it scrolls sideways"] : beyond;
}"""
# The name above each value that can be seen, and the name of its column.
LABELS_SCRIPT = """(table) => [...table.tBodies[0].rows].flatMap((row) => [...row.cells]
    .filter((cell) => cell.dataset.label && cell.innerText.trim() !== "")
    .map((cell) => [
        getComputedStyle(cell, "::before").content.split('"')[1],
        table.tHead.rows[0].cells[cell.cellIndex].textContent.trim(),
    ]))"""
ACTIONS = "main table :is(button, a, select, summary)"


class CardsTest(BrowserCase):
    """An owner, who is an operator too, of a company with people and keys with long names."""

    state: dict
    browser: Browser
    # Where there are cards, and whether each row can be done something with.
    pages = {
        "/admin/members/": True, "/admin/keys/": True, "/admin/tenants/": True,
        "/admin/audit/": False, "/admin/sessions/": False, "/admin/jobs/": False,
        "/account/": False, "/admin/roles/": False,
    }

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.state = people.company(cls.browser)
        context = cls.browser.new_context(storage_state=cls.state)
        page = context.new_page()
        page.set_default_timeout(session.TIMEOUT_MS)
        page.goto(session.url() + "/account/")
        cls.email = page.locator(".subtitle bdi").first.inner_text()
        tenant = cls.email.partition("@")[0]
        for role in ("admin", "collector", "viewer"):
            name = f"{uuid.uuid4().hex[:8]}.of-the-{role}s@a-company-with-a-long-name.example.com"
            session.command("user", "create", name, "--tenant", tenant, "--role", role)
        # Who has an account elsewhere is invited.
        elsewhere = f"e2e-{uuid.uuid4().hex[:12]}"
        invited = f"{elsewhere}.of-the-other-company@a-company-with-a-long-name.example.com"
        session.command("tenant", "create", elsewhere)
        session.command("user", "create", invited, "--tenant", elsewhere, "--role", "owner")
        session.command("member", "add", invited, "--tenant", tenant, "--role", "collector")
        page.goto(session.url() + "/admin/keys/")
        page.fill("#key-name", "the nightly import of the data warehouse")
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
        page.get_by_role("button", name="Make the key").click()
        page.locator(".secret-link").wait_for()
        session.command("user", "operator", cls.email)
        for _ in range(100):
            if page.goto(session.url() + "/admin/tenants/").status == 200:
                break
            page.wait_for_timeout(100)
        context.close()

    def actions(self, page: Page) -> list[str]:
        """What can be done with rows, by the names that everybody is told."""
        return page.locator(ACTIONS).evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility()).map((one) =>"
            " one.getAttribute('aria-label') ?? one.textContent.trim())")

    def test_every_action_and_value_is_in_view(self) -> None:
        for path, has_actions in self.pages.items():
            wide = self.open(path, width=DESKTOP, storage_state=self.state)
            page = self.open(path, width=PHONE, storage_state=self.state)
            with self.subTest(path):
                for table in page.locator("main table").all():
                    self.assertEqual(table.evaluate(BEYOND_SCRIPT), [])
                if has_actions:
                    self.assertGreater(len(self.actions(page)), 0)
                if path != "/admin/tenants/":
                    self.assertEqual(len(self.actions(page)), len(self.actions(wide)))
        self.assert_quiet()

    def test_every_value_stands_below_the_name_of_its_column(self) -> None:
        for path in self.pages:
            page = self.open(path, width=PHONE, storage_state=self.state)
            with self.subTest(path):
                for table in page.locator("main table.cards").all():
                    labels = table.evaluate(LABELS_SCRIPT)
                    self.assertGreater(len(labels), 0)
                    self.assertEqual([one for one, _ in labels], [name for _, name in labels])

    def test_a_wide_window_has_a_table(self) -> None:
        page = self.open("/admin/members/", width=DESKTOP, storage_state=self.state)
        self.assertTrue(page.locator("thead th").first.is_visible())
        content = page.locator("td[data-label]").first.evaluate(
            "(cell) => getComputedStyle(cell, '::before').content")
        self.assertEqual(content, "none")

    def test_nobody_is_offered_to_remove_themselves(self) -> None:
        page = self.open("/admin/members/", width=PHONE, storage_state=self.state)
        buttons = page.get_by_role("button", name=re.compile("^Remove "))
        names = [button.get_attribute("aria-label") for button in buttons.all()]
        self.assertEqual(len(names), 3)
        self.assertNotIn(f"Remove {self.email}", names)

    def test_a_role_changes_on_a_phone(self) -> None:
        page = self.open("/admin/members/", width=PHONE, storage_state=self.state)
        field = page.get_by_label(re.compile(r"^Role of .*of-the-viewers@")).first
        field.select_option("accountant")
        page.locator("td", has=field).get_by_role("button").click()
        self.assertIn("accountant now", page.locator(".flash").inner_text())

    def test_the_whole_id_of_a_request_is_one_click_away(self) -> None:
        page = self.open("/admin/audit/", width=PHONE, storage_state=self.state)
        first = page.locator("details.request").first
        whole = first.locator("code")
        self.assertFalse(whole.is_visible())
        first.locator("summary").click()
        self.assertTrue(whole.is_visible())
        self.assertIn(
            first.locator("summary").inner_text().split()[1].rstrip("…"), whole.inner_text())
        self.assertEqual(page.locator("table").evaluate(BEYOND_SCRIPT), [])
