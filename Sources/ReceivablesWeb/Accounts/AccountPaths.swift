import Kernel
import Receivables
import WebSupport

/// The addresses of the pages of customers and documents. The day asked about goes with them;
/// today needs no saying.
struct AccountPaths {
    static let home = "/ar/"
    static let customers = "/ar/customers/"
    static let report = "/ar/report/"
    static let imports = "/import/"
    static let search = "/ar/search"

    /// nil is today.
    let asOf: LocalDate?

    init(asOf day: LocalDate, today: LocalDate) {
        asOf = day == today ? nil : day
    }

    func customer(_ id: CustomerID, _ parameters: [(String, String?)] = []) -> String {
        address("\(Self.customers)\(id)/", parameters)
    }

    func document(_ id: DocumentID, _ parameters: [(String, String?)] = []) -> String {
        address("/ar/documents/\(id)/", parameters)
    }

    func documentFile(
        _ id: DocumentID, _ name: String, _ parameters: [(String, String?)] = []
    ) -> String {
        address("/ar/documents/\(id)/\(name)", parameters)
    }

    /// A list of a customer's page as a file.
    func files(_ id: CustomerID, _ list: AccountList) -> ExportLinks {
        ExportLinks(of: list.title) { ending in
            address("\(Self.customers)\(id)/\(list.rawValue).\(ending)", [])
        }
    }

    /// An address with this day and other parameters; nil leaves one out.
    func address(_ path: String, _ parameters: [(String, String?)]) -> String {
        let all = parameters + [("as_of", asOf?.description)]
        let pairs = all.compactMap { name, value in
            value.map { name + "=" + PercentEscape.escaped($0, keeping: ",:") }
        }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }

    /// The statement as a file.
    static func statement(
        _ id: CustomerID, _ ending: String, from: LocalDate, to: LocalDate
    ) -> String {
        "\(customers)\(id)/statement.\(ending)?from=\(from)&to=\(to)"
    }
}
