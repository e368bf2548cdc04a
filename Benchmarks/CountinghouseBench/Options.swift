import Glibc
import Kernel

/// What a run measures and where it works.
struct Options: Sendable {
    static let usage = """
        Usage: CountinghouseBench --program FILE --directory DIR [--document FILE] [--sizes N,N]
            [--project DIR] [--only import,workbook,aging,page,browser,http,export,read,post,cache,api,tenants]
        """

    /// The release binary under test.
    var program = ""
    /// A directory for the cluster's data and the files; should be empty.
    var directory = ""
    /// Where the figures are written to; nil only prints them.
    var document: String?
    /// The project's root, for the browser's part, which is left out without it.
    var project: String?
    /// Invoices of each run, the most last.
    var sizes = [100_000, 1_000_000]
    /// The lines to measure.
    var parts = Set(Part.allCases)

    /// The groups of lines.
    enum Part: String, CaseIterable {
        case imports = "import"
        case workbook, aging, page, browser, http, export, read, post, cache, api, tenants
    }

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchError.usage(Self.usage) }
            switch name {
            case "--program": program = value
            case "--directory": directory = value
            case "--document": document = value
            case "--project": project = value
            case "--sizes": sizes = value.split(separator: ",").compactMap { Int($0) }
            case "--only":
                parts = Set(value.split(separator: ",").compactMap { Part(rawValue: String($0)) })
            default: throw BenchError.usage(Self.usage)
            }
        }
        guard !program.isEmpty, directory.hasPrefix("/"), !sizes.isEmpty, !parts.isEmpty,
            sizes.allSatisfy({ $0 >= 1_000 && $0 <= 10_000_000 })
        else { throw BenchError.usage(Self.usage) }
    }
}
