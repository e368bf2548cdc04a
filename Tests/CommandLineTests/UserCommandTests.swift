import Foundation
import Testing

@Suite(.serialized) struct `The user commands` {
    let program: Program

    init() throws {
        program = try Program()
    }

    /// The token of the one-time link that was printed.
    private static func link(in text: String) -> String? {
        text.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\/login\/link\/([A-Za-z0-9_-]{43})\n/)
            .map { String($0.1) }
    }

    @Test func `give access by a link or with a password`() throws {
        try program.run("tenant", "create", "acme")
        #expect(try program.run("user", "list").output.contains("Nobody can log in yet."))
        let made = try program.run(
            "user", "create", "Ada@Example.com", "--tenant", "acme", "--role", "accountant",
            "--name", "Ada Lovelace")
        #expect(made.status == 0)
        #expect(made.output.contains("Created ada@example.com as accountant of acme."))
        #expect(Self.link(in: made.output) != nil, "\(made)")

        let bob = try program.run(
            ["user", "create", "bob@example.com", "--role", "owner", "--password-stdin"],
            input: "correct horse battery staple\n")
        #expect(bob.status == 0, "\(bob)")
        #expect(Self.link(in: bob.output) == nil)
        let list = try program.run("user", "list")
        for text in ["ada@example.com", "Ada Lovelace", "accountant", "not set yet", "owner"] {
            #expect(list.output.contains(text), "\(text)")
        }
        let other = try program.run("tenant", "create", "other")
        #expect(other.status == 0)
        let again = try program.run(
            "user", "create", "BOB@example.com", "--tenant", "other", "--role", "viewer")
        #expect(again.output == "bob@example.com is now viewer of other.\n")
        let members = try program.run("user", "list", "--tenant", "other").output
        #expect(members.contains("bob@example.com") && !members.contains("ada@example.com"))
    }

    @Test func `take a password away and print a link for a new one`() throws {
        try program.run("tenant", "create", "acme")
        let create = ["user", "create", "bob@example.com", "--role", "owner", "--password-stdin"]
        try program.run(create, input: "correct horse battery staple\n")
        #expect(try program.run("user", "list").output.contains("not set yet") == false)
        let exists = try program.run(create, input: "correct horse battery staple\n")
        #expect(exists.status == 1)
        #expect(exists.errors.contains("countinghouse user reset-password bob@example.com"))
        let reset = try program.run("user", "reset-password", "Bob@example.com")
        #expect(reset.status == 0)
        #expect(Self.link(in: reset.output) != nil, "\(reset)")
        #expect(try program.run("user", "list").output.contains("not set yet"))
    }

    @Test func `say what is wrong in one line and with the right status`() throws {
        try program.run("tenant", "create", "acme")
        for (arguments, input, status) in [
            (["create", "nobody", "--role", "viewer"], nil, 2),
            (["create", "a@example.com", "--role", "king"], nil, 2),
            (["create", "a@example.com"], nil, 2),
            (["create", "a@example.com", "--role", "viewer", "--tenant", "nowhere"], nil, 1),
            (["create", "a@example.com", "--role", "viewer", "--password-stdin"], "short\n", 2),
            (["create", "a@example.com", "--role", "viewer", "--password-stdin"], "", 2),
            (["reset-password", "eve@example.com"], nil, 1),
            (["list", "--tenant", "nowhere"], nil, 1),
        ] as [([String], String?, Int32)] {
            let refused = try program.run(["user"] + arguments, input: input)
            #expect(refused.status == status, "\(arguments): \(refused)")
            #expect(refused.output.isEmpty)
            #expect(!refused.errors.isEmpty)
        }
        #expect(try program.run("user", "list").output.contains("Nobody can log in yet."))
    }

    @Test func `are what the server names as long as there is nobody`() throws {
        let first = try program.serve()
        let lines = first.split(separator: "\n")
        #expect(lines.first?.hasPrefix("Countinghouse answers at http://127.0.0.1:") == true)
        #expect(lines.last?.contains("countinghouse user create") == true)
        #expect(!first.contains("no login yet"))
        try program.run("tenant", "create", "acme")
        try program.run("user", "create", "ada@example.com", "--role", "owner")
        #expect(try program.serve().split(separator: "\n").count == 1)
    }
}
