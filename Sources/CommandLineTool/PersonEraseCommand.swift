import App
import ArgumentParser
import Identity

struct PersonEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a person: the account, and the address wherever it stands.",
        discussion: """
            The account goes with its sessions and memberships; contacts with the address become
            blank, and so do kept answers to requests that named them; imports, notes and keys name a
            number instead. The books stay to the cent. It
            cannot be taken back. Copies of the database and log files are not reached.
            """)

    @Argument(help: "The e-mail address, of a user or of a customer's contact.")
    var email: String

    func run() async throws {
        let address = try EmailAddress(email)
        let erasure = try await Session.runAsOperator { services, _ in
            try await services.people.erase(address)
        }
        let account = erasure.isAccount ? "The account is gone. " : ""
        StandardStream.output.write(
            "\(account)Contacts made blank: \(erasure.contacts). Records that name a number now:"
                + " \(erasure.records). Kept answers made empty: \(erasure.answers). Uploaded files"
                + " removed: \(erasure.files).\n")
        if erasure.notes > 0 {
            StandardStream.output.write(
                "Notes of others that name the address, which stay: \(erasure.notes). Search for"
                    + " the address to find them.\n")
        }
        StandardStream.output.write(
            "Files that others uploaded go within 14 days, exported files within an hour.\n")
    }
}
