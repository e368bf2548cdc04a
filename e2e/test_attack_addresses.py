"""Where addresses lead: to no other site, to no other file, and into no header."""

import re
import unittest
import urllib.parse

import attack_world
from attack_texts import ELSEWHERE, PATHS
from attacker import Answer, Site, Visitor, exchange
from careless import PASSWD_FILE, Careless

# What browsers leave out of an address, and take for a slash.
LEFT_OUT = re.compile(r"^[\x00-\x20]+|[\t\r\n]")


def elsewhere(answer: Answer, site: Site) -> str:
    """Where else an answer sends a browser; nothing where it stays or is refused."""
    if "evil" in answer.header("set-cookie"):
        return "a header of the attacker's"
    for name in ("location", "hx-redirect", "hx-location", "hx-push-url", "refresh", "link"):
        place = answer.header(name)
        if not place:
            continue
        read = LEFT_OUT.sub("", place).replace("\\", "/")
        target = urllib.parse.urlsplit(urllib.parse.urljoin(site.origin + "/x", read))
        if (target.scheme, target.netloc) != ("http", site.authority):
            return f"{name}: {place!r}"
    return ""


def gives_away(answer: Answer) -> str:
    """What of a file an answer holds that is none of its own."""
    if answer.status >= 500:
        return f"an error of the server: {answer.status}"
    if PASSWD_FILE in answer.text or re.search(r"\[extensions\]|BEGIN \w+ KEY", answer.text):
        return "a file of the machine"
    return ""


class AddressTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.member(cls.world.mine)

    def test_the_attacks_succeed_on_a_careless_server(self) -> None:
        with Careless() as careless:
            visitor = Visitor(careless.site)
            places = [
                elsewhere(visitor.get(f"/go?next={urllib.parse.quote(text)}"), careless.site)
                for text in ELSEWHERE
            ]
            files = [gives_away(visitor.get("/static/" + path)) for path in PATHS]
        self.assertGreater(sum(map(bool, places)), 14, places)
        self.assertIn("a header of the attacker's", places)
        self.assertGreater(sum("a file" in text for text in files), 3, files)

    def test_no_address_leads_to_another_site(self) -> None:
        found = []
        for text in ELSEWHERE:
            for written in {urllib.parse.quote(text, safe=""), urllib.parse.quote(text)}:
                for path in ("/login", "/tenant", "/", "/ar/report/", "/login/sso", "/login/code",
                             "/login/forgot", "/account/confirm"):
                    for name in ("next", "return_to"):
                        answer = self.member.get(
                            f"{path}?{name}={written}", keeps_cookies=False)
                        self.note(found, f"GET {path}?{name}={written}", answer)
            answer = self.member.post("/tenant", {"tenant": "mine", "next": text})
            self.note(found, f"POST /tenant {text!r}", answer)
        self.assertEqual(found, [])

    def test_a_login_leads_nowhere_else(self) -> None:
        found = []
        for text in ELSEWHERE:
            visitor = self.world.visitor("127.0.0.20")
            answer = visitor.post(
                f"/login?next={urllib.parse.quote(text, safe='')}",
                {"email": self.member.email, "password": attack_world.PASSWORD})
            self.note(found, f"POST /login {text!r}", answer)
            self.assertIn(answer.status, (303, 400, 422), text)
        self.assertEqual(found, [])
        right = self.world.visitor("127.0.0.20").post(
            "/login?next=/ar/report/%3Fas_of%3D2026-01-31",
            {"email": self.member.email, "password": attack_world.PASSWORD})
        self.assertEqual(right.header("location"), "/ar/report/?as_of=2026-01-31")

    def test_who_must_log_in_comes_back_to_us(self) -> None:
        found = []
        for text in ELSEWHERE:
            if text.isprintable() and text.isascii():
                answer = self.world.visitor().get(
                    "/ar/", headers={"HX-Request": "true", "HX-Current-URL": text or "x"})
                self.note(found, f"HX-Current-URL: {text}", answer)
        for path in ("//evil.example/", "//evil.example/ar/", "/\\evil.example/", "/%5cevil.example"):
            for visitor in (self.world.visitor(), self.member):
                self.note(found, path, visitor.get(path))
        self.assertEqual(found, [])

    def note(self, found: list[str], what: str, answer: Answer) -> None:
        self.assertLess(answer.status, 500, what)
        place = elsewhere(answer, self.world.site)
        if place:
            found.append(f"{what}: {place}")

    def test_no_address_leads_to_another_file(self) -> None:
        ids = self.world.mine.ids
        found = []
        for place in (
            "/static/", "/exports/", f"/exports/{ids['/exports/:id']}/", "/import/file/",
            f"/import/file/{ids['/import/file/:token']}/", "/import/", "/login/link/",
            "/ar/customers/", "/ar/documents/", "/", "/ar/report/",
        ):
            for path in PATHS:
                answer = self.member.get(place + path)
                if gives_away(answer):
                    found.append(f"{place}{path}: {gives_away(answer)}")
                key = self.world.server.folder.name + "/data/token.key"
                with open(key, "rb") as file:
                    self.assertNotIn(file.read(), answer.body, place + path)
        self.assertEqual(found, [])

    def test_files_are_found_by_their_own_address_alone(self) -> None:
        path = re.search(r'/static/[^"]+', self.member.get("/ar/").text)
        self.assertEqual(self.member.get(path[0]).status, 200)
        for other in (path[0] + "%00", path[0] + "/..", path[0] + "%2e", "/static/./x",
                      "/static", "/static/"):
            self.assertEqual(self.member.get(other).status, 404, other)

    def test_no_line_break_gets_into_a_header(self) -> None:
        """In the line of the request, in headers and in the names of files."""
        for break_ in (b"\r\n", b"\n", b"\r", b"%0d%0a", b"%0a", "\u560d\u560a".encode()):
            evil = b"x" + break_ + b"Set-Cookie: evil=1" + break_ + b"X-Evil: 1"
            for request in (
                b"GET /login?next=/" + evil + b" HTTP/1.1\r\nHost: localhost\r\n",
                b"GET /" + evil + b" HTTP/1.1\r\nHost: localhost\r\n",
                b"GET /login HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: " + evil + b"\r\n",
                b"GET /ar/ HTTP/1.1\r\nHost: localhost\r\nX-Tenant: " + evil + b"\r\n",
            ):
                answer = exchange(self.world.site, request + b"Connection: close\r\n\r\n")
                heads = answer.data.split(b"\r\n\r\n")[0].lower()
                self.assertNotIn(b"\nset-cookie: evil", heads, request)
                self.assertNotIn(b"\nx-evil", heads, request)
                self.assertNotIn(b"\rx-evil", heads, request)

    def test_names_of_files_stay_in_their_header(self) -> None:
        for search in ('a"; filename="evil.exe', "a\r\nX-Evil: 1", "../../evil", "a;b", "\u202efdp"):
            answer = self.member.get(
                "/ar/search/documents.csv?q=" + urllib.parse.quote(search, safe=""))
            self.assertEqual(answer.header("x-evil"), "")
            self.assertRegex(
                answer.header("content-disposition"), r'^attachment; filename="[\w.-]+"$')

    def test_a_host_of_others_is_refused(self) -> None:
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example",
                     "evil.example:80", "127.0.0.1@evil.example", "localhost:80@evil.example",
                     "[::1].evil.example", "0x7f.1",
                     "evil.example#.localhost", "evil.example/.localhost",
                     "evil.example?.localhost", "evil.example\\.localhost", "a@b.localhost",
                     "evil.example:.localhost", '"><x>.localhost'):
            answer = exchange(
                self.world.site,
                f"GET /login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            self.assertIn(answer.answers, ([400], [403], [421]), host)
        answer = self.member.post(
            "/admin/members", {"email": "host@example.com", "name": "x", "role": "viewer"},
            headers={"X-Forwarded-Host": "other.example", "Forwarded": "host=other.example"})
        self.assertEqual(answer.status, 200)
        self.assertNotIn("other.example", answer.text)
