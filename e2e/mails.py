"""A real mail server that keeps what it is sent, and an installation that sends its mails there."""

import email
import email.policy
import re
import threading
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from installation import Installation, free_port

WAIT_SECONDS = 20


class Mails:
    def __init__(self) -> None:
        self.kept: list = []
        self.arrived = threading.Condition()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_DATA(self, server, session, envelope) -> str:
        with self.arrived:
            self.kept.append(envelope)
            self.arrived.notify_all()
        return "250 OK"

    def to(self, address: str, count: int = 1, seconds: float = WAIT_SECONDS) -> list:
        """The envelopes for somebody, as soon as there are so many; what there is after a while."""
        def found() -> list:
            return [one for one in self.kept if address in one.rcpt_tos]

        with self.arrived:
            self.arrived.wait_for(lambda: len(found()) >= count, seconds)
            return found()


class MailingInstallation(Installation):
    """An installation with a mail server."""

    def __init__(self, **settings: str) -> None:
        super().__init__()
        self.mails = Mails()
        self.environment.update({
            "COUNTINGHOUSE_SMTP_URL": f"smtp://127.0.0.1:{self.mails.port}",
            "COUNTINGHOUSE_SMTP_TLS": "none",
            "COUNTINGHOUSE_MAIL_FROM": "Books <books@example.com>", **settings})

    def close(self) -> None:
        super().close()
        self.mails.controller.stop()


def read(envelope) -> EmailMessage:
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def links(mail: EmailMessage) -> set[str]:
    """All addresses that a mail leads to, in any of its parts."""
    texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return {link for text in texts for link in re.findall(r"https?://[^\s\"'<>]+", text)}
