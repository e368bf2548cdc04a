/// The links to a table as files: what the template `exports` shows.
package struct ExportLinks {
    struct Link {
        let address: String
        let label: String
    }

    let links: [Link]
    /// What the files hold.
    let subject: String

    /// - Parameter address: where the file with an ending is.
    package init(
        of subject: String, kinds: [String] = ["pdf", "xlsx", "csv"],
        _ address: (String) -> String
    ) {
        self.subject = subject
        links = kinds.map { ending in
            Link(address: address(ending), label: ending == "xlsx" ? "Excel" : ending.uppercased())
        }
    }
}
