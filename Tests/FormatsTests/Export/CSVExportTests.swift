import Foundation
import Kernel
import Testing

@testable import Formats

@Suite struct `An exported CSV file` {
    private typealias Ground = ExportPlayground

    @Test func `has one header, every column and no totals`() async throws {
        try await Ground.use { folder in
            let path = "\(folder)/a.csv"
            try await Ground.file(.csv, path).write { make in
                let writer = try make()
                try writer.begin(Ground.document())
                for name in ["=one", "two"] {
                    try writer.begin(Ground.section(name))
                    try writer.row(try Ground.row(name, -5))
                    try writer.end(Ground.total(-5))
                }
                try writer.begin(
                    ExportSection(
                        name: "Apart", columns: [ExportColumn("X", .text)], isInCSV: false))
                try writer.row([.text("not here")])
                try writer.end(ExportEnding())
                try writer.finish()
            }
            let bytes = try #require(FileManager.default.contents(atPath: path))
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == "\u{FEFF}customer,currency,due_date,days,share,open\r\n"
                    + "'=one,USD,2026-09-30,31,12.5,-0.05\r\n"
                    + "two,USD,2026-09-30,31,12.5,-0.05\r\n")
        }
    }

    @Test func `is not left behind by what was cancelled`() async throws {
        try await Ground.use { folder in
            let progress = ExportProgress()
            let file = ExportFile(.csv, path: "\(folder)/a.csv", progress: progress) {
                () throws(ExportError) -> TypstProgram in throw .noTypst
            }
            let task = Task {
                try await file.write { make in
                    let writer = try make()
                    try writer.begin(Ground.document())
                    try writer.begin(Ground.section())
                    withUnsafeCurrentTask { $0?.cancel() }
                    for _ in 0..<1_000 { try writer.row(try Ground.row("A", 1)) }
                }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(progress.rows < 1_000 && progress.stage == .rows)
        }
    }
}
