"""A provider of logins (OpenID Connect) that misbehaves as asked, on a free port of 127.0.0.1.

Prints {"port"} once it answers. The misbehaviour stands in the path: the issuer of a mode is
http://127.0.0.1:PORT/MODE. The claims of a token are its own, changed by what the code says, which
is JSON in base64url: {"nonce", "claims", "kid", ...}. Ends with its standard input.
"""

import base64
import functools
import hashlib
import hmac
import http.server
import json
import os
import sys
import threading
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

SMALL = rsa.generate_private_key(65537, 1024)
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
SEEN = []
ROTATED = threading.Event()


@functools.cache
def rsa_key(kid):
    """"one", "two" or "foreign"; each takes long to make, and most tests need the first alone."""
    return rsa.generate_private_key(65537, 2048)


def b64(data):
    if isinstance(data, int):
        data = data.to_bytes((data.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwk(kid, key):
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "use": "sig", "kid": kid, "n": b64(numbers.n), "e": b64(numbers.e)}


def keys():
    numbers = EC.public_key().public_numbers()
    raw = ED.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    shown = [
        {"kty": "oct", "k": "AAAA"},
        {"kty": "unheard of", "n": 5},
        jwk("one", rsa_key("one")),
        jwk("small", SMALL),
        {
            "kty": "EC", "crv": "P-256", "kid": "curve", "alg": "ES256",
            "x": b64(numbers.x.to_bytes(32, "big")), "y": b64(numbers.y.to_bytes(32, "big")),
        },
        {"kty": "OKP", "crv": "Ed25519", "kid": "edwards", "x": b64(raw)},
    ]
    if ROTATED.is_set():
        shown.append(jwk("two", rsa_key("two")))
    return {"keys": shown, "status_code": 200}


def sign(how, claims):
    algorithm = how.get("alg", "RS256")
    kid = how.get("kid", "one")
    header = {"alg": algorithm, "typ": "JWT"}
    if kid:
        header["kid"] = kid
    header.update(how.get("header", {}))
    text = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}".encode()
    if algorithm == "none":
        signature = b""
    elif algorithm == "HS256":
        public = rsa_key("one").public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        signature = hmac.new(public, text, hashlib.sha256).digest()
    elif algorithm == "RS256":
        key = SMALL if kid == "small" else rsa_key(how.get("signer", kid or "one"))
        signature = key.sign(text, padding.PKCS1v15(), hashes.SHA256())
    elif algorithm == "PS256":
        signature = rsa_key("one").sign(
            text, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256()
        )
    elif algorithm == "ES256":
        r, s = decode_dss_signature(EC.sign(text, ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    else:
        signature = ED.sign(text)
    if how.get("damaged"):
        signature = bytes([signature[0] ^ 1]) + signature[1:]
    return text.decode() + "." + b64(signature)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, value, status=200, headers=()):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, text in headers:
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        root = f"http://127.0.0.1:{self.server.server_address[1]}"
        mode, _, rest = self.path.lstrip("/").partition("/")
        SEEN.append(self.path)
        if self.path == "/seen":
            self.answer(SEEN)
        elif self.path == "/rotate":
            ROTATED.set()
            self.answer({})
        elif mode == "redirect":
            self.answer({}, 302, [("Location", f"{root}/good/{rest}")])
        elif mode == "huge":
            self.answer(b" " * 3_000_000 + b"{}")
        elif mode == "slow":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            try:
                for _ in range(200):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                pass
        elif rest == ".well-known/openid-configuration":
            base = f"{root}/{mode}"
            found = {
                "issuer": f"{root}/other" if mode == "other-issuer" else base,
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "jwks_uri": f"{root}/{mode}/keys",
                "authorization_response_iss_parameter_supported": mode == "names-itself",
            }
            if mode == "script":
                found["authorization_endpoint"] = "javascript:alert(1)"
            if mode == "inside":
                found["token_endpoint"] = "http://169.254.169.254/token"
            if mode == "post":
                found["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
            self.answer(found)
        elif rest == "keys":
            self.answer(keys())
        else:
            self.answer({}, 404)

    def do_POST(self):
        from urllib.parse import parse_qs, unquote

        root = f"http://127.0.0.1:{self.server.server_address[1]}"
        mode = self.path.lstrip("/").split("/")[0]
        length = int(self.headers["Content-Length"])
        form = {name: value[0] for name, value in parse_qs(self.rfile.read(length).decode()).items()}
        code = form["code"]
        how = json.loads(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)))
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        basic = self.headers.get("Authorization", "")
        if basic:
            pair = base64.b64decode(basic.removeprefix("Basic ")).decode()
            client, secret = (unquote(part) for part in pair.split(":"))
        else:
            client, secret = form.get("client_id"), form.get("client_secret")
        good = challenge == how["challenge"] and secret == how.get("secret")
        if not good or bool(basic) == (mode == "post"):
            self.answer({"error": "invalid_grant"}, 400)
            return
        now = int(time.time()) if "now" not in how else how["now"]
        access = "an access token"
        claims = {
            "iss": f"{root}/{mode}", "sub": "1", "aud": client, "iat": now, "exp": now + 300,
            "nonce": how["nonce"], "email": "ada@example.com", "email_verified": True,
            "name": "Ada",
        }
        if how.get("at_hash"):
            size = 32 if how.get("alg") == "EdDSA" else 16
            digest = hashlib.sha512 if size == 32 else hashlib.sha256
            claims["at_hash"] = b64(digest(access.encode()).digest()[:size])
        for name, value in how.get("claims", {}).items():
            if value is None:
                claims.pop(name, None)
            else:
                claims[name] = value
        self.answer({"access_token": access, "token_type": "Bearer", "id_token": sign(how, claims)})


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_input, daemon=True).start()
    # Here, so that no two requests make it at once.
    rsa_key("one")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    server.serve_forever()
