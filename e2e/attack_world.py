"""An installation to be attacked: two companies with books, and somebody who belongs to one.

`world()` is made once for all attacks of the process and ends with it.
"""

import atexit
import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import proxy
from attack_server import PASSWORD, Attacked, written
from attack_slow import SlowConnections
from attack_texts import FORMULAS, SCRIPTS, TEMPLATES
from attacker import PAGE, SESSION, Site, Visitor, multipart

ROUTES = Path(__file__).parent.parent / "Tests/AccessTests/routes.txt"
# Stands in everything of the company that the attacker does not belong to.
MARKER = "Zanzibar"
HARMFUL = SCRIPTS + TEMPLATES + FORMULAS
KEY_SCOPES = ("readReceivables", "writeNotes", "postReceivables", "importData")


@dataclass
class Company:
    """A company with a member, and one of everything that has an id."""

    name: str
    email: str
    member: Visitor
    # The ids of addresses, by what stands before them.
    ids: dict[str, str] = field(default_factory=dict)
    key: str = ""
    access: str = ""
    refresh: str = ""


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    # What each kind of visitor gets, as the table says it.
    answers: dict[str, str]

    @property
    def has_id(self) -> bool:
        return ":" in self.path

    @property
    def is_open(self) -> bool:
        """Whether it answers somebody who is not logged in."""
        return self.answers["nobody"] == "yes"


def routes() -> list[Route]:
    """Every address of the server, as the table of who gets what lists it."""
    columns: list[str] = []
    found = []
    for line in ROUTES.read_text().splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if not columns:
            columns = words
            continue
        found.append(Route(words[0], words[1], dict(zip(columns, words[2:], strict=True))))
    return found


def filled(path: str, company: Company, ids: dict[str, str] | None = None) -> str:
    """An address with ids in the places of its parameters."""
    ids = company.ids if ids is None else ids
    for prefix in sorted(ids, key=len, reverse=True):
        place, _, _ = prefix.rpartition("/:")
        if path == prefix or path.startswith(prefix + "/") or path.startswith(prefix + "."):
            path = f"{place}/{ids[prefix]}" + path[len(prefix):]
    if "/:" in path:
        raise KeyError(f"Say in attack_world.py what stands for the parameter of {path}.")
    return path.replace("…", "app.js")


class Proxied:
    """A second server, behind the real nginx."""

    email = "owner@example.com"

    def __init__(self) -> None:
        self.server = Attacked(
            COUNTINGHOUSE_PUBLIC_URL=f"https://{proxy.NAME}",
            COUNTINGHOUSE_TRUSTED_PROXIES="127.0.0.1")
        atexit.register(self.server.close)
        self.server.serve()
        self.server.run("tenant", "create", "mine")
        self.server.person(self.email, "mine")
        self.proxy = proxy.Proxy(self.server.port)
        atexit.register(self.proxy.close)
        self.site = self.proxy.site
        member = Visitor(self.site)
        member.log_in(self.email, PASSWORD)
        self.slow = SlowConnections(
            self.site, "/admin/roles/", f"__Host-{SESSION}={member.cookies[f'__Host-{SESSION}']}"
        ).begin()


@dataclass
class World:
    server: Attacked
    mine: Company
    theirs: Company
    slow: SlowConnections
    proxied: Proxied

    @property
    def site(self) -> Site:
        return self.server.site

    def visitor(self, source: str = "127.0.0.1") -> Visitor:
        return Visitor(self.site, source)

    def operator(self) -> Visitor:
        """An owner of a company of ours who looks after the installation too."""
        member = self.member(self.mine)
        self.server.run("user", "operator", member.email)
        # What a session may do is looked up again after some seconds; a new one's at once.
        operator = self.visitor()
        operator.email = member.email
        operator.log_in(member.email, PASSWORD)
        return operator

    def member(self, company: Company, role: str = "owner", source: str = "127.0.0.1") -> Visitor:
        """Somebody new with that role, logged in."""
        email = f"{uuid.uuid4().hex[:12]}@example.com"
        self.server.person(email, company.name, role)
        visitor = self.visitor(source)
        visitor.email = email
        answer = visitor.log_in(email, PASSWORD)
        if answer.status != 303:
            raise AssertionError(f"Logging in was answered with {answer.status}.")
        return visitor


_world: World | None = None


def world() -> World:
    global _world
    if _world is None:
        server = Attacked()
        atexit.register(server.close)
        server.serve()
        for name in ("mine", "theirs"):
            server.run("tenant", "create", name)
        mine = company(server, "mine", HARMFUL)
        theirs = company(server, "theirs", tuple(f"{MARKER} {index}" for index in range(90)))
        cookie = f"{SESSION}={theirs.member.cookies[SESSION]}"
        slow = SlowConnections(server.site, "/ar/customers/", cookie).begin()
        _world = World(server, mine, theirs, slow, Proxied())
    return _world


def company(server: Attacked, tenant: str, texts: tuple[str, ...]) -> Company:
    email = f"owner@{tenant}.example.com"
    server.person(email, tenant)
    fill_books(server, tenant, texts)
    member = Visitor(server.site)
    answer = member.log_in(email, PASSWORD)
    if answer.status != 303:
        raise AssertionError(f"{email} cannot log in: {answer.status}")
    made = Company(tenant, email, member)
    program = Visitor(server.site).post_json(
        "/api/v1/auth/login/", {"email": email, "password": PASSWORD}).json()
    made.access, made.refresh = program["access"], program["refresh"]
    # Somebody with an account who belongs to no company any more.
    server.person(guest(tenant), tenant, "viewer")
    server.run("member", "remove", guest(tenant), "--tenant", tenant)
    find_ids(made, texts)
    return made


def guest(tenant: str) -> str:
    return f"guest@{tenant}.example.com"


def fill_books(server: Attacked, tenant: str, texts: tuple[str, ...]) -> None:
    """A customer of each text, with the texts in all else that a list may say."""
    def other(index: int) -> str:
        return texts[index % len(texts)]

    server.take_in(tenant, [
        ["Customer", "Customer Name", "Group", "Terms", "Contact", "E-mail", "Phone"],
        *([f"{text}", f"{other(i + 1)} {i}", other(i + 2), other(i + 3), other(i + 4),
           other(i + 5), other(i + 6)] for i, text in enumerate(texts)),
    ], "--as", "customers")
    server.take_in(tenant, [
        ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"],
        *([text, f"{text}{i}", "2026-01-31", "2026-03-02", f"{100 + i}.50"]
          for i, text in enumerate(texts)),
    ])
    server.take_in(tenant, [
        ["Customer", "Receipt No", "Date", "Amount", "Applied To", "Applied Amount",
         "Applied Date"],
        *([text, f"R{text}{i}", "2026-03-05", "10.25", f"{text}{i}", "10.25", "2026-03-05"]
          for i, text in enumerate(texts)),
    ])


def find_ids(company: Company, texts: tuple[str, ...]) -> None:
    member, ids = company.member, company.ids
    ids["/ar/customers/:id"] = linked(member, "/ar/customers/", r"/ar/customers/(\d+)/")
    ids["/ar/api/invoice-details/:customer"] = ids["/ar/customers/:id"]
    customer = f"/ar/customers/{ids['/ar/customers/:id']}/"
    ids["/ar/documents/:id"] = linked(member, customer, r"/ar/documents/(\d+)/")
    for text in set(texts) & set(HARMFUL) or texts[:3]:
        member.post(customer + "notes", {"text": text})
        member.post("/admin/keys", {"name": text, "days": "30", KEY_SCOPES[0]: "yes"})
        address = f"{uuid.uuid4().hex[:12]}@example.com"
        member.post("/admin/members", {"email": address, "name": text, "role": "viewer"})
    made = member.post("/admin/keys", {
        "name": f"program of {company.name}", "days": "30", **dict.fromkeys(KEY_SCOPES, "yes")})
    company.key = re.search(r"ch_[\w-]{43}", made.text)[0]
    ids["/admin/keys/:id"] = linked(member, "/admin/keys/", r"/admin/keys/(\d+)/revoke")
    ids["/admin/members/:id"] = linked(member, "/admin/members/", r"/admin/members/(\d+)/role")
    # Who has an account is invited.
    member.post("/admin/members", {"email": guest(company.name), "role": "viewer"})
    ids["/admin/invitations/:id"] = linked(
        member, "/admin/members/", r"/admin/invitations/(\d+)/again")
    ids["/api/v1/users/:id"] = ids["/admin/members/:id"]
    ids["/api/v1/invitations/:id"] = ids["/admin/invitations/:id"]
    member.post("/ar/groups", {"name": f"Group of {company.name}"})
    ids["/ar/groups/:id"] = linked(member, "/ar/groups/", r"/ar/groups/(\d+)/remove")
    for prefix in ("/admin/sessions/:id", "/admin/sessions/of/:id"):
        pattern = prefix.replace(":id", r"(\d+)") + "/end"
        ids[prefix] = linked(member, "/admin/sessions/", pattern)
    ids["/account/sessions/:id"] = linked(member, "/account/", r"/sessions/(\d+)/end")
    texts = texts[:30]
    bad = written([
        ["Customer", "Invoice No", "Invoice Date", "Amount", *texts],
        *([text, f"W{text}", "2026-02-01", "12.00" if i % 3 else text, *texts]
          for i, text in enumerate(texts)),
    ])
    # The ids of one company count on from those of the other, so that none is in both.
    if MARKER in texts[0]:
        for index in range(3):
            stored_import(member, f"{index}.csv", bad.replace("W", f"{index}").encode())
    ids["/import/:id"] = stored_import(member, f"{texts[0]}.csv", bad.encode())
    waiting = member.upload(f"{texts[1]}.csv", bad.replace("12.00", "13.00").encode())
    ids["/import/file/:token"] = waiting.header("location").strip("/").rsplit("/", 1)[1]
    ids["/exports/:id"] = export(member)
    ids["/login/link/:token"] = "A" * 43
    find_webhook_ids(member, ids, MARKER in texts[0])
    find_api_ids(company, MARKER in texts[0])
    ids["/api/v1/tenants/:name"] = company.name
    ids["/admin/tenants/:name"] = company.name


def find_webhook_ids(member: Visitor, ids: dict[str, str], is_theirs: bool) -> None:
    """Endpoints with deliveries; the other company has more, so that its ids are its own."""
    for _ in range(3 if is_theirs else 1):
        member.post("/admin/webhooks", {
            "url": "https://93.184.216.34/countinghouse", "on_invoice_paid": "yes"})
    ids["/admin/webhooks/:id"] = linked(member, "/admin/webhooks/", r"/admin/webhooks/(\d+)\b")
    page = f"/admin/webhooks/{ids['/admin/webhooks/:id']}/"
    for _ in range(3 if is_theirs else 1):
        member.post(page + "test", {})
    ids["/admin/webhooks/deliveries/:id"] = linked(
        member, page, r"/admin/webhooks/deliveries/(\d+)")
    # What replays them is a job. Jobs are of all companies together: the first one is this.
    if is_theirs:
        member.post(page + "replay", {})
    ids["/admin/jobs/:id"] = "1"
    for of_page in ("/webhooks/:id", "/webhooks/deliveries/:id", "/jobs/:id"):
        ids[f"/api/v1{of_page}"] = ids[f"/admin{of_page}"]


def find_api_ids(company: Company, is_theirs: bool) -> None:
    """One of everything that programs make; the other company makes more, as above."""
    make_with(company, company.access, company.ids, is_theirs)


def make_with(company: Company, bearer: str, ids: dict[str, str], is_theirs: bool) -> None:
    program = Visitor(company.member.site, bearer=bearer)
    customer = company.ids["/ar/customers/:id"]
    cent = {"amount": "0.01", "currency": "USD"}

    def make(path: str, body: dict[str, object]) -> str:
        answer = program.post_json(f"/api/v1/{path}/", body)
        if answer.status not in (200, 201):
            raise AssertionError(f"{path}: {answer.status} {answer.text}")
        return answer.json()["id"]

    def document(path: str) -> str:
        return make(path, {
            "customer_id": customer, "number": uuid.uuid4().hex, "date": "2026-07-01",
            "amount": {"amount": "9.00", "currency": "USD"}})

    for _ in range(4 if is_theirs else 1):
        for path in ("invoices", "credit-notes", "receipts", "opening-balances"):
            ids[f"/api/v1/{path}/:id"] = document(path)
        invoice, receipt = document("invoices"), document("receipts")
        ids["/api/v1/refunds/:id"] = make("refunds", {
            "credit_id": receipt, "number": uuid.uuid4().hex, "date": "2026-07-02",
            "amount": cent})
        made = program.post_json("/api/v1/allocations/", {
            "credit_id": receipt, "document_id": invoice, "amount": cent})
        ids["/api/v1/allocations/:id"] = re.search(r'"id": ?"(\d+)"', made.text)[1]
        made = program.post_json("/api/v1/write-offs/", {"document_id": invoice, "amount": cent})
        ids["/api/v1/write-offs/:id"] = re.search(r'"id": ?"(\d+)"', made.text)[1]
        name = f"{MARKER if is_theirs else 'own'} {uuid.uuid4().hex[:8]}"
        ids["/api/v1/groups/:id"] = make("groups", {"name": name})
        ids["/api/v1/payment-terms/:id"] = make("payment-terms", {"name": name, "due_days": 9})
        ids["/api/v1/contacts/:id"] = make(f"customers/{customer}/contacts", {"name": name})
    ids["/api/v1/customers/:id"] = customer
    own = company.ids
    ids["/api/v1/imports/:id"] = own["/import/:id"]
    ids["/api/v1/imports/files/:token"] = own["/import/file/:token"]
    ids["/api/v1/exports/:id"] = own["/exports/:id"]


def linked(member: Visitor, page: str, pattern: str) -> str:
    """The newest id that a page links to."""
    found = re.findall(pattern, member.get(page).text)
    if not found:
        raise AssertionError(f"{page} has no link such as {pattern}.")
    return max(found, key=int)


def stored_import(member: Visitor, name: str, content: bytes) -> str:
    """Imports a file as a person does; the id of the record."""
    place = member.upload(name, content).header("location")
    body, kind = multipart([
        ("csrf_token", None, member.token.encode()), ("as", None, b"invoices"),
        ("action", None, b"import")])
    member.ask("POST", place, body, {"Content-Type": kind})
    for _ in range(100):
        place = member.get(place).header("location") or place
        found = re.search(r"/import/(\d+)", place)
        if found:
            return found[1]
    raise AssertionError(f"{name} was not imported.")


def export(member: Visitor) -> str:
    """An export that is kept."""
    answer = member.get(
        "/ar/customers/export.csv", headers={"Prefer": "respond-async", "Accept": PAGE})
    found = re.search(r"/exports/(\w+)", answer.header("location"))
    if not found:
        raise AssertionError(f"No export was begun: {answer.status}")
    return found[1]
