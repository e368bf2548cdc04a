"""The overview of administration, health, jobs and the operators' companies, in a real browser."""

import re
import uuid

import people
import session
from looks import LooksCase
from playwright.sync_api import Browser, Page


class AdminPagesTest(LooksCase):
    """The pages of an owner who is an operator of the installation too."""

    state: dict
    plain: dict
    browser: Browser

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.plain = people.company(cls.browser)
        cls.state = people.company(cls.browser)
        context = cls.browser.new_context(storage_state=cls.state)
        page = context.new_page()
        page.goto(session.url() + "/account/")
        email = page.locator(".subtitle bdi").inner_text()
        session.command("user", "operator", email)
        # What a session may do is looked up again after three seconds.
        for _ in range(100):
            if page.goto(session.url() + "/admin/tenants/").status == 200:
                break
            page.wait_for_timeout(100)
        context.close()

    def own(self, path: str) -> Page:
        return self.open(path, storage_state=self.state)

    def test_looks(self) -> None:
        for name, path in (
            ("administration", "/admin/"),
            ("health", "/admin/health/"),
            ("jobs", "/admin/jobs/"),
            ("tenants", "/admin/tenants/"),
            ("tenants-none", "/admin/tenants/?q=no-such-company"),
        ):
            self.look(name, path, storage_state=self.state)

    def test_the_overview_leads_to_everything(self) -> None:
        page = self.own("/admin/")
        titles = page.locator(".tiles h2 a").all_inner_texts()
        for title in (
            "People", "Roles", "Sessions", "Security", "Single sign-on", "Keys", "Webhooks",
            "Company", "Audit", "Imports", "Jobs", "Health", "Companies of this installation",
        ):
            self.assertIn(title, titles)
        for path in [link.get_attribute("href") for link in page.locator(".tiles h2 a").all()]:
            answer = page.goto(self.url + path)
            self.assertEqual(answer.status, 200, path)

    def test_health_and_jobs_say_how_it_is(self) -> None:
        page = self.own("/admin/health/")
        states = page.locator(".states").inner_text()
        self.assertRegex(states, r"A round trip takes \d+ ms")
        self.assertIn("version", states)
        page.goto(self.url + "/admin/jobs/")
        row = page.get_by_role("row").filter(has_text="Fold changes into the totals")
        self.assertRegex(row.inner_text(), r"\d+/\d+/\d{4}, \d\d:\d\d:\d\d")
        self.assertNotIn("failed", page.locator("table").inner_text())
        daily = page.get_by_role("row").filter(has_text="daily at").first.inner_text()
        self.assertNotIn("UTC", daily)
        self.assertIn("Times in UTC", page.locator(".subtitle").inner_text())
        schedules = page.locator("table.schedules tbody tr").count()
        page.goto(self.url + "/admin/")
        self.assertIn(f"{schedules} schedules", page.locator(".tiles").inner_text())

    def suspend(self, page: Page, name: str, typed: str) -> None:
        page.locator("details.suspend > summary", has_text="Suspend").first.click()
        page.get_by_label(f"Type its name, {name}").fill(typed)
        page.get_by_role("button", name=f"Suspend {name}", exact=True).click()

    def test_a_company_is_not_suspended_without_its_name(self) -> None:
        page = self.own("/admin/tenants/")
        row = page.locator("tbody tr", has=page.locator("details.suspend")).first
        name = row.locator("th bdi").inner_text()
        self.assertEqual(page.get_by_role("button", name=f"Suspend {name}", exact=True).count(), 0)
        row.locator("details.suspend > summary").click()
        page.get_by_role("button", name=f"Suspend {name}", exact=True).click()
        # The field must be filled in: nothing was sent.
        self.assertTrue(page.url.endswith("/admin/tenants/"))
        self.assertEqual(page.locator(".flash").count(), 0)

    def test_who_is_no_operator_sees_no_other_company(self) -> None:
        page = self.open("/admin/", storage_state=self.plain)
        self.assertNotIn("Companies of this", page.locator(".tiles").inner_text())
        self.assertEqual(page.goto(self.url + "/admin/tenants/").status, 403)

    def test_creating_suspending_and_resuming_a_company(self) -> None:
        page = self.own("/admin/tenants/")
        name = f"e2e-{uuid.uuid4().hex[:12]}"
        owner = f"{name}@example.com"
        page.get_by_label("Name", exact=True).last.fill(name)
        page.get_by_label("E-mail of its owner").fill(owner)
        page.get_by_label("Base currency").fill("EUR")
        page.get_by_role("button", name="Create").click()
        link = page.locator(".secret-link").inner_text()
        self.assertIn(name, page.locator(".flash").inner_text())
        other = self.page(self.context(as_nobody=True))
        people.set_password(other, self.url + re.search(r"/login/link/[\w-]+", link)[0])
        self.assertEqual(other.goto(self.url + "/admin/company/").status, 200)
        page.goto(self.url + f"/admin/tenants/?q={name}")
        self.suspend(page, name, "another-one")
        self.assertIn("not the company's name", page.locator(".flash").inner_text())
        self.assertEqual(other.goto(self.url + "/admin/company/").status, 200)
        # It is open already, at the company that was meant.
        field = page.get_by_label(f"Type its name, {name}")
        self.assertTrue(field.is_visible())
        field.fill(name)
        page.get_by_role("button", name=f"Suspend {name}", exact=True).click()
        self.assertIn("closed to everybody", page.locator(".flash").inner_text())
        page.goto(self.url + f"/admin/tenants/?q={name}")
        self.assertIn("suspended", page.locator("table").inner_text())
        page.get_by_role("button", name=f"Resume {name}").click()
        self.assertIn("open again", page.locator(".flash").inner_text())
