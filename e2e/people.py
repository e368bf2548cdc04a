"""Companies and people of their own on the server under test, made by the command line."""

import re
import uuid

import session
from playwright.sync_api import Browser

PASSWORD = "correct horse battery staple"


def set_password(page, link: str, password: str = PASSWORD) -> None:
    """Does what a person does with the printed link; ends logged in, at the start."""
    page.goto(link)
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same again").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/login" not in address)


def company(browser: Browser, role: str = "owner") -> dict:
    """A company without any data; the storage state of its one member."""
    tenant = f"e2e-{uuid.uuid4().hex[:12]}"
    session.command("tenant", "create", tenant)
    email = f"{tenant}@example.com"
    printed = session.command("user", "create", email, "--tenant", tenant, "--role", role)
    path = re.search(r"/login/link/[\w-]+", printed)[0]
    context = browser.new_context()
    try:
        page = context.new_page()
        page.set_default_timeout(session.TIMEOUT_MS)
        set_password(page, session.url() + path)
        return context.storage_state()
    finally:
        context.close()
