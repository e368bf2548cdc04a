"""A mail server for tests: takes mail on a free port of 127.0.0.1, or behaves badly as asked.

Prints one JSON document a line: first {"port", "authority"}, then one for each message. Ends with
its standard input.
"""

import argparse
import asyncio
import base64
import datetime
import ipaddress
import json
import os
import ssl
import sys
import tempfile
import threading

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def say(**fields):
    print(json.dumps(fields), flush=True)


def certificate(folder):
    """A certificate of its own making for 127.0.0.1, and the context of a server that has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of a test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = [os.path.join(folder, name) for name in ("certificate.pem", "key.pem")]
    with open(paths[0], "wb") as file:
        file.write(made.public_bytes(serialization.Encoding.PEM))
    with open(paths[1], "wb") as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    return paths[0], context


class Mailbox:
    def __init__(self, options):
        self.options = options
        self.left = options.times

    def misbehaves(self):
        """Whether this one is one of those that shall go wrong."""
        if self.left == 0:
            return False
        self.left -= 1
        return True

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.options.mode == "refuse-address" and self.misbehaves():
            return "553 5.1.3 no such mailbox"
        if self.options.mode == "later-address" and self.misbehaves():
            return "450 4.2.0 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mode = self.options.mode
        took = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "data": base64.b64encode(envelope.content).decode(),
            "encrypted": server.transport.get_extra_info("sslcontext") is not None,
            "user": session.auth_data,
            "greeting": session.host_name,
        }
        if mode == "drop" and self.misbehaves():
            # It has the message, and nobody is told.
            say(**took)
            server.transport.abort()
            return "250 nobody reads this"
        if mode == "later" and self.misbehaves():
            return "451 4.3.0 try again later"
        if mode == "refuse" and self.misbehaves():
            return "554 5.7.1 rejected"
        say(**took)
        return "250 2.0.0 queued as 0001"


def authenticator(options):
    def check(server, session, envelope, mechanism, data):
        user = data.login.decode()
        good = f"{user}:{data.password.decode()}" == options.auth
        if options.mode == "refuse-login":
            good = False
        return AuthResult(success=good, handled=good, message=None if good else "535 5.7.8 wrong", auth_data=user)

    return check


async def main(options):
    folder = tempfile.mkdtemp()
    authority, context = certificate(folder)
    mailbox = Mailbox(options)
    starts = options.tls == "starttls"

    def make():
        return SMTP(
            mailbox,
            hostname="mail.test",
            tls_context=context if starts else None,
            require_starttls=starts,
            auth_required=bool(options.auth),
            auth_require_tls=starts,
            authenticator=authenticator(options) if options.auth else None,
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=context if options.tls == "implicit" else None
    )
    say(port=server.sockets[0].getsockname()[1], authority=authority)
    await server.serve_forever()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", choices=["starttls", "implicit", "none"], default="starttls")
    parser.add_argument("--auth", help="user:password")
    parser.add_argument("--mode", default="take")
    parser.add_argument("--times", type=int, default=-1, help="how often to misbehave")
    threading.Thread(target=end_with_input, daemon=True).start()
    asyncio.run(main(parser.parse_args()))
