import BooksTestSupport
import Foundation
import Kernel
import Receivables
import Testing

/// What the import of a file must say: an `expected.json` beside the file. What is null is not
/// compared.
struct ExpectedImport: Decodable, Sendable {
    struct Reject: Decodable, Hashable, Sendable {
        let line: Int64
        let column: String?
    }

    let file: String
    /// For a file that must be refused: what the sentence says.
    let refused: String?
    let arguments: [String]?
    let form: String?
    let tenantCurrency: String?
    let asOf: String?
    let dateOrder: String?
    let rows: Int64?
    let documents: Int64?
    let customers: Int64?
    let contacts: Int64?
    let amountTotal: String?
    let openTotal: String?
    let rejected: Int64?
    let rejects: [Reject]?
    let warnings: Int?
    let agingTotal: String?
    let byBucket: [String: String]?

    /// Reads the expectation of a folder.
    init(folder: String) throws {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/expected.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(ExpectedImport.self, from: data)
    }

    /// The names of the folders that hold an expectation.
    static func names(in folder: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return all.filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)/expected.json")
        }
        .sorted()
    }

    /// The import that the arguments of the command line ask for.
    func request(folder: String) throws -> ImportRequest {
        var form = ImportForm.automatic
        var asOf: LocalDate?
        var map: [String: String] = [:]
        var rest = (arguments ?? [])[...]
        while let name = rest.popFirst(), let value = rest.popFirst() {
            switch name {
            case "--as": form = try #require(ImportForm(rawValue: value))
            case "--as-of": asOf = try LocalDate(iso: value)
            case "--map":
                let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
                map[parts[0]] = parts[1]
            default: Issue.record("an argument that the test does not know: \(name)")
            }
        }
        return ImportRequest(path: "\(folder)/\(file)", form: form, asOf: asOf, columnMap: map)
    }

    /// Compares what an import said.
    func compare(_ report: ImportReport) {
        func text(_ money: Money) -> String {
            DecimalText.formatMinorUnits(money.minorUnits, decimals: money.currency.decimals)
        }
        if let form { #expect(report.formID == form) }
        if let asOf { #expect(report.asOf?.description == asOf) }
        if let dateOrder { #expect(report.dateOrder == dateOrder) }
        if let rows { #expect(report.rows == rows) }
        if let documents { #expect(report.documents == documents) }
        if let customers { #expect(report.customers == customers) }
        if let contacts { #expect(report.contacts == contacts) }
        if let amountTotal { #expect(text(report.amountTotal) == amountTotal) }
        if let openTotal { #expect(text(report.openTotal) == openTotal) }
        if let rejected { #expect(report.rejected == rejected, "\(report.rejects)") }
        if let rejects {
            let found = report.rejects.map { Reject(line: $0.line, column: $0.column) }
            #expect(found == rejects, "\(report.rejects)")
        }
        if let warnings {
            let found = report.warnings.filter { !$0.hasPrefix("Columns that are not used") }
            #expect(found.count == warnings, "\(report.warnings)")
        }
    }
}
