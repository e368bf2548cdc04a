"""An id of another company's is as if it were not there, whoever asks and however."""

import re
import unittest
import uuid

import attack_world
from attacker import FORM, JSON, Answer, Visitor, multipart

# Ids in their forms that nobody has.
UNKNOWN = {
    "/exports/:id": "f" * 32, "/api/v1/exports/:id": "f" * 32,
    "/api/v1/imports/files/:token": "e" * 32, "/import/file/:token": "e" * 32, "/login/link/:token": "B" * 43,
    "/api/v1/tenants/:name": "no-such",
}
UNKNOWN_NUMBER = "987654321"
# Links log in whoever holds them, and prove themselves.
WITHOUT_OWNER = ("/login/link",)
# Of people, and of their sessions in any company.
OF_PERSON = ("/account/", "/admin/sessions/")
# What is done with a thing, about which there is nothing more to say.
BODILESS = (
    "/void", "/reverse", "/undo", "/pause", "/resume", "/suspend", "/secret", "/test", "/retry",
    "/cancel", "/deliveries/:id/replay", "/send", "/export",
)


def told(answer: Answer, *ids: str) -> tuple:
    """Everything that an answer says, without the ids that were asked for."""
    body = answer.text.replace(answer.header("x-request-id") or "…", "…")
    for text in ids:
        body = body.replace(text, "…")
    headers = sorted(
        (name.lower(), value) for name, value in answer.headers
        if name.lower() not in ("date", "content-length", "x-request-id"))
    for text in ids:
        headers = [(name, value.replace(text, "…")) for name, value in headers]
    # A token of forms is another in each session.
    return answer.status, headers, re.sub(r"[\w-]{43}", "…", body)


class ForeignIdTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.routes = [
            route for route in attack_world.routes()
            if route.has_id and not route.path.startswith(WITHOUT_OWNER)
        ]
        mine = cls.world.mine
        cls.callers = {
            "session": mine.member,
            "token": Visitor(cls.world.site, bearer=mine.access),
            "key": Visitor(cls.world.site, bearer=mine.key),
        }

    def ask(self, caller: Visitor, route: attack_world.Route, path: str, **headers) -> Answer:
        if route.method == "GET":
            return caller.ask("GET", path, headers=headers, accept=JSON, keeps_cookies=False)
        if route.path.startswith("/api/v1/"):
            # What its owner could send.
            takes_none = route.method == "DELETE" or route.path.endswith(BODILESS)
            body = "" if takes_none else '{"name": "x"}'
            if route.path.endswith("/webhooks/:id/replay"):
                body = '{"since": "2026-07-01T00:00:00Z"}'
            elif route.path == "/api/v1/users/:id" and body:
                body = '{"role": "viewer"}'
            headers = {"Content-Type": JSON, "X-CSRF-Token": caller.token, **headers}
            return caller.ask(
                route.method, path, body, headers, accept=JSON, keeps_cookies=False)
        body, kind = f"csrf_token={caller.token}&role=viewer&text=x", FORM
        if route.path == "/import/file/:token":
            body, kind = multipart([("csrf_token", None, caller.token.encode())])
        return caller.ask(
            route.method, path, body, {"Content-Type": kind, **headers}, accept=JSON,
            keeps_cookies=False)

    def paths(self, route: attack_world.Route) -> tuple[str, str, list[str]]:
        """The address with the other company's id and with nobody's, and these ids."""
        theirs = self.world.theirs
        unknown = {
            prefix: UNKNOWN.get(prefix, UNKNOWN_NUMBER) for prefix in theirs.ids}
        ids = [*theirs.ids.values(), *unknown.values()]
        return (
            attack_world.filled(route.path, theirs),
            attack_world.filled(route.path, theirs, unknown),
            sorted(ids, key=len, reverse=True),
        )

    def refusals(self, name: str, route: attack_world.Route) -> tuple[int, ...]:
        """What is about somebody's sessions is for browsers alone, and for no program."""
        is_of_person = name != "session" and route.path.startswith(OF_PERSON)
        return (401,) if is_of_person else (403, 404)

    def test_the_ids_are_somebody_elses(self) -> None:
        """Their owner gets what they stand for, so that a refusal means something."""
        for route in self.routes:
            if route.method == "GET" and not route.path.endswith((".pdf", "/events")):
                path, _, _ = self.paths(route)
                status = self.world.theirs.member.get(path, accept=JSON).status
                self.assertIn(status, (200, 302) if "rejects" not in path else (200, 404), path)
        self.assertGreater(len(self.routes), 40)

    def test_the_key_may_do_it_with_what_is_its_own(self) -> None:
        """So that it is refused for the id, and not for what it may not do anyway."""
        mine, key = self.world.mine, self.callers["key"]
        own: dict[str, str] = {}
        attack_world.make_with(mine, mine.key, own, is_theirs=False)
        name = f"own {uuid.uuid4().hex[:8]}"
        made = key.post_json("/api/v1/customers/", {"code": name, "name": name})
        own["/api/v1/customers/:id"] = made.json()["id"]
        # What takes something away comes last.
        changing = sorted(
            (route for route in self.routes
             if route.method != "GET" and route.path.startswith(tuple(own))
             # Files that wait are theirs alone who sent them.
             and not route.path.startswith("/api/v1/imports/files/")),
            key=lambda route: (route.method == "DELETE", route.path))
        for route in changing:
            answer = self.ask(key, route, attack_world.filled(route.path, mine, own))
            with self.subTest(f"{route.method} {route.path}"):
                self.assertNotIn(answer.status, (401, 403, 404), answer.text)
        self.assertGreater(len(changing), 8)

    def test_a_foreign_id_is_as_one_that_nobody_has(self) -> None:
        for name, caller in self.callers.items():
            for route in self.routes:
                foreign, unknown, ids = self.paths(route)
                with self.subTest(f"{name}: {route.method} {route.path}"):
                    got = self.ask(caller, route, foreign)
                    # Whether an import is being undone is told of any number alike.
                    if route.path != "/import/:id/events":
                        self.assertIn(got.status, self.refusals(name, route))
                    self.assertEqual(told(got, *ids), told(self.ask(caller, route, unknown), *ids))
                    self.assertNotIn(attack_world.MARKER, got.text)

    def test_naming_the_other_company_helps_nobody(self) -> None:
        """Theirs, and one that does not exist, in every way that a company can be named."""
        for name, caller in self.callers.items():
            for route in self.routes:
                path, _, ids = self.paths(route)
                with self.subTest(f"{name}: {route.method} {route.path}"):
                    answers = [
                        self.ask(caller, route, path, **{"X-Tenant": tenant})
                        for tenant in ("theirs", "no-such")
                    ]
                    self.assertIn(answers[0].status, self.refusals(name, route))
                    self.assertEqual(told(answers[0], *ids, "theirs"),
                                     told(answers[1], *ids, "no-such"))

    def test_a_company_in_the_host_or_a_cookie(self) -> None:
        for host in ("theirs.localhost", "no-such.localhost"):
            answer = self.world.mine.member.get(
                "/ar/customers/", headers={"Host": host}, accept=JSON)
            self.assertEqual(answer.status, 403, host)
        cookie = self.world.mine.member._own_headers()["Cookie"] + "; ch_tenant=theirs"
        answer = self.world.mine.member.get("/ar/customers/", headers={"Cookie": cookie})
        self.assertNotIn(attack_world.MARKER, answer.text)
        answer = self.world.mine.member.post("/tenant", {"tenant": "theirs"})
        self.assertEqual(answer.status, 403)

    def test_no_list_holds_a_row_of_theirs(self) -> None:
        for route in attack_world.routes():
            if route.method == "GET" and not route.has_id and "pdf" not in route.path:
                for query in ("", f"?q={attack_world.MARKER}"):
                    answer = self.world.mine.member.get(route.path.replace("…", "x") + query)
                    page = answer.text.replace(f"“{attack_world.MARKER}”", "").replace(
                        f'value="{attack_world.MARKER}"', "")
                    self.assertNotRegex(page, rf"{attack_world.MARKER} \d", route.path)
        page = self.world.theirs.member.get("/ar/customers/").text
        self.assertRegex(page, rf"{attack_world.MARKER} \d")

    def test_an_id_in_another_form_is_none(self) -> None:
        own = self.world.mine.ids["/ar/customers/:id"]
        for text in (f"0{own}", f"+{own}", f"{own}.0", f"{own}e0", f"%20{own}", f"{own}%00",
                     f"-{own}", "0x16", "1_0", "\u0661", "9223372036854775808",
                     "-9223372036854775809", "18446744073709551617", "1" * 400):
            from urllib.parse import quote

            path = f"/ar/customers/{quote(text, safe='%')}/"
            self.assertEqual(self.world.mine.member.get(path).status, 404, text)
        self.assertEqual(self.world.mine.member.get(f"/ar/customers/{own}/").status, 200)

    def test_what_others_of_the_company_brought_is_theirs(self) -> None:
        """A file to be imported and an export are seen by the one alone who brought them."""
        colleague = self.world.member(self.world.mine)
        ids = self.world.mine.ids
        for prefix in ("/exports/:id", "/import/file/:token"):
            path = attack_world.filled(prefix, self.world.mine)
            self.assertEqual(self.world.mine.member.get(path).status, 200, path)
            self.assertEqual(colleague.get(path).status, 404, path)
        self.assertEqual(colleague.post(f"/exports/{ids['/exports/:id']}/remove").status, 404)

    def test_nobody_is_taken_in_elsewhere_or_made_more_than_one_is(self) -> None:
        admin = self.world.member(self.world.mine, "admin")
        page = admin.get("/admin/members/").text
        owner = re.search(r"/admin/members/(\d+)/role", page)[1]
        for path, fields in (
            (f"/admin/members/{owner}/role", {"role": "owner"}),
            ("/admin/members", {"email": "new@example.com", "name": "x", "role": "owner"}),
            ("/admin/members", {"email": "new@example.com", "name": "x", "role": "root"}),
        ):
            self.assertIn(admin.post(path, fields).status, (400, 403, 404, 422), fields)
        other = self.world.member(self.world.theirs)
        answer = admin.post("/admin/members", {
            "email": other.email, "name": "Renamed", "role": "viewer"})
        self.assertNotIn("/login/link/", answer.text)
        self.assertNotIn("Renamed", self.world.theirs.member.get("/admin/members/").text)
