"""Requests that two programs may read in two ways, and where one may hide in another.

HOST, and TAG for the address of the request that is hidden, stand for what the test fills in.
"""

HEAD = b"POST /login HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HIDDEN = b"GET /TAG HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"
GET = b"GET /health HTTP/1.1\r\nHost: HOST\r\n"


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


def posted(lines: bytes, body: bytes) -> bytes:
    return HEAD + lines + b"\r\n" + body


# What follows the end of the body for one reader is in the body for another. At most one answer,
# then the connection ends.
AMBIGUOUS = {
    "length and chunks": posted(
        b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n" + HIDDEN),
    "chunks and length": posted(
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", chunked(HIDDEN)),
    "length and chunks of another case": posted(
        b"content-length: 6\r\ntransfer-ENCODING: CHUNKED\r\n", b"0\r\n\r\n" + HIDDEN),
    "two lengths": posted(b"Content-Length: 0\r\nContent-Length: 90\r\n", HIDDEN),
    "two lengths, the larger first": posted(
        b"Content-Length: 90\r\nContent-Length: 0\r\n", HIDDEN),
    "a list of lengths": posted(b"Content-Length: 0, 90\r\n", HIDDEN),
    "a length with a sign": posted(b"Content-Length: +0\r\n", HIDDEN),
    "a length below zero": posted(b"Content-Length: -1\r\n", HIDDEN),
    "a length in hexadecimal": posted(b"Content-Length: 0x0\r\n", HIDDEN),
    "a length with a point": posted(b"Content-Length: 0.0\r\n", HIDDEN),
    "a length with a space in it": posted(b"Content-Length: 0 0\r\n", HIDDEN),
    "a length beyond all numbers": posted(b"Content-Length: 18446744073709551616\r\n", HIDDEN),
    "an empty length": posted(b"Content-Length:\r\n", HIDDEN),
    "a space before the colon": posted(
        b"Content-Length: 0\r\nTransfer-Encoding : chunked\r\n", chunked(HIDDEN)),
    "a space before the colon of the length": posted(b"Content-Length : 90\r\n", HIDDEN),
    "a folded line": posted(
        b"Content-Length: 0\r\nTransfer-Encoding:\r\n chunked\r\n", chunked(HIDDEN)),
    "a line that begins with a space": posted(
        b"X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", chunked(HIDDEN)),
    "an unknown encoding": posted(
        b"Content-Length: 0\r\nTransfer-Encoding: xchunked\r\n", chunked(HIDDEN)),
    "chunked is not the last": posted(
        b"Transfer-Encoding: chunked, identity\r\n", chunked(HIDDEN)),
    "chunked twice": posted(
        b"Content-Length: 0\r\nTransfer-Encoding: chunked, chunked\r\n", chunked(HIDDEN)),
    "identity and a length": posted(
        b"Content-Length: 0\r\nTransfer-Encoding: identity\r\n", chunked(HIDDEN)),
    "a vertical tab": posted(
        b"Content-Length: 0\r\nTransfer-Encoding:\x0bchunked\r\n", chunked(HIDDEN)),
    "a quoted encoding": posted(
        b'Content-Length: 0\r\nTransfer-Encoding: "chunked"\r\n', chunked(HIDDEN)),
    "a NUL in the value": posted(
        b"Content-Length: 0\r\nTransfer-Encoding: chunked\x00\r\n", chunked(HIDDEN)),
    "a bare line feed in a value": posted(
        b"X: y\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n", chunked(HIDDEN)),
    "a bare carriage return in a value": posted(
        b"X: y\rTransfer-Encoding: chunked\r\nContent-Length: 0\r\n", chunked(HIDDEN)),
    "an unknown encoding alone": posted(b"Transfer-Encoding: gzip\r\n", chunked(HIDDEN)),
    "two encodings": posted(
        b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n", chunked(HIDDEN)),
    "a chunk of no size": posted(b"Transfer-Encoding: chunked\r\n", b"\r\n" + HIDDEN),
    "a chunk's size beyond all numbers": posted(
        b"Transfer-Encoding: chunked\r\n", b"FFFFFFFFFFFFFFFFF0\r\n" + HIDDEN),
    "a chunk's size with a sign": posted(
        b"Transfer-Encoding: chunked\r\n", b"-1\r\n\r\n0\r\n\r\n" + HIDDEN),
    "a chunk's size with a prefix": posted(
        b"Transfer-Encoding: chunked\r\n", b"0x0\r\n\r\n" + HIDDEN),
    "a chunk that is longer than it says": posted(
        b"Transfer-Encoding: chunked\r\n", b"1\r\nabc\r\n0\r\n\r\n" + HIDDEN),
    "a bare line feed after a chunk's size": posted(
        b"Transfer-Encoding: chunked\r\n", b"0\n\n" + HIDDEN),
    "a bare line feed in a chunk's extension": posted(
        b"Transfer-Encoding: chunked\r\n", b"2;x\nab\r\n0\r\n\r\n" + HIDDEN),
    "two hosts": GET + b"Host: evil.example\r\n\r\n",
    "two hosts that are one": GET + b"Host: HOST\r\n\r\n",
    "a name with a space": GET + b"X Y: z\r\n\r\n",
    "a name with a NUL": GET + b"X\x00Y: z\r\n\r\n",
    "a line without a colon": GET + b"nothing\r\n\r\n",
    "a line without a name": GET + b": z\r\n\r\n",
    "no version": b"GET /health\r\n\r\n",
    "two versions": b"GET /health HTTP/1.1 HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "a version to come": b"GET /health HTTP/9.9\r\nHost: HOST\r\n\r\n",
    "no version that there is": b"GET /health HTTP/1.x\r\nHost: HOST\r\n\r\n",
    "the next protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    "no protocol": b"\x00\x01\x02\x03\r\n\r\n",
    "a method with a space before it": b" GET /health HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "a tab between": b"GET\t/health\tHTTP/1.1\r\nHost: HOST\r\n\r\n",
    "a line feed in the address": b"GET /x\n/TAG HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "a request in the address": (
        b"GET /x HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n" + HIDDEN),
}

# Clear, and of no use here: one answer that refuses.
REFUSED = {
    "no host": b"GET /health HTTP/1.1\r\n\r\n",
    "an empty host": b"GET /health HTTP/1.1\r\nHost:\r\n\r\n",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    "an echo": b"TRACE /health HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "an invented method": b"BREW /health HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "the whole server": b"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "an address without a slash": b"GET health HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "a small method": b"get /health HTTP/1.1\r\nHost: HOST\r\n\r\n",
}

# Read by everybody in the same way: as many answers as requests, and none is hidden.
PLAIN = {
    "two requests at once": (GET + b"\r\n" + HIDDEN, 2),
    "a body and a request": (posted(b"Content-Length: 5\r\n", b"email") + HIDDEN, 2),
    "chunks and a request": (
        posted(b"Transfer-Encoding: chunked\r\n", chunked(b"email=x")) + HIDDEN, 2),
    "a request in a body": (
        posted(b"Connection: close\r\nContent-Length: %d\r\n" % len(HIDDEN), HIDDEN), 1),
    "a request in a chunk": (
        posted(b"Connection: close\r\nTransfer-Encoding: chunked\r\n", chunked(HIDDEN)), 1),
    "a request after the end": (GET + b"Connection: close\r\n\r\n" + HIDDEN, 1),
}
