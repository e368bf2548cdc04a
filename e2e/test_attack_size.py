"""What is too large is refused at once, whatever it says of itself, and nobody else waits."""

import json
import time
import unittest

import attack_world
from attacker import FORM, JSON, PAGE, SESSION, Exchange, exchange, multipart

# Whoever has sent too much is told so, or is not listened to any longer.
TOO_MUCH = {400, 413, 414, 431}
GIGABYTES = 5_000_000_000


class SizeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()

    def setUp(self) -> None:
        self.member = self.world.member(self.world.mine)
        self.own = (
            f"Host: {self.world.site.authority}\r\nAccept: {JSON}\r\n"
            f"Cookie: {SESSION}={self.member.cookies[SESSION]}\r\n"
            f"X-CSRF-Token: {self.member.token}\r\n")

    def tearDown(self) -> None:
        """The server is there, and as quick as ever."""
        answer = self.world.theirs.member.get("/account/")
        self.assertEqual(answer.status, 200)
        self.assertLess(answer.seconds, 1)

    def sent(self, line: str, headers: str = "", body: bytes = b"", wait: float = 3) -> Exchange:
        head = f"{line} HTTP/1.1\r\n{self.own}{headers}\r\n"
        return exchange(self.world.site, head.encode() + body, wait, is_one=True)

    def assert_refused(self, found: Exchange, what: str = "") -> None:
        self.assertTrue(found.is_closed or found.answers, what)
        self.assertLessEqual(len(found.answers), 1, what)
        if found.answers:
            self.assertIn(found.answers[0], TOO_MUCH, f"{what}: {found.data[:200]}")

    def test_headers(self) -> None:
        self.assertEqual(self.sent("GET /health", f"X: {'x' * 8_000}\r\n", wait=1).answers, [200])
        for headers in (
            f"X: {'x' * 40_000}\r\n", f"X{'x' * 40_000}: y\r\n", "X: y\r\n" * 10_000,
            "".join(f"X{number}: y\r\n" for number in range(10_000)),
            f"Cookie: {'a=b; ' * 20_000}\r\n", f"Accept: {'text/html,' * 5_000}\r\n",
            f"Authorization: Bearer {'x' * 50_000}\r\n",
        ):
            self.assert_refused(self.sent("GET /health", headers), headers[:40])

    def test_addresses(self) -> None:
        self.assertEqual(self.sent("GET /" + "x" * 4_000, wait=1).answers, [404])
        for address in ("/" + "x" * 50_000, "/?" + "x" * 50_000, "/a" * 30_000,
                        "/?" + "&".join(f"a{number}=1" for number in range(20_000))):
            self.assert_refused(self.sent("GET " + address), address[:20])
        for query in ("&" * 9_000, "=" * 9_000, "a&" * 4_000, "%41" * 3_000, "a=1&" * 70,
                      "&".join(f"a{number}=1" for number in range(900))):
            for path in ("/ar/report/", "/ar/customers/", "/login", "/ar/search"):
                answer = self.member.get(f"{path}?{query}")
                self.assertLess(answer.status, 500, query[:20])
                self.assertLess(answer.seconds, 1, query[:20])

    def posts(self) -> list[str]:
        return [
            attack_world.filled(route.path, self.world.mine)
            for route in attack_world.routes() if route.method == "POST"
        ]

    def test_a_body_that_says_it_is_too_large(self) -> None:
        """Refused before any of it has come, at every address."""
        for path in self.posts():
            for kind in (FORM, JSON, "multipart/form-data; boundary=x"):
                start = time.monotonic()
                found = self.sent(
                    f"POST {path}",
                    f"Content-Type: {kind}\r\nContent-Length: {GIGABYTES}\r\n"
                    "Connection: close\r\n", b"x=", wait=5)
                self.assertEqual(found.answers, [413], f"{path} {kind} {found.data[:100]}")
                self.assertLess(time.monotonic() - start, 2, path)

    def test_a_body_that_does_not_say_how_large_it_is(self) -> None:
        """Without the token of forms, which is looked for in it."""
        self.own = self.own.rpartition("X-CSRF-Token")[0]
        part = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
        for path in self.posts():
            # They take files of any size, and wait for them.
            if path in ("/import", "/api/v1/imports"):
                continue
            # A batch may be larger than all else.
            parts = 160 if path.endswith("/batch") else 40
            for kind in (FORM, JSON):
                found = self.sent(
                    f"POST {path}", f"Content-Type: {kind}\r\nTransfer-Encoding: chunked\r\n",
                    part * parts, wait=3)
                self.assertLessEqual(len(found.answers), 1)
                self.assertTrue(found.answers or found.is_closed, path)
                for status in found.answers:
                    self.assertIn(status, {303, 400, 401, 403, 404, 413}, f"{path} {kind}")

    def test_fields(self) -> None:
        """Large ones are refused or cut, and never an error of ours."""
        long = "x" * 15_000
        for path, fields in (
            ("/login", {"email": long, "password": "x"}),
            ("/login", {"email": "x", "password": long}),
            ("/admin/keys", {"name": long, "days": "9" * 5_000}),
            ("/admin/members", {"email": long, "name": "x", "role": "viewer"}),
            ("/admin/members", {"email": "a@example.com", "name": long, "role": long}),
            ("/tenant", {"tenant": long, "next": "/" + long}),
            ("/ar/customers/1/notes", {"text": "x" * 900_000}),
            ("/ar/customers/1/notes", {f"f{number}": "x" for number in range(5_000)}),
        ):
            answer = self.member.post(path, fields)
            self.assertLess(answer.status, 500, path)
            self.assertGreaterEqual(answer.status, 200 if path.endswith("members") else 400, path)
            self.assertLess(answer.seconds, 3, path)
        answer = self.world.visitor("127.0.4.1").post("/login", {"email": "x", "password": "y" * 20_000})
        self.assertEqual(answer.status, 413)

    def test_json(self) -> None:
        program = self.world.visitor("127.0.4.2")
        deep = 7_900
        for text in (
            "[" * deep, "[" * deep + "]" * deep, '{"email":' * 1_500 + "1" + "}" * 1_500,
            '{"email": ' + "[" * 7_000 + "]" * 7_000 + ', "password": "x"}',
            '{"email": 1e999999, "password": -0}', '{"email": ' + "9" * 15_000 + "}",
            '{"email": "\\ud800", "password": "\\udfff"}', '{"email": "x", "email": "y"}',
            '{"email": null, "password": null}', "null", "[]", '""', "{", "", "\ufeff{}", "NaN",
            '{"email": "' + "\\u0000" * 2_000 + '", "password": "x"}', "\x00", '{"a":' * 2_600,
        ):
            answer = program.ask(
                "POST", "/api/v1/auth/login/", text.encode("utf-8", "surrogatepass"),
                {"Content-Type": JSON}, accept=JSON)
            self.assertIn(answer.status, {400, 401, 413, 422, 429}, text[:60])
            self.assertLess(answer.seconds, 2, text[:60])
        answer = program.ask(
            "POST", "/api/v1/auth/login/", json.dumps({"email": "x" * 20_000}),
            {"Content-Type": JSON}, accept=JSON)
        self.assertEqual(answer.status, 413)

    def test_forms_with_files(self) -> None:
        """Without an end, without a beginning, with too many or endless parts."""
        token = self.member.token.encode()
        good, kind = multipart([("csrf_token", None, token), ("file", "a.csv", b"a,b\n1,2\n")])
        field = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ny\r\n'
        upload = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        token = b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + token + b"\r\n"
        x = "multipart/form-data; boundary=x"
        for what, body, form in (
            ("no end", good[:-6], kind), ("half", good[:120], kind), ("nothing", b"", x),
            ("no boundary", good, "multipart/form-data"),
            ("an empty boundary", good, "multipart/form-data; boundary="),
            ("an endless boundary", good, "multipart/form-data; boundary=" + "x" * 9_000),
            ("another boundary", good, "multipart/form-data; boundary=other"),
            ("many parts", field * 100_000 + b"--x--\r\n", x),
            ("a part without an end", token + upload + b"a" * 200_000, x),
            ("an endless head", b"--x\r\nX: " + b"y" * 3_000_000, x),
            ("a head of many lines", b"--x\r\n" + b"A: b\r\n" * 300_000, x),
            ("a part without a name", b"--x\r\n\r\ny\r\n--x--\r\n", x),
            ("an endless token", token[:-2] + b"a" * 3_000_000 + b"\r\n--x--\r\n", x),
            ("only dashes", b"-" * 3_000_000, x), ("only line ends", b"\r\n" * 1_000_000, x),
            ("almost an end", b"\r\n--" * 500_000, x), ("a file without a name", token + upload, x),
        ):
            answer = self.member.ask(
                "POST", "/import", body, {"Content-Type": form, "Accept": PAGE})
            self.assertIn(answer.status, {303, 400, 403, 413, 422}, what)
            self.assertTrue(answer.status != 303 or what in ("half", "no end"), what)
            self.assertLess(answer.seconds, 8, what)
        self.assertEqual(self.member.upload("a.csv", b"a,b\n1,2\n").status, 303)
