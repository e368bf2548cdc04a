"""The server on the web: encrypting by itself, and behind the real nginx."""

import http.client
import re
import ssl
import tempfile
import unittest
import urllib.parse
import warnings
from pathlib import Path

from browsing import another_browser
from edge import HOST, Nginx, certificate
from installation import Installation
from people import PASSWORD, set_password

EMAIL = "ann@example.com"
ELSEWHERE = "203.0.113.9"


def trusting() -> ssl.SSLContext:
    """A client that takes a certificate made for the test."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def ask(port: int, path: str, host: str, method: str = "GET", body: str | None = None, **headers):
    """The answer's status, headers and text; headers are named with underscores."""
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusting(), timeout=30)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": host, **sent})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


class EdgeCase(unittest.TestCase):
    """An installation with one company and one person in it."""

    settings: dict[str, str] = {}
    scheme = "http"

    @classmethod
    def setUpClass(cls) -> None:
        cls.place = Installation()
        cls.addClassCleanup(cls.place.close)
        cls.place.environment.update(cls.settings)
        cls.place.serve(cls.scheme)
        cls.place.run("tenant", "create", "acme")
        printed = cls.place.run("user", "create", EMAIL, "--tenant", "acme", "--role", "owner")
        cls.link = re.search(r"https://\S+/login/link/[\w-]+", printed)[0]

    def browse(self, port: int):
        """A page of a browser for which every name of the tests leads here."""
        rules = f"MAP *.example.com:443 127.0.0.1:{port}, MAP *.example.com:80 127.0.0.1:9"
        browser = another_browser(f"--host-resolver-rules={rules}")
        self.addCleanup(browser.close)
        return browser.new_context(ignore_https_errors=True).new_page()


class EncryptingTest(EdgeCase):
    scheme = "https"

    @classmethod
    def setUpClass(cls) -> None:
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        chain, key = certificate(Path(folder))
        cls.settings = {
            "COUNTINGHOUSE_TLS_CERTIFICATE": str(chain),
            "COUNTINGHOUSE_TLS_KEY": str(key),
            "COUNTINGHOUSE_PUBLIC_URL": f"https://{HOST}",
        }
        super().setUpClass()
        cls.port = cls.place.port

    def test_nothing_older_than_tls_1_2_and_nothing_in_clear(self) -> None:
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = trusting()
            context.minimum_version = context.maximum_version = version
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context)
            connection.request("GET", "/health", headers={"Host": HOST})
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()
        context = trusting()
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore"):
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        old = http.client.HTTPSConnection("127.0.0.1", self.port, context=context)
        with self.assertRaises(ssl.SSLError):
            old.request("GET", "/health")
        plain = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            plain.request("GET", "/health")
            plain.getresponse()
        plain.close()

    def test_cookies_are_protected_and_browsers_come_back_encrypted(self) -> None:
        status, headers, _ = ask(self.port, "/login", HOST)
        self.assertEqual(status, 200)
        self.assertEqual(
            headers["Strict-Transport-Security"], "max-age=31536000; includeSubDomains"
        )
        page = self.browse(self.port)
        set_password(page, self.link)
        cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
        kept = cookies["__Host-countinghouse_session"]
        self.assertTrue(kept["secure"] and kept["httpOnly"])
        self.assertEqual((kept["path"], kept["domain"]), ("/", HOST))
        # The same token under a name that another host could have set is nobody's.
        for name, expected in (("__Host-countinghouse_session", 200), ("countinghouse_session", 401)):
            cookie = f"{name}={kept['value']}"
            status, _, _ = ask(self.port, "/ar/api/summary-stats/", HOST, Cookie=cookie)
            self.assertEqual(status, expected, name)

    def test_other_names_and_claims_of_strangers_are_not_believed(self) -> None:
        self.assertEqual(ask(self.port, "/login", "evil.example")[0], 403)
        self.assertEqual(ask(self.port, "/login", f"acme.{HOST}")[0], 200)
        self.assertEqual(ask(self.port, "/login", f"{HOST}.evil.example")[0], 403)


class ProxyTest(EdgeCase):
    settings = {
        "COUNTINGHOUSE_PUBLIC_URL": f"https://{HOST}",
        "COUNTINGHOUSE_TRUSTED_PROXIES": "127.0.0.1",
        # Two a second come back: slower than anybody asks below.
        "COUNTINGHOUSE_REQUESTS_PER_ADDRESS": "120",
    }

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.nginx = Nginx(cls.place.port)
        cls.addClassCleanup(cls.nginx.close)

    def test_a_person_works_through_the_proxy(self) -> None:
        page = self.browse(self.nginx.port)
        set_password(page, self.link)
        names = [cookie["name"] for cookie in page.context.cookies()]
        self.assertIn("__Host-countinghouse_session", names)
        page.goto(f"https://acme.{HOST}/login")
        page.get_by_label("E-mail").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/login" not in address)
        self.assertEqual(urllib.parse.urlsplit(page.url).hostname, f"acme.{HOST}")
        page.goto(f"https://acme.{HOST}/account/")
        self.assertIn("127.0.0.1", page.inner_text("main"))

    def test_clear_text_is_sent_on_and_strangers_names_get_nothing(self) -> None:
        plain = http.client.HTTPConnection("127.0.0.1", self.nginx.http_port, timeout=30)
        plain.request("GET", "/ar/report/?by=invoice", headers={"Host": HOST})
        answer = plain.getresponse()
        self.assertEqual(answer.status, 308)
        self.assertEqual(answer.headers["Location"], f"https://{HOST}/ar/report/?by=invoice")
        plain.close()
        with self.assertRaises((http.client.HTTPException, ConnectionError, ssl.SSLError)):
            ask(self.nginx.port, "/login", "evil.example")

    def test_the_proxy_says_where_a_request_came_from_and_nobody_else(self) -> None:
        """Twelve addresses that a stranger claims are one to us; ours count each for itself."""

        def left(port_asks) -> list[int]:
            found = []
            for last in range(1, 13):
                _, headers, _ = port_asks(f"198.51.100.{last}")
                found.append(int(re.search(r'"address";r=(\d+)', headers["RateLimit"])[1]))
            return found

        def through(claimed: str):
            return ask(self.nginx.port, "/login", HOST, X_Forwarded_For=claimed)

        def as_proxy(claimed: str):
            connection = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=30)
            headers = {"Host": HOST, "X-Forwarded-For": f"{ELSEWHERE}, {claimed}"}
            connection.request("GET", "/login", headers=headers)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            return answer.status, answer.headers, ""

        one = left(through)
        self.assertLess(one[-1], one[0])
        self.assertEqual(len(set(left(as_proxy))), 1)
