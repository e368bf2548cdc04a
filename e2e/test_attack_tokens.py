"""Only tokens and keys that are ours, for us, now, and not taken back."""

import base64
import hashlib
import hmac
import json
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attack_world
from attacker import JSON, SESSION, Visitor
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

ASKED = "/api/v1/users/me/"
HOUR = 3_600


def encoded(data: bytes | dict) -> str:
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def signed(header: dict, claims: dict, key: bytes) -> str:
    text = f"{encoded(header)}.{encoded(claims)}"
    digest = {"HS384": "sha384", "HS512": "sha512"}.get(header.get("alg"), "sha256")
    return f"{text}.{encoded(hmac.new(key, text.encode(), digest).digest())}"


class TokenTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.world = attack_world.world()
        cls.member = cls.world.member(cls.world.mine)
        # The server's own, which nobody else has: to sign what is wrong only in one thing.
        cls.key = (Path(cls.world.server.folder.name) / "data/token.key").read_bytes()

    @classmethod
    def log_in(cls, email: str) -> dict:
        return cls.world.visitor("127.0.0.23").post_json(
            "/api/v1/auth/login/", {"email": email, "password": attack_world.PASSWORD}).json()

    def setUp(self) -> None:
        self.access = self.log_in(self.member.email)["access"]
        head, claims, self.signature = self.access.split(".")
        self.header, self.claims = decoded(head), decoded(claims)

    def status(self, bearer: str, path: str = ASKED) -> int:
        return Visitor(self.world.site, bearer=bearer).get(path, accept=JSON).status

    def claiming(self, **changes) -> str:
        """A token of ours that says something else; None leaves it out."""
        claims = {**self.claims, **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        return signed(self.header, claims, self.key)

    def test_a_token_that_is_signed_here_is_taken(self) -> None:
        """What is refused below is refused for what is said there."""
        self.assertEqual(self.status(self.access), 200)
        self.assertEqual(self.status(self.claiming()), 200)
        self.assertEqual(self.status(self.claiming(exp=int(time.time()) + 60)), 200)

    def test_no_algorithm_but_ours(self) -> None:
        claims = encoded(self.claims)
        for name in ("none", "None", "NONE", "nOnE", "", None, "HS1", "HS384", "HS512", "ES256"):
            header = {**self.header, "alg": name}
            for tail in ("", self.signature, encoded(b"x" * 32)):
                self.assertEqual(self.status(f"{encoded(header)}.{claims}.{tail}"), 401, header)
            self.assertEqual(self.status(f"{encoded(header)}.{claims}"), 401)
            if name in ("HS384", "HS512"):
                self.assertEqual(self.status(signed(header, self.claims, self.key)), 401, name)

    def test_no_key_but_ours(self) -> None:
        """Guessed ones, and public ones that stand in for a secret; zeros at a key's end say nothing."""
        private = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        public = private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        for key in (b"", b"secret", b"\0" * 32, b"countinghouse", public, public.strip(),
                    self.key.rstrip(b"\0")[:-1], self.key + b"x", hashlib.sha256(self.key).digest(),
                    self.key[::-1], self.key.upper() + b"x"):
            self.assertEqual(self.status(signed(self.header, self.claims, key)), 401, key[:20])
        for name in ("RS256", "PS256", "ES256"):
            text = f"{encoded({**self.header, 'alg': name})}.{encoded(self.claims)}"
            self.assertEqual(self.status(f"{text}.{encoded(self.sign(text, name, private))}"), 401)

    def sign(self, text: str, name: str, private: rsa.RSAPrivateKey) -> bytes:
        if name == "ES256":
            key = ec.generate_private_key(ec.SECP256R1())
            return key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
        pad = padding.PKCS1v15() if name == "RS256" else padding.PSS(
            padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
        return private.sign(text.encode(), pad, hashes.SHA256())

    def test_only_in_its_time(self) -> None:
        now = int(time.time())
        for changes in ({"exp": now - 1}, {"exp": 0}, {"exp": -1}, {"exp": None},
                        {"exp": "9999999999"}, {"exp": [now + HOUR]}, {"exp": True},
                        {"exp": 1e300}, {"exp": 10**30}, {"nbf": now + HOUR}):
            self.assertEqual(self.status(self.claiming(**changes)), 401, changes)

    def test_only_for_us_and_from_us(self) -> None:
        for changes in (
            {"aud": None}, {"aud": "other"}, {"aud": ""}, {"aud": ["other"]},
            {"aud": "countinghouse-api "}, {"aud": "COUNTINGHOUSE-API"},
            {"iss": None}, {"iss": "https://evil.example"}, {"iss": ""}, {"iss": ["countinghouse"]},
            {"sub": None}, {"sub": ""}, {"sub": "0"}, {"sub": "-1"}, {"sub": "1 OR 1=1"},
            {"sub": 1}, {"sid": None}, {"sid": ""}, {"sid": "0"}, {"sid": "999999"},
            {"sid": "'"}, {"sid": {"$ne": 1}},
        ):
            self.assertEqual(self.status(self.claiming(**changes)), 401, changes)

    def test_nobody_else(self) -> None:
        """A session and a person that do not belong together."""
        other = decoded(self.world.theirs.access.split(".")[1])
        self.assertEqual(self.status(self.claiming(sub=other["sub"])), 401)
        self.assertEqual(self.status(self.claiming(sid=other["sid"])), 401)

    def test_nothing_that_its_header_asks_for(self) -> None:
        """A key is neither looked up where the token says nor taken from it."""
        for extra in (
            {"kid": "../../../../dev/null"}, {"kid": "/dev/null"}, {"kid": "' UNION SELECT 'x"},
            {"kid": ""}, {"kid": "x" * 3_000}, {"kid": 1}, {"crit": ["exp"], "b64": False},
            {"jku": f"{self.world.site.origin}/x"}, {"x5u": "http://127.0.0.1:9/x"},
            {"jwk": {"kty": "oct", "k": encoded(b"\0" * 32)}}, {"x5c": ["x"]},
        ):
            for key in (b"", b"\0" * 32, b"x"):
                token = signed({**self.header, **extra}, self.claims, key)
                self.assertEqual(self.status(token), 401, extra)

    def test_nothing_broken(self) -> None:
        head, claims, signature = self.access.split(".")
        for token in (
            f"{head}.{claims}.", f"{head}.{claims}", f"{head}.{claims}.{signature[:-2]}",
            f"{head}.{claims}.{signature[:8]}", f"{head}.{claims}.{signature}AA",
            f"{head}.{claims}.{signature}.x", f".{claims}.{signature}", "..", ".", "",
            f"{head}.{encoded({**self.claims, 'sub': '1'})}.{signature}",
            f"{head}.{claims}.{signature[::-1]}", "a.b.c", "x" * 20_000,
            self.claiming(padding="x" * 20_000), f"{head}..{signature}", "\u00ff.\u00ff.\u00ff",
            encoded(b"[" * 4_000) + "." + claims + "." + signature,
        ):
            self.assertEqual(self.status(token), 401, token[-80:])

    def test_a_wrong_token_is_not_mended_by_a_cookie(self) -> None:
        for bearer in ("x", self.access + "x", "ch_" + "A" * 43):
            answer = self.member.get(
                ASKED, accept=JSON, headers={"Authorization": f"Bearer {bearer}"})
            self.assertEqual(answer.status, 401, bearer)

    def test_a_token_is_no_session_and_a_session_no_token(self) -> None:
        pair = self.log_in(self.member.email)
        for cookie in (pair["access"], pair["refresh"]):
            visitor = self.world.visitor()
            answer = visitor.get("/account/", headers={"Cookie": f"{SESSION}={cookie}"})
            self.assertEqual(answer.status, 302)
        for bearer in (self.member.cookies[SESSION], pair["refresh"], self.member.token):
            self.assertEqual(self.status(bearer), 401)
        for refresh in (self.member.cookies[SESSION], pair["access"], self.world.mine.key):
            # What cannot be one is refused before it is looked for.
            self.assertIn(self.renew(refresh).status, (400, 401))

    def renew(self, refresh: str):
        return self.world.visitor("127.0.0.24").post_json(
            "/api/v1/auth/refresh/", {"refresh": refresh})

    def test_a_refresh_token_that_is_used_again_ends_the_family(self) -> None:
        first = self.log_in(self.member.email)
        second = self.renew(first["refresh"]).json()
        third = self.renew(second["refresh"]).json()
        self.assertEqual(self.status(third["access"]), 200)
        self.assertEqual(self.renew(first["refresh"]).status, 401)
        for pair in (first, second, third):
            self.assertEqual(self.status(pair["access"]), 401)
            self.assertEqual(self.renew(pair["refresh"]).status, 401)

    def test_of_many_that_use_it_at_once_one_wins_at_most(self) -> None:
        for _ in range(4):
            refresh = self.log_in(self.member.email)["refresh"]
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda _: self.renew(refresh), range(8)))
            won = [answer.json() for answer in answers if answer.status == 200]
            self.assertLessEqual(len(won), 1)
            self.assertEqual({answer.status for answer in answers} - {200}, {401})
            # Seven replays: what the one got, if it got any, does not work any more.
            for pair in won:
                self.assertEqual(self.status(pair["access"]), 401)

    def test_after_logging_out(self) -> None:
        pair = self.log_in(self.member.email)
        self.assertEqual(self.status(pair["access"]), 200)
        answer = self.world.visitor().post_json(
            "/api/v1/auth/logout/", {"refresh": pair["refresh"]})
        self.assertEqual(answer.status, 204)
        self.assertEqual(self.status(pair["access"]), 401)
        self.assertEqual(self.renew(pair["refresh"]).status, 401)

    def test_after_ending_all_sessions_and_after_a_reset(self) -> None:
        member = self.world.member(self.world.mine)
        pair = self.log_in(member.email)
        member.post("/account/sessions/end")
        self.assertEqual(self.status(pair["access"]), 401)
        self.assertEqual(self.renew(pair["refresh"]).status, 401)
        pair = self.log_in(member.email)
        self.world.server.run("user", "reset-password", member.email)
        self.assertEqual(self.renew(pair["refresh"]).status, 401)

    def test_a_key_that_was_taken_back_or_is_over(self) -> None:
        run = self.world.server.run
        name = f"key {uuid.uuid4().hex}"
        secret = run("key", "create", name, "--tenant", "mine", "--may", "readReceivables").strip()
        self.assertEqual(self.status(secret, "/ar/api/summary-stats/"), 200)
        for changed in (secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret.upper(),
                        secret[3:], secret + "A", "ch_", secret.replace("ch_", "CH_")):
            self.assertEqual(self.status(changed, "/ar/api/summary-stats/"), 401)
        page = self.world.mine.member.get("/admin/keys/").text
        number = page.split(name)[1].split("/revoke")[0].rsplit("/", 1)[1]
        self.world.mine.member.post(f"/admin/keys/{number}/revoke")
        self.assertEqual(self.status(secret, "/ar/api/summary-stats/"), 401)

    def test_a_key_does_what_it_may_and_no_more(self) -> None:
        key = Visitor(self.world.site, bearer=self.world.server.run(
            "key", "create", "reader", "--tenant", "mine", "--may", "readReceivables").strip())
        self.assertEqual(key.get("/ar/", accept=JSON).status, 200)
        for path in ("/import/", "/admin/members/", "/admin/keys/", "/api/v1/users/"):
            self.assertEqual(key.get(path, accept=JSON).status, 403, path)
        self.assertEqual(key.get("/ar/", accept=JSON, headers={"X-Tenant": "theirs"}).status, 403)
        answer = key.post("/admin/keys", {"name": "more", "days": "1", "importData": "yes"})
        self.assertEqual(answer.status, 403)
