"""Webhooks and jobs in a real browser: adding one, its test event, the log, a new secret, and the
page of jobs."""

import hashlib
import hmac
import http.server
import json
import re
import threading
from urllib.parse import urlsplit

import people
import test_cards
from browsing import HEIGHT
from installation import Installation
from looks import LooksCase
from playwright.sync_api import Browser, Page


class Receiver:
    """A program that is told, on this machine."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict, bytes]] = []
        self.status = 200
        self.arrived = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer.arrived:
                    outer.requests.append((dict(self.headers), body))
                    outer.arrived.notify_all()
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(b"thank you")

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def wait(self, count: int) -> None:
        with self.arrived:
            if not self.arrived.wait_for(lambda: len(self.requests) >= count, 30):
                raise AssertionError(f"{len(self.requests)} of {count} arrived")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class WebhooksTest(LooksCase):
    """An owner of a company of their own, on a server that may ask this machine."""

    state: dict
    browser: Browser
    receiver: Receiver

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.receiver = Receiver()
        cls.addClassCleanup(cls.receiver.close)
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        cls.installation.environment["COUNTINGHOUSE_OUTBOUND_LOOPBACK"] = "on"
        cls.installation.serve()
        cls.url = cls.installation.url
        cls.installation.run("tenant", "create", "acme")
        printed = cls.installation.run(
            "user", "create", "owner@example.com", "--tenant", "acme", "--role", "owner"
        )
        context = cls.browser.new_context()
        page = context.new_page()
        people.set_password(page, cls.url + re.search(r"/login/link/[\w-]+", printed)[0])
        cls.state = context.storage_state()
        context.close()

    @classmethod
    def find_server(cls) -> str:
        return ""

    def own(self, path: str) -> Page:
        return self.open(path, storage_state=self.state)

    def add(self, page: Page) -> str:
        """Adds the receiver; its secret."""
        page.fill("#webhook-url", self.receiver.url)
        page.fill("#webhook-description", "night books")
        page.get_by_label("A customer was added").check()
        page.get_by_label("A file was imported").check()
        page.get_by_role("button", name="Add the webhook").click()
        return page.locator(".secret").inner_text()

    def test_looks(self) -> None:
        self.look("webhooks", "/admin/webhooks/", storage_state=self.state)
        self.look("jobs", "/admin/jobs/", storage_state=self.state)

        def added(page: Page) -> None:
            self.add(page)

        self.look("webhook-added", "/admin/webhooks/", added, storage_state=self.state)

        def wrong(page: Page) -> None:
            page.fill("#webhook-url", "https://10.0.0.1/")
            page.get_by_label("An invoice was paid in full").check()
            page.get_by_role("button", name="Add the webhook").click()
            page.locator("#webhook-problem").wait_for()

        self.look("webhooks-wrong", "/admin/webhooks/", wrong, storage_state=self.state)

    def test_looks_of_what_was_sent(self) -> None:
        page = self.own("/admin/webhooks/")
        self.add(page)
        self.receiver.requests.clear()
        page.get_by_role("button", name="Send a test event").click()
        self.receiver.wait(1)
        row = page.locator("table.deliveries tbody tr").first
        for _ in range(50):
            page.reload()
            if "delivered" in row.inner_text():
                break
            page.wait_for_timeout(100)
        path = urlsplit(page.url).path
        delivery = row.get_by_role("link").get_attribute("href")
        self.look("webhook", path, storage_state=self.state)
        self.look("webhook-delivery", delivery, storage_state=self.state)

    def test_adding_trying_and_sending_again(self) -> None:
        page = self.own("/admin/webhooks/")
        secret = self.add(page)
        self.assertTrue(secret.startswith("whsec_"))
        self.receiver.requests.clear()
        page.get_by_role("button", name="Send a test event").click()
        self.assertIn("is being sent", page.locator(".flash").inner_text())
        self.receiver.wait(1)
        headers, body = self.receiver.requests[0]
        self.assertEqual(json.loads(body)["type"], "webhook.test")
        sent = dict(part.split("=", 1) for part in headers["Countinghouse-Signature"].split(","))
        expected = hmac.new(
            secret.encode(), sent["t"].encode() + b"." + body, hashlib.sha256
        ).hexdigest()
        self.assertEqual(sent["v1"], expected)
        row = page.locator("table.deliveries tbody tr").first
        for _ in range(50):
            page.reload()
            if "delivered" in row.inner_text():
                break
            page.wait_for_timeout(100)
        self.assertIn("Status 200", row.inner_text())
        # On phones and tablets everything of a delivery is in view.
        for width in (360, 768):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            self.assertEqual(
                page.locator("table.deliveries").evaluate(test_cards.BEYOND_SCRIPT), [], width)
        page.set_viewport_size({"width": 1440, "height": HEIGHT})
        row.get_by_role("link", name="webhook.test").click()
        self.assertEqual("thank you", page.locator(".answer pre").inner_text())
        shown = page.locator(".payload.long").inner_text()
        self.assertIn('\n  "type": "webhook.test",\n', shown)
        self.assertEqual(json.loads(shown), json.loads(body))
        page.get_by_role("button", name="Send again").click()
        self.receiver.wait(2)
        self.assertEqual(self.receiver.requests[1][1], body)
        page.locator(".subtitle a").click()
        page.get_by_role("button", name="Make a new secret").click()
        self.assertNotEqual(page.locator(".secret").inner_text(), secret)
        page.get_by_role("button", name="Pause", exact=True).click()
        self.assertIn("paused", page.locator(".subtitle .badge").inner_text())
        page.get_by_role("button", name="Send all of it again").click()
        page.goto(self.url + "/admin/jobs/")
        job = page.locator("table.jobs tbody tr").first
        self.assertIn("Send failed webhooks again", job.inner_text())
        self.assertGreater(page.locator("table.schedules tbody tr").count(), 4)

    def test_removing(self) -> None:
        page = self.own("/admin/webhooks/")
        self.add(page)
        page.get_by_role("button", name="Remove this webhook").click()
        self.assertIn("is gone", page.locator(".flash").inner_text())
