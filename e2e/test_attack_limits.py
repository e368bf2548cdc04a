"""Whoever asks too much is told to wait, alone, and cannot pass for somebody else."""

import unittest

import attack_world
from attacker import JSON, Answer, Visitor

ADDRESS, CLIENT, TENANT = 12, 20, 30


class LimitTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = attack_world.Attacked(
            COUNTINGHOUSE_REQUESTS_PER_ADDRESS=str(ADDRESS),
            COUNTINGHOUSE_REQUESTS_PER_CLIENT=str(CLIENT),
            COUNTINGHOUSE_REQUESTS_PER_TENANT=str(TENANT),
            COUNTINGHOUSE_TRUSTED_PROXIES="127.0.0.1")
        cls.addClassCleanup(cls.server.close)
        cls.server.serve()
        for tenant in ("mine", "theirs"):
            cls.server.run("tenant", "create", tenant)
        cls.site = cls.server.site

    def key(self, tenant: str) -> Visitor:
        secret = self.server.run(
            "key", "create", "program", "--tenant", tenant, "--may", "readReceivables")
        return Visitor(self.site, bearer=secret.strip())

    def asked(self, count: int, ask) -> list[int]:
        return [ask(number).status for number in range(count)]

    def as_from(self, address: str, path: str = "/login") -> Answer:
        return Visitor(self.site).get(path, headers={"X-Forwarded-For": address})

    def test_an_address(self) -> None:
        found = self.asked(ADDRESS + 5, lambda _: self.as_from("203.0.113.1"))
        self.assertEqual(set(found[:ADDRESS - 1]), {200})
        self.assertEqual(found[-1], 429)
        refused = self.as_from("203.0.113.1")
        self.assertGreater(int(refused.header("retry-after")), 0)
        self.assertIn("r=0", refused.header("ratelimit"))
        self.assertIn(f"q={ADDRESS}", refused.header("ratelimit-policy"))
        self.assertEqual(self.as_from("203.0.113.2").status, 200)
        for path in ("/health", "/health/db"):
            self.assertEqual(self.as_from("203.0.113.1", path).status, 200)

    def test_an_address_in_other_forms(self) -> None:
        """One that is written otherwise, or that comes with invented hops, is the same."""
        forms = (
            "198.51.100.7", "::ffff:198.51.100.7", "[::ffff:198.51.100.7]", "198.51.100.7:80",
            "8.8.8.{n}, 198.51.100.7", "8.8.8.{n},198.51.100.7", "x{n}, 198.51.100.7",
        )
        found = self.asked(
            ADDRESS * 3, lambda n: self.as_from(forms[n % len(forms)].replace("{n}", str(n))))
        # One that cannot be read counts as the proxy's own.
        self.assertLessEqual(found.count(200), ADDRESS * 2, found)
        self.assertIn(429, found)

    def test_the_addresses_of_one_line(self) -> None:
        """Whoever has an IPv6 address has 2^64 of them."""
        found = self.asked(ADDRESS + 5, lambda n: self.as_from(f"2001:db8:1:2:{n:x}::{n:x}"))
        self.assertEqual(found[-1], 429, found)
        self.assertEqual(self.as_from("2001:db8:1:3::1").status, 200)

    def test_a_program(self) -> None:
        program, other = self.key("mine"), self.key("theirs")
        path = "/ar/api/summary-stats/"
        more = [self.key("mine") for _ in range(3)]
        found = self.asked(CLIENT * 2, lambda n: program.get(
            path, accept=JSON, headers={"X-Forwarded-For": f"203.0.113.{n + 20}"}))
        self.assertEqual(set(found[:ADDRESS + 3]), {200})
        self.assertIn(429, found)
        self.assertEqual(other.get(path, accept=JSON).status, 200)
        # Neither does its company ask on with more keys.
        found = self.asked(TENANT, lambda n: more[n % 3].get(path, accept=JSON))
        self.assertEqual(found[0], 200)
        self.assertIn(429, found)
        self.assertEqual(other.get(path, accept=JSON).status, 200)

    def test_who_guesses_keys_is_nobody(self) -> None:
        """Each made-up key is not a client of its own."""
        found = self.asked(ADDRESS + 5, lambda n: Visitor(
            self.site, bearer="ch_" + f"{n:A>43}").get(
                "/ar/", accept=JSON, headers={"X-Forwarded-For": "203.0.113.9"}))
        self.assertEqual(found[0], 401)
        self.assertEqual(found[-1], 429)

    def test_a_stranger_who_is_no_proxy(self) -> None:
        """Without proxies that are believed the header says nothing."""
        site = attack_world.world().site
        visitor = Visitor(site, "127.0.9.1")
        found = self.asked(9, lambda n: visitor.post(
            "/login", {"email": "somebody@example.com", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"}))
        self.assertEqual(found[-1], 429, found)
