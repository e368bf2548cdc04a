import Formats

/// The links to a table as files: what the template `exports` shows.
struct ExportLinks {
    struct Link {
        let address: String
        let label: String
    }

    let links: [Link]
    /// What the files hold.
    let subject: String

    /// - Parameter address: where the file with an ending is.
    init(of subject: String, _ address: (String) -> String) {
        self.subject = subject
        links = ["pdf", "xlsx", "csv"].map { ending in
            Link(address: address(ending), label: ending == "xlsx" ? "Excel" : ending.uppercased())
        }
    }
}
