"""SQL and templates in every parameter, field and id of every address."""

import re
import unittest
import urllib.parse

import attack_world
from attack_texts import DELAY_SECONDS, STATEMENTS, TEMPLATES
from attacker import JSON, Answer, Elements, Visitor
from careless import Careless

# What a database says of itself must stand in no answer.
TELLING = re.compile(
    r"syntax error|SQLSTATE|PostgreSQL \d|pg_catalog|unterminated|invalid input syntax"
    r"|countinghouse_app|invalid regular expression|ERROR:", re.I)
# Every name of a parameter that some address knows; addresses that know others say so.
NAMES = (
    "as_of", "known_at", "basis", "buckets", "by", "unapplied", "currency", "customer", "sort",
    "q", "compare", "page", "limit", "after", "order", "show", "view", "from", "to", "next", "_",
    "days", "action", "actor", "before",
)
# Where a text is searched for, what is no number or date gets as far as the database.
DEEP = {"q", "after", "next", "customer", "sort", "actor"}
SHALLOW = (STATEMENTS[0], STATEMENTS[1], STATEMENTS[3], STATEMENTS[7])


def suspicion(answer: Answer, marker: str = attack_world.MARKER) -> str:
    """What an answer gives away; nothing where it is as it should be."""
    if answer.status >= 500:
        return f"an error of the server: {answer.status}"
    if answer.seconds >= DELAY_SECONDS:
        return f"the database waited: {answer.seconds:.1f} s"
    if not answer.header("content-type").startswith(("application/pdf", "application/vnd")):
        found = TELLING.search(answer.text)
        if found:
            return f"words of the database: {found[0]}"
        if marker in answer.text:
            return "rows of another company"
    return ""


class StatementsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.member(cls.world.mine)

    def setUp(self) -> None:
        self.found: list[str] = []

    def check(self, what: str, answer: Answer) -> None:
        problem = suspicion(answer)
        if problem:
            self.found.append(f"{what}: {problem}")

    def test_the_attacks_succeed_where_nothing_is_bound(self) -> None:
        with Careless() as careless:
            visitor = Visitor(careless.site)
            problems = [
                suspicion(visitor.get(f"/search?q={urllib.parse.quote(text)}"), "cannot be")
                for text in STATEMENTS
            ]
        self.assertGreaterEqual(sum("an error" in text for text in problems), 2, problems)
        self.assertGreaterEqual(sum("waited" in text for text in problems), 1, problems)
        answer = self.world.theirs.member.get("/ar/customers/")
        self.assertEqual(suspicion(answer), "rows of another company")

    def test_every_parameter_of_every_address(self) -> None:
        asked = 0
        for route in attack_world.routes():
            if route.method != "GET" or "events" in route.path:
                continue
            path = attack_world.filled(route.path, self.world.mine)
            for name in self.parameters(path):
                # These files ask what the page or the file beside them asks, and take longer.
                is_slow = path.endswith((".pdf", ".xlsx"))
                texts = STATEMENTS if name in DEEP and not is_slow else SHALLOW
                for text in texts[:1] if is_slow else texts:
                    asked += 1
                    address = f"{path}?{name}={urllib.parse.quote(text, safe='')}"
                    self.check(address, self.member.get(address, keeps_cookies=False))
        self.assertEqual(self.found, [])
        self.assertGreater(asked, 500)

    def parameters(self, path: str) -> list[str]:
        """The names that an address knows, of itself or else of all."""
        answer = self.member.get(f"{path}?no_such=1", accept=JSON)
        self.check(f"{path}?no_such=1", answer)
        # Only a refusal names them; the API's description says much that looks like it.
        known = answer.status == 400 and re.search(r"there are (.*)\.", answer.text)
        if known:
            return re.split(r", | and ", known[1])
        # Where all of them together change nothing, none of them is read.
        every = "&".join(f"{name}=%27" for name in NAMES)
        answers = [self.member.get(f"{path}?{query}").status for query in ("x=1", every)]
        return list(NAMES) if answers[0] != answers[1] else []

    def test_every_id(self) -> None:
        for route in attack_world.routes():
            if not route.has_id:
                continue
            for text in STATEMENTS:
                if text == "\u0000" and route.method != "GET":
                    continue
                ids = {key: urllib.parse.quote(text, safe="") for key in self.world.mine.ids}
                path = attack_world.filled(route.path, self.world.mine, ids)
                answer = self.member.ask(
                    route.method, path, headers={"X-CSRF-Token": self.member.token})
                self.check(f"{route.method} {path}", answer)
        self.assertEqual(self.found, [])

    def test_every_field_of_every_form(self) -> None:
        """Of a company of its own: what is chosen there may keep its people out."""
        run = self.world.server.run
        run("tenant", "create", "forms")
        self.world.server.take_in("forms", [
            ["Customer", "Invoice No", "Invoice Date", "Amount"], ["A", "1", "2026-01-31", "5.00"]])
        ids = {**self.world.mine.ids, "/ar/customers/:id": "1", "/ar/documents/:id": "1"}
        company = attack_world.Company("forms", "", self.world.visitor(), ids)
        member = self.world.member(company, source="127.0.0.31")
        stranger = self.world.visitor("127.0.0.32")
        forms = self.forms(member, company)
        for action, fields in sorted(forms.items()):
            for name in fields:
                for text in STATEMENTS + TEMPLATES:
                    sender = stranger if action.startswith("/login") else member
                    answer = sender.post(action, {**fields, name: text})
                    self.check(f"POST {action} {name}={text!r}", answer)
            if member.get("/ar/").status != 200:
                member = self.world.member(company, source="127.0.0.31")
        self.assertEqual(self.found, [])
        self.assertGreater(len(forms), 4, forms)

    def forms(self, member: Visitor, company: attack_world.Company) -> dict[str, dict[str, str]]:
        """The forms of all pages with fields of their own; what they hold already."""
        found: dict[str, dict[str, str]] = {"/login": {"email": "x@example.com", "password": "x"}}
        for route in attack_world.routes():
            if route.method != "GET" or route.path.endswith((".pdf", ".csv", ".xlsx", "events")):
                continue
            answer = member.get(attack_world.filled(route.path, company))
            action = ""
            for tag, attributes in Elements(answer.text if answer.is_html else "").found:
                if tag == "form":
                    is_post = attributes.get("method", "").lower() == "post"
                    action = attributes.get("action", "") if is_post else ""
                elif tag in ("input", "select", "textarea") and action:
                    name = attributes.get("name", "")
                    if name and name != "csrf_token":
                        value = attributes.get("value", "x")
                        found.setdefault(action, {})[name] = value
        return found

    def test_what_programs_send(self) -> None:
        program = Visitor(self.world.site, source="127.0.0.30")
        for path, fields in (
            ("/api/v1/auth/login/", ("email", "password")),
            ("/accounts/login/", ("email", "password")),
            ("/api/v1/auth/refresh/", ("refresh",)),
            ("/api/v1/auth/logout/", ("refresh",)),
        ):
            for text in STATEMENTS:
                value = dict.fromkeys(fields, text)
                self.check(f"{path} {text!r}", program.post_json(path, value))
        for header in ("X-Tenant", "X-Request-ID", "Cookie", "Authorization", "User-Agent",
                       "Accept-Language", "If-None-Match", "Range", "Prefer"):
            for text in STATEMENTS:
                if text.isprintable():
                    answer = self.member.ask(
                        "GET", "/ar/", headers={header: text}, keeps_cookies=False)
                    self.check(f"{header}: {text}", answer)
        self.assertEqual(self.found, [])

    def test_a_template_is_filled_once(self) -> None:
        """A name that looks like a template is shown as it is."""
        page = self.world.mine.member.get("/admin/keys/").text
        for text in TEMPLATES:
            shown = text.replace("<", "&lt;").replace(">", "&gt;")
            self.assertIn(shown, page.replace("&#x3D;", "=").replace("&#61;", "="))
        self.assertNotIn("49", re.sub(r"\d{3,}", "", page))
