"""Nothing is changed by what another site's page sends, and no session is begun for somebody."""

import re
import unittest
import uuid

import attack_world
from attacker import FORM, JSON, PAGE, SESSION, Answer, Visitor, multipart
from careless import Careless

SAFE = ("GET", "HEAD", "OPTIONS")
# They take proof of their own and no session: a password, a link, a refresh token.
WITHOUT_SESSION = ("/login", "/login/link", "/api/v1/auth", "/accounts/login")

# What browsers say of a page that is none of ours, the newer ones and the older.
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"}, {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"}, {"Origin": "http://127.0.0.1:1"},
)


# Why a request is refused: as one that our own page did not send, or another site's did.
TOKEN, SITE = "csrf_token_wrong", "request_from_foreign_page"
# Of the installation: nobody else gets so far.
OPERATORS = ("/admin/tenants", "/api/v1/tenants")


def is_refused(answer: Answer, code: str = TOKEN) -> bool:
    """For that reason and no other: who may not do it anyway is refused as well."""
    if answer.status != 403:
        return False
    if answer.is_html:
        return code == TOKEN and "The page you sent this from is too old." in answer.text
    return answer.json()["code"] == code


class ForgeryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.mine.member
        cls.operator = cls.world.operator()
        cls.changing = [
            (route.method, attack_world.filled(route.path, cls.world.mine))
            for route in attack_world.routes()
            if route.method not in SAFE and not route.path.startswith(WITHOUT_SESSION)
        ]

    def victim(self, path: str) -> Visitor:
        """Somebody who may do it, so that nothing else keeps an attack from succeeding."""
        return self.operator if path.startswith(OPERATORS) else self.member

    def forged(
        self, method: str, path: str, token: str | None, accept: str = JSON, **headers: str
    ) -> Answer:
        """A form without fields, as another site can make a browser send it."""
        if re.fullmatch(r"/import(/file/\w+)?", path.partition("?")[0]):
            parts = [("csrf_token", None, token.encode())] if token is not None else []
            body, kind = multipart([*parts, ("file", "x.csv", b"a,b\n1,2\n")])
        else:
            body, kind = f"csrf_token={token}" if token is not None else "x=1", FORM
        return self.victim(path).ask(
            method, path, body, {"Content-Type": kind, **headers}, accept=accept,
            keeps_cookies=False)

    def test_a_careless_server_takes_anything(self) -> None:
        with Careless() as careless:
            answer = Visitor(careless.site).post("/change", {"x": "1"})
        self.assertFalse(is_refused(answer))
        self.assertGreater(len(self.changing), 12)
        self.assertGreater(
            sum(path.startswith(OPERATORS) for _, path in self.changing), 5)

    def test_another_refusal_is_not_taken_for_one(self) -> None:
        """The member is no operator, which is no protection from forged requests."""
        answer = self.member.post("/admin/tenants/mine/suspend", {"name": "mine"}, accept=JSON)
        self.assertEqual(answer.status, 403)
        self.assertFalse(is_refused(answer))
        for accept in (PAGE, JSON):
            answer = self.member.post("/tenant", {"tenant": "theirs"}, accept=accept)
            self.assertEqual(answer.status, 403)
            self.assertFalse(is_refused(answer))

    def test_without_the_token(self) -> None:
        for method, path in self.changing:
            for accept in (JSON, PAGE):
                self.assertTrue(is_refused(self.forged(method, path, None, accept)), path)
                self.assertTrue(is_refused(self.forged(method, path, "", accept)), path)

    def test_with_the_token_of_another_session(self) -> None:
        """Of another person, and of the same one in another browser."""
        other = self.world.theirs.member.token
        same = self.world.visitor()
        same.log_in(self.world.mine.email, attack_world.PASSWORD)
        self.assertNotEqual(same.token, self.member.token)
        for method, path in self.changing:
            own = self.victim(path).token
            for token in (other, same.token, own[:-1], own + "x", own.swapcase(), "null",
                          "%00" * 43):
                self.assertTrue(is_refused(self.forged(method, path, token)), f"{path} {token}")

    def test_with_the_token_where_it_does_not_belong(self) -> None:
        """In the address or a cookie, which another site may be able to set."""
        for method, path in self.changing:
            victim = self.victim(path)
            answer = self.forged(method, f"{path}?csrf_token={victim.token}", None)
            self.assertTrue(is_refused(answer), path)
            cookies = victim._own_headers()["Cookie"] + f"; csrf_token={victim.token}"
            answer = self.forged(method, path, None, Cookie=cookies)
            self.assertTrue(is_refused(answer), path)

    def test_as_text_as_json_and_as_another_method(self) -> None:
        for method, path in self.changing:
            victim = self.victim(path)
            token = victim.token
            for kind in ("text/plain", JSON, "application/octet-stream", ""):
                answer = victim.ask(
                    method, path, f"csrf_token={token}", {"Content-Type": kind},
                    keeps_cookies=False)
                self.assertIn(answer.status, (400, 403, 415), f"{path} {kind}")
            for other in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
                answer = victim.ask(
                    other, f"{path}?csrf_token={token}", "x=1",
                    {"Content-Type": FORM, "X-HTTP-Method-Override": "POST",
                     "X-Method-Override": "POST"}, keeps_cookies=False)
                is_page = other in SAFE and self.has_page(path)
                self.assertTrue(is_page or answer.status in (400, 403, 404, 405, 501),
                                f"{other} {path}: {answer.status}")
        self.assertEqual(self.member.get("/account/").status, 200)

    def has_page(self, path: str) -> bool:
        return any(
            route.method == "GET" and attack_world.filled(route.path, self.world.mine) == path
            for route in attack_world.routes())

    def test_from_another_site(self) -> None:
        """Even with the right token, where a browser says that the page was not ours."""
        for method, path in self.changing:
            for headers in FOREIGN:
                answer = self.forged(method, path, self.victim(path).token, **headers)
                self.assertTrue(is_refused(answer, SITE), f"{path} {headers}")

    def test_a_login_from_another_site(self) -> None:
        """Whoever is logged in as the attacker would give them what they type."""
        member = self.world.member(self.world.mine)
        fields = {"email": member.email, "password": attack_world.PASSWORD}
        for headers in FOREIGN:
            answer = self.world.visitor().post("/login", fields, headers=headers, accept=JSON)
            self.assertTrue(is_refused(answer, SITE), headers)
            self.assertEqual(answer.all("set-cookie"), [])
        answer = self.world.visitor().post(
            "/login", fields,
            headers={"Sec-Fetch-Site": "same-origin", "Origin": self.world.site.origin})
        self.assertEqual(answer.status, 303)

    def test_the_token_is_taken_from_our_own_page(self) -> None:
        """What is refused above is not refused for something else."""
        member = self.world.member(self.world.mine)
        answer = member.post("/admin/keys", {"name": "x", "days": "1", "readReceivables": "yes"})
        self.assertEqual(answer.status, 200)
        self.assertIn("ch_", answer.text)
        self.assertEqual(member.post("/account/sessions/end").status, 303)
        name = f"t{uuid.uuid4().hex[:12]}"
        self.world.server.run("tenant", "create", name)
        answer = self.operator.post(f"/admin/tenants/{name}/suspend", {"name": name})
        self.assertEqual(answer.status, 303)

    def test_no_other_site_may_read(self) -> None:
        for path in ("/api/v1/users/me/", "/ar/", "/ar/api/summary-stats/", "/login"):
            for origin in ("https://evil.example", "null", "http://127.0.0.1.evil.example",
                           f"http://evil.{self.world.site.authority}"):
                for method in ("GET", "OPTIONS"):
                    answer = self.member.ask(method, path, headers={
                        "Origin": origin, "Access-Control-Request-Method": "POST"})
                    self.assertEqual(answer.header("access-control-allow-origin"), "", path)
                    self.assertEqual(answer.header("access-control-allow-credentials"), "")


class SessionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()

    def test_a_session_that_was_there_before_is_none_after(self) -> None:
        """Neither one that was made up nor one of the attacker's becomes the victim's."""
        victim = self.world.member(self.world.mine)
        attacker = self.world.member(self.world.theirs)
        for planted in ("A" * 43, attacker.cookies[SESSION], ""):
            browser = self.world.visitor()
            browser.cookies[SESSION] = planted
            browser.log_in(victim.email, attack_world.PASSWORD)
            self.assertNotEqual(browser.cookies[SESSION], planted)
            self.assertEqual(browser.get("/account/").status, 200)
            other = self.world.visitor()
            other.cookies[SESSION] = planted
            self.assertEqual(other.get("/account/").status, 302, planted)

    def test_a_session_is_over_after_logging_out(self) -> None:
        visitor = self.world.member(self.world.mine)
        cookie = visitor.cookies[SESSION]
        self.assertEqual(visitor.get("/account/").status, 200)
        visitor.post("/logout")
        self.assertNotIn(SESSION, visitor.cookies)
        visitor.cookies[SESSION] = cookie
        self.assertEqual(visitor.get("/account/").status, 302)

    def test_what_the_cookies_allow(self) -> None:
        visitor = self.world.member(self.world.mine)
        answer = self.world.visitor().post(
            "/login", {"email": visitor.email, "password": attack_world.PASSWORD})
        lines = answer.all("set-cookie") + visitor.post(
            "/tenant", {"tenant": "mine", "next": "/"}).all("set-cookie")
        lines += visitor.post("/logout").all("set-cookie")
        self.assertGreaterEqual(len(lines), 4)
        for line in lines:
            parts = [part.strip().lower() for part in line.split(";")[1:]]
            self.assertIn("httponly", parts, line)
            self.assertIn("path=/", parts, line)
            self.assertTrue({"samesite=lax", "samesite=strict"} & set(parts), line)
            self.assertFalse([part for part in parts if part.startswith("domain")], line)

    def test_cookies_that_are_none_of_ours(self) -> None:
        """Doubled, quoted, endless or broken ones log nobody in and break nothing."""
        good = self.world.mine.member.cookies[SESSION]
        visitor = self.world.visitor()
        for cookie in (
            f'{SESSION}="{good}"', f"{SESSION}={good}x", f"{SESSION}={good[:-1]}",
            f"{SESSION}=; x={good}", f"{SESSION.upper()}={good}", f"x{SESSION}={good}",
            f"{SESSION}={good.swapcase()}", "=", ";;;", f"{SESSION}", "a=b;" * 500,
            "$Version=1; " + SESSION + "=../../x", f"{SESSION}=%00", f"{SESSION}[]=x",
        ):
            answer = visitor.get("/account/", headers={"Cookie": cookie})
            self.assertEqual(answer.status, 302, cookie)
        answer = visitor.get("/account/", headers={"Cookie": f"{SESSION}={good}"})
        self.assertEqual(answer.status, 200)
