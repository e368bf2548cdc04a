"""No text that somebody stored becomes a part of a page: no element, attribute or script."""

import re
import unittest
from urllib.parse import quote

import attack_world
from attack_texts import ATTRIBUTE, ELEMENT, HOOK, SCRIPTS
from attacker import Elements, Visitor
from browsing import BrowserCase
from careless import Careless
from playwright.sync_api import Page

WATCH = f"""
window.{HOOK} = (what) => window.__found.push("script " + what);
window.__found = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__found.push("violation " + event.violatedDirective + " " + event.sample));
"""
# Addresses that a page may lead to.
LOCAL = re.compile(r"(/(?!/)|\?|#|$|mailto:[^\s\"'<>?&;,]*$|tel:)")


def made(text: str) -> list[str]:
    """What payloads made of a page."""
    page, found = Elements(text), []
    for tag, attributes in page.found:
        if tag in (ELEMENT, "iframe", "object", "embed", "base"):
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in (ATTRIBUTE, "srcdoc", "autofocus") and HOOK in value:
                found.append(f"<{tag} {name}={value!r}>")
            if name == ATTRIBUTE or name == "hx-get" and value == "/logout":
                found.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "formaction", "hx-get", "hx-post"):
                if not LOCAL.match(value):
                    found.append(f"<{tag} {name}={value!r}>")
    return found + [f"script: {script}" for script in page.scripts if script.strip()]


def harmful_in(text: str) -> int:
    return text.count(HOOK)


class ScriptTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.mine.member

    def test_payloads_are_found_where_nothing_is_escaped(self) -> None:
        with Careless() as careless:
            visitor = Visitor(careless.site)
            for text in SCRIPTS:
                if "&lt;" not in text:  # which is escaped already
                    page = visitor.get("/page?q=" + quote(text)).text
                    self.assertNotEqual(made(page), [], text)

    def test_every_page_and_part_of_a_page(self) -> None:
        found, pages, shown = [], 0, 0
        for path in addresses(self.world.mine):
            for headers in ({}, {"HX-Request": "true", "HX-Target": "x"}):
                answer = self.member.get(path, headers=headers)
                if not answer.is_html:
                    continue
                pages += 1
                shown += HOOK in answer.text
                found += [f"{path}: {what}" for what in made(answer.text)]
        self.assertEqual(found, [])
        self.assertGreater(pages, 60)
        self.assertGreater(shown, 25)

    def test_what_is_asked_comes_back_as_text(self) -> None:
        """In parameters, in addresses, in fields that are refused, and in the sender's name."""
        found = []
        for text in SCRIPTS:
            quoted = quote(text, safe="")
            agent = Visitor(self.world.site, "127.0.0.21")
            agent.ask("POST", "/login", f"email={quoted}&password=x", {
                "Content-Type": "application/x-www-form-urlencoded", "User-Agent": text})
            answers = [
                self.member.get(path) for path in (
                    f"/{quoted}", f"/ar/search?q={quoted}", f"/ar/customers/?q={quoted}",
                    f"/ar/report/?q={quoted}", f"/ar/report/?as_of={quoted}",
                    f"/ar/report/?{quoted}=1", f"/ar/customers/{quoted}/",
                    f"/ar/documents/{quoted}/", f"/exports/{quoted}/", f"/import/{quoted}",
                    f"/login/link/{quoted}", f"/tenant?next=/{quoted}",
                    f"/ar/report/?sort={quoted}", f"/ar/report/?buckets={quoted}",
                )
            ]
            answers += [
                self.member.post("/admin/members", {"email": text, "name": text, "role": text}),
                self.member.post("/admin/keys", {"name": text * 9, "days": text}),
                self.member.post("/tenant", {"tenant": text, "next": text}),
                agent.post("/login?next=/" + quoted, {"email": text, "password": text}),
                self.member.upload(text.replace('"', ""), b"a,b\n1,2\n"),
            ]
            for answer in answers:
                if answer.is_html:
                    found += made(answer.text)
        self.assertEqual(found, [])

    def test_where_somebody_logged_in_from(self) -> None:
        member = self.world.member(self.world.mine)
        for text in SCRIPTS:
            Visitor(self.world.site, "127.0.0.22").post(
                "/login", {"email": member.email, "password": attack_world.PASSWORD},
                headers={"User-Agent": text})
        page = member.get("/account/").text
        self.assertGreater(harmful_in(page), len(SCRIPTS) // 2)
        self.assertEqual(made(page), [])

    def test_only_pages_can_be_taken_for_pages(self) -> None:
        """Whatever holds a payload and is no page says what it is, and not to guess."""
        others = 0
        for path in addresses(self.world.mine, all_kinds=True):
            answer = self.member.get(path, accept="*/*")
            kind = answer.header("content-type")
            self.assertEqual(answer.header("x-content-type-options"), "nosniff", path)
            self.assertIn("default-src 'none'", answer.header("content-security-policy"), path)
            # The pages of the API's description hold no payload; their libraries make styles.
            if path not in ("/api/docs", "/api/redoc"):
                self.assertNotIn("unsafe", answer.header("content-security-policy"), path)
            self.assertNotIn("xml", kind.replace("openxml", ""), path)
            if HOOK in answer.text and not answer.is_html:
                self.assertRegex(kind, r"^(application/((problem\+)?json|octet-stream)|text/csv)", path)
                others += 1
        self.assertGreater(others, 7)

    def test_no_tenant_is_called_like_that(self) -> None:
        for text in (*SCRIPTS[:3], "a'b", "a b", "../x", "A", "x;drop", "-", "a" * 64):
            self.world.server.run("tenant", "create", "--", text, status=2)


def addresses(company: attack_world.Company, all_kinds: bool = False) -> list[str]:
    """Every page, of two customers and documents, with the views that it has."""
    found = []
    for route in attack_world.routes():
        if route.method != "GET" or "events" in route.path:
            continue
        path = attack_world.filled(route.path, company)
        if path.endswith((".pdf", ".xlsx")) or path.endswith(".csv") and not all_kinds:
            continue
        found.append(path)
        if route.path == "/ar/customers/:id":
            found += [f"{path}/?view={view}" for view in ("items", "documents", "movements", "statement")]
            found += [path.replace(company.ids[route.path], number) for number in ("1", "2", "7")]
        if route.path == "/ar/report":
            found += ["/ar/report/?by=document", "/ar/report/?q=__xss", "/ar/report/?compare=2026-02-01"]
        if route.path == "/ar/search":
            found += ["/ar/search?q=__xss", "/ar/search?q=%3Cscript"]
    return found


class BrowserScriptTest(BrowserCase):
    """The same pages where scripts run: nothing of a payload does."""

    @classmethod
    def find_server(cls) -> str:
        cls.world = attack_world.world()
        return cls.world.site.origin

    def open_watched(self, origin: str, cookies: dict[str, str]) -> Page:
        context = self.browser.new_context()
        self.addCleanup(context.close)
        context.set_default_timeout(20_000)
        context.add_cookies([
            {"name": name, "value": value, "url": origin} for name, value in cookies.items()])
        context.add_init_script(WATCH)
        page = context.new_page()
        self.alarms: list[str] = []
        page.on("dialog", lambda dialog: (self.alarms.append("dialog"), dialog.dismiss()))
        page.on("console", lambda message: self.alarms.append(message.text)
                if "Content Security Policy" in message.text else None)
        return page

    def test_scripts_run_where_nothing_is_escaped(self) -> None:
        with Careless() as careless:
            page = self.open_watched(careless.site.origin, {})
            page.goto(f"{careless.site.origin}/page?q={quote(SCRIPTS[0])}")
            self.assertIn("script 1", page.evaluate("window.__found"))
            page.goto(f"{careless.site.origin}/page?q={quote(SCRIPTS[1])}")
            page.wait_for_function("window.__found.length > 0")

    def test_no_page_runs_any(self) -> None:
        page = self.open_watched(self.url, self.world.mine.member.cookies)
        for path in self.walk():
            page.goto(self.url + path)
            page.wait_for_load_state("load")
            self.assertEqual(page.evaluate("window.__found"), [], path)
            self.assertEqual(page.locator(f"{ELEMENT}, [{ATTRIBUTE}]").count(), 0, path)
        self.assertEqual(self.alarms, [])

    def test_what_a_search_brings_runs_none(self) -> None:
        """Parts of pages that scripts put in."""
        page = self.open_watched(self.url, self.world.mine.member.cookies)
        page.goto(self.url + "/ar/")
        field = page.locator("input[type=search]").first
        field.click()
        field.press_sequentially("<script", delay=30)
        page.get_by_text(f"{HOOK}(1)").first.wait_for()
        page.goto(self.url + "/ar/report/?q=__xss")
        page.wait_for_load_state("networkidle")
        self.assertEqual(page.evaluate("window.__found"), [])
        self.assertEqual(self.alarms, [])

    def walk(self) -> list[str]:
        return [
            path for path in addresses(self.world.mine)
            if not path.startswith(("/static", "/health", "/api", "/ar/api", "/login"))
            and not path.endswith((".json", "/file"))
        ]
