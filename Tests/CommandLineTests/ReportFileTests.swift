import Foundation
import Testing

@Suite(.serialized) struct `Reports as files` {
    private static let invoices = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme Ltd,001,2026-07-01,2026-07-31,100.00
        Zeta,002,2026-08-15,2026-09-14,250.50
        """

    @Test func `are written to a file or a pipe`() throws {
        let program = try Program()
        #expect(try program.run("tenant", "create", "acme").status == 0)
        #expect(try program.run("import", try program.file("i.csv", Self.invoices)).status == 0)
        for (format, magic) in [("xlsx", "PK"), ("pdf", "%PDF")] {
            for report in [["aging"], ["statement", "--customer", "Acme Ltd"]] {
                let path = program.directory.appendingPathComponent("out.\(format)").path
                let written = try program.run(
                    ["report"] + report
                        + ["--as-of", "2026-09-30", "--format", format, "--output", path])
                #expect(written.status == 0, "\(written)")
                #expect(written.output.isEmpty)
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(bytes.starts(with: Data(magic.utf8)))
            }
            let piped = try program.run("report", "aging", "--format", format)
            #expect(piped.status == 0 && piped.output.hasPrefix(magic))
        }
    }

    @Test func `fail with a sentence where they cannot be made`() throws {
        let program = try Program()
        #expect(try program.run("tenant", "create", "acme").status == 0)
        let unknown = try program.run(
            "report", "statement", "--customer", "nobody", "--format", "xlsx")
        #expect(unknown.status == 1 && unknown.errors.contains("no customer “nobody”"))
        let place = try program.run(
            "report", "aging", "--format", "xlsx", "--output", "/no/such/folder/a.xlsx")
        #expect(place.status == 1 && place.errors.contains("/no/such/folder/a.xlsx"))
    }

    @Test func `are not poured into a terminal`() throws {
        let program = try Program()
        #expect(try program.run("tenant", "create", "acme").status == 0)
        // `script` gives the program a terminal.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        process.arguments = [
            "-qec", "\(Program.binary.path) report aging --format xlsx", "/dev/null",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["COUNTINGHOUSE_DATA_DIR": program.directory.appendingPathComponent("data").path]
        ) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        #expect(text.contains("--output FILE") && !text.contains("PK"))
    }
}
