"""The server asks nobody on this machine or in its net, whatever a setting names."""

import http.server
import threading
import unittest

import attack_world


class Listening(http.server.BaseHTTPRequestHandler):
    """Notes who asks; sends whoever is meant to be fooled on to itself."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_HEAD = do_GET

    def log_message(self, *_) -> None:
        pass


class ReachingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.world.server.run("tenant", "create", "reaching")
        company = attack_world.Company("reaching", "", cls.world.visitor())
        cls.member = cls.world.member(company)
        cls.listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
        cls.listening.asked = []
        cls.port = cls.listening.server_address[1]
        threading.Thread(target=cls.listening.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.listening.server_close)
        cls.addClassCleanup(cls.listening.shutdown)

    def test_who_asks_is_noted(self) -> None:
        from attacker import Site, Visitor

        Visitor(Site("127.0.0.1", self.port)).get("/control")
        self.assertIn("/control", self.listening.asked)

    def test_no_provider_of_logins_is_in_here(self) -> None:
        before = len(self.listening.asked)
        hosts = (
            "127.0.0.1", "localhost", "127.1", "0.0.0.0", "2130706433", "0x7f000001", "017700000001",
            "127.0.0.1.", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "[::]", "127.0.0.2",
            "evil@127.0.0.1", "127.0.0.1#", "\u2460\u2461\u2466.0.0.1", "x.localhost", "ip6-localhost",
        )
        addresses = [
            f"{scheme}://{host}:{self.port}/x" for scheme in ("http", "https") for host in hosts]
        addresses += [
            "file:///etc/passwd", "gopher://127.0.0.1:70/", "ftp://127.0.0.1/", "//127.0.0.1/",
            "http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "https://192.168.0.1/",
            "https://[fe80::1]/", "https://[fc00::1]/", "https://172.16.0.1/", "https://100.64.0.1/",
            "dict://127.0.0.1:11211/stats", f"https://127.0.0.1:{self.port}\r\nX: y/",
        ]
        for address in addresses:
            answer = self.member.post("/admin/sso", {
                "issuer": address, "client_id": "x", "client_secret": "y", "role": "viewer"})
            self.assertIn(answer.status, (303, 400, 422, 502, 503), address)
            self.assertNotIn("root:", answer.text, address)
            self.assertLess(answer.seconds, 6, address)
            if answer.status == 303:
                # Kept, and perhaps asked only when somebody logs in.
                visitor = self.world.visitor("127.0.9.9")
                for path in ("/login/sso", "/login/sso?tenant=reaching", "/login/sso?company=reaching"):
                    visitor.get(path)
                    visitor.post(path, {"tenant": "reaching", "company": "reaching"})
        self.assertEqual(self.listening.asked[before:], [])
