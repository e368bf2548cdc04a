import Formats
import Glibc
import Kernel
import Tenancy

/// The aging report as files: a workbook of all customers by the program, pages of so many rows.
struct ExportLines {
    private static let rounds = 5
    private static let pageRows: Int64 = 5_000
    private static let bucketNames = ["Current", "1-30", "31-60", "61-90", "91-120", "120+"]

    let site: Site
    let scope: Scope

    func run() async throws -> [Measurement] {
        let (workbook, workbookBytes) = try await workbook()
        let (pages, setterBytes) = try await pages()
        return [
            .time("XLSX of 10,000 customers, the whole run of the program", workbook, atMost: 2),
            .memory("the program's peak memory", workbookBytes, atMost: 100),
            .time("PDF of \(Figure.grouped(Int(Self.pageRows))) rows", pages, atMost: 8),
            .memory("peak memory of what sets the pages", setterBytes, atMost: 1_024),
        ]
    }

    private func workbook() async throws -> (seconds: Double, peakBytes: Int) {
        let path = "\(site.directory)/aging.xlsx"
        var seconds: [Double] = []
        var peak = 0
        for _ in 0..<Self.rounds {
            let outcome = try await Command(
                [
                    site.options.program, "report", "aging", "--tenant", scope.tenant.name.text,
                    "--format", "xlsx", "--output", path,
                ], environment: site.environment()
            ).run()
            seconds.append(outcome.seconds)
            peak = max(peak, outcome.peakBytes)
        }
        return (Timing.median(seconds), peak)
    }

    private func pages() async throws -> (seconds: Double, peakBytes: Int) {
        let program = site.options.program
        var seconds: [Double] = []
        for round in 0..<Self.rounds {
            let file = ExportFile(.pdf, path: "\(site.directory)/\(round).pdf") {
                () throws(ExportError) in
                try TypstProgram.find(
                    setting: nil, searchPath: getenv("PATH").map { String(cString: $0) },
                    executable: program)
            }
            seconds.append(
                try await Timing.measure {
                    try await file.write { make in try Self.write(to: try make()) }
                })
        }
        return (Timing.median(seconds), Self.largestChildBytes)
    }

    private static func write(to writer: any ExportWriter) throws {
        let amount = ExportColumn.Kind.amount(decimals: 2)
        var random = SeededRandom(seed: 5)
        let rows = (0..<pageRows).map { number in
            [ExportCell.text("Customer \(number) Trading Ltd")]
                + (0...bucketNames.count).map { _ in .amount(Int64(random.below(100_000_000))) }
        }
        try writer.write(
            ExportDocument(
                title: "Aging report", facts: [ExportFact("Tenant", "bench")],
                locale: LocaleFormat("en-US")),
            ExportSection(
                name: "Aging",
                columns: [ExportColumn("Customer", .text)]
                    + (bucketNames + ["Total"]).map { ExportColumn($0, amount) }),
            rows: rows)
    }

    /// Of the programs that this process has started and waited for.
    private static var largestChildBytes: Int {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        return usage.ru_maxrss << 10
    }
}
