import Identity
import PostgresClient
import Testing

@testable import App

/// A contact's cell holds what a list from elsewhere had in it: addresses with anything between.
@Suite struct `A person among the addresses of a cell` {
    private static let email = "zora.quill@example.com"
    private static let other = "ap@quarry.example"

    /// What stands between two addresses.
    private static let separators: [String] = [
        ",", ";", ":", " ", "\t", "\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{A0}", "\u{2007}",
        "\u{200B}", "\u{202F}", "\u{FEFF}", "<", ">", "(", ")", "[", "]", "\"", "\\", ", ", " ;\n",
    ]
    /// What stands around one.
    private static let brackets = [
        ("<", ">"), ("(", ")"), ("[", "]"), ("\"", "\""), ("\\\"", "\\\""), ("\u{FEFF}", ""),
        ("mailto:", ""), ("Zora Quill <", ">"), ("\"Quill, Zora\" <", ">;"), ("\u{A0}\t", "\r\n"),
    ]

    /// Cells with the address, and what is left of each without it.
    private static var found: [(cell: String, left: String?)] {
        var cells: [(cell: String, left: String?)] = [(email, nil), (email.uppercased(), nil)]
        for separator in separators {
            cells.append(("\(email)\(separator)\(other)", other))
            cells.append(("\(other)\(separator)\(email)", other))
            let several = ["a@q.example", email, "B@q.example"].joined(separator: separator)
            cells.append((several, "a@q.example, B@q.example"))
        }
        for (before, after) in brackets {
            cells.append(("\(before)\(email)\(after)", nil))
            cells.append(("\(before)\(email)\(after) \(other)", other))
        }
        return cells
    }

    /// Addresses that have theirs in them, or look like it.
    private static let strangers: [String] = [
        "a.\(email)", "x\(email)", "-\(email)", "_\(email)", "+\(email)", "o'\(email)",
        "zora.quill+news@example.com", "zora.quill@example.com.au", "zora.quill@example.community",
        "zora.quill@example.com-x.example", "zora.quill@mail.example.com", "zora.quill@example.co",
        "zora.quill", "@example.com", "zora. quill@example.com", "zora.quill @example.com",
        "quill@example.com", "zora_quill@example.com", "zoraxquill@example.com",
        "zora%@example.com", "zora.quill@exampleAcom", "ap@quarry.example; ann@q.example",
    ]

    @Test func `is shown what names them, whatever stands around, and nothing else`()
        async throws
    {
        try await AccessSite.use { site in
            let cells = Self.found.map(\.cell)
            try await site.addContacts(Self.strangers + cells)
            let shown = try await site.contactsShown(to: Self.email)
            // Whoever reads JSON drops the mark of byte order at the beginning of a text.
            let expected = cells.map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
            #expect(shown == expected.map { Array($0.utf8) })
        }
    }

    @Test func `is erased from it, and the other addresses stay as they are`() async throws {
        try await AccessSite.use { site in
            let found = Self.found
            try await site.addContacts(found.map(\.cell) + Self.strangers)
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
            await #expect(throws: IdentityError.self) {
                _ = try await site.services.people.export(EmailAddress(Self.email))
            }
        }
    }

    @Test func `whose address stands in the name is erased there, and not the other's address`()
        async throws
    {
        try await AccessSite.use { site in
            let names = [
                "Zora Quill <\(Self.email)>", "Ann\\\(Self.email)\u{FEFF}", "a.\(Self.email)",
            ]
            try await site.addContacts(names.map { _ in Self.other })
            let table = site.scope.tenant.schema
            for (index, name) in names.enumerated() {
                try await site.owner.execute(
                    """
                    UPDATE \(identifier: table).ar_contact SET name = \(name) WHERE id = (
                        SELECT id FROM \(identifier: table).ar_contact
                        WHERE email = \(Self.other) ORDER BY id OFFSET \(Int64(index)) LIMIT 1)
                    """)
            }
            let erasure = try await site.services.people.erase(EmailAddress(Self.email))
            #expect(erasure.contacts == 2)
            let blank = [PersonStorage.blankContact, Self.other, nil]
            let kept = try await site.contacts()
            #expect(kept == [blank, blank, [names[2], Self.other, "555-1212"]])
        }
    }
}
