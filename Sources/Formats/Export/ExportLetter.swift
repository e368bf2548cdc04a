/// Who writes to whom, for an export that is sent as a letter.
package struct ExportLetter: Hashable, Sendable {
    package let sender: String
    /// The lines of the address.
    package let addressee: [String]
    /// What is said before the tables.
    package let opening: [String]

    package init(sender: String, addressee: [String], opening: [String]) {
        self.sender = sender
        self.addressee = addressee
        self.opening = opening
    }
}
