import Identity
import Testing

@testable import App

/// What mail programs and people put around addresses, and what is part of one: a cell is the
/// person's only where their whole address stands in it.
@Suite struct `An address in a cell with marks around it` {
    private static let email = "zora.quill@example.com"
    private static let other = "Ap@quarry.example"

    /// Around one address: quotes as Outlook writes them, braces, links, and ends of sentences.
    private static let around = [
        ("'", "'"), ("'", "';"), ("{", "}"), ("|", "|"), ("`", "`"), ("", "."), ("", "..."),
        ("", ".'"), ("<mailto:", "?subject=Hello%20there>"), ("MAILTO:", "?subject=a&body=b"),
        ("mailto:?to=", ""), ("Please write to ", "."), ("\u{2018}", "\u{2019}"),
        ("\u{201E}", "\u{201C}"), ("\u{AB}", "\u{BB}"), ("\u{2060}", "\u{2060}"),
        ("'Quill, Zora' <", ">"), ("Quill (", "!)"),
    ]

    /// Between two addresses: marks that no domain has, and spaces that not every locale knows.
    private static var between: [String] {
        let spaces = (UInt32(0x2000)...0x200A).compactMap { code in
            Unicode.Scalar(code).map { String(Character($0)) }
        }
        return spaces + [
            "\u{85}", "\u{1680}", "\u{2028}", "\u{2029}", "\u{205F}", "\u{2060}", "\u{3000}",
            "\u{3001}", "|", " | ", "/", "' '", "','", "'; '", "}, {", "}{", ".\n", "?cc=",
            "&bcc=", "?subject=x&cc=",
        ]
    }

    /// Cells with the address, and what is left of each without it.
    private static var found: [(cell: String, left: String?)] {
        var cells: [(cell: String, left: String?)] = []
        for (before, after) in around {
            cells.append(("\(before)\(email)\(after)", nil))
            cells.append(("\(other); \(before)\(email.uppercased())\(after)", other))
            cells.append(("\(before)\(email)\(after) \(before)\(other)\(after)", other))
        }
        for mark in between {
            cells.append(("\(email)\(mark)\(other)", other))
            cells.append(("\(other)\(mark)\(email)", other))
        }
        // Others' marks within their addresses stay.
        for kept in ["o'neil@example.com", "a{b}c|d@example.com", "x.y=z@example.com"] {
            cells.append(("'\(kept)', '\(email)'", kept))
            cells.append(("{\(email)}{\(kept)}", kept))
        }
        return cells
    }

    /// Addresses that end as theirs do, or begin so.
    private static let strangers = [
        "o'\(email)", "x|\(email)", "x{\(email)", "x.\(email)", "x=\(email)", "'o'\(email)'",
        "'\(email).au'", "{zora.quill@example.com-x.example}", "zora.quill'@example.com",
        "zora'quill@example.com", "zora.quill@example.com_x.example", "zora.quill|@example.com",
        "mailto:\(other)?subject=zora.quill", "zora\u{2060}.quill@example.com",
    ]

    @Test func `is found and erased, and those of others stay`() async throws {
        try await AccessSite.use { site in
            let found = Self.found
            let cells = found.map(\.cell)
            try await site.addContacts(cells + Self.strangers)
            #expect(try await site.contactsShown(to: Self.email) == cells.map { Array($0.utf8) })
            let erasure = try await site.services.people.erase(EmailAddress(Self.email))
            #expect(erasure.contacts == found.count)
            let kept = try await site.contacts()
            #expect(kept.count == found.count + Self.strangers.count)
            for ((cell, left), row) in zip(found, kept) {
                #expect(row == [PersonStorage.blankContact, left, nil], "\(Array(cell.utf8))")
            }
            for (cell, row) in zip(Self.strangers, kept.suffix(Self.strangers.count)) {
                #expect(row == ["Accounts", cell, "555-1212"])
            }
        }
    }

    /// Marks within an address, or at its beginning, are part of it.
    @Test(arguments: ["o'neil@example.com", "{zora}@example.com", "a|b@example.com"])
    func `is found also where the address itself has such marks`(email: String) async throws {
        try await AccessSite.use { site in
            let cells = [email, "'\(email.uppercased())", "\(Self.other), <\(email)>", "\(email)."]
            // One that begins like a bracket is theirs only where nothing more is around it.
            let own = email.first == "{" ? [cells[0], cells[2]] : cells
            let others = ["neil@example.com", "zora@example.com", "b@example.com"]
            try await site.addContacts(cells + others)
            #expect(try await site.contactsShown(to: email) == own.map { Array($0.utf8) })
            let erasure = try await site.services.people.erase(EmailAddress(email))
            #expect(erasure.contacts == own.count)
        }
    }
}
