import Foundation
import Kernel
import Testing

@testable import Formats

/// Exports into a folder that is gone afterwards.
enum ExportPlayground {
    static func use<R>(_ body: (String) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.path)
    }

    static func document(
        _ title: String = "Aging report", locale: String = "en-US", letter: ExportLetter? = nil
    ) -> ExportDocument {
        ExportDocument(
            title: title,
            facts: [ExportFact("Tenant", "acme"), ExportFact("As of", "9/30/2026")],
            locale: LocaleFormat(locale), letter: letter)
    }

    static func section(_ name: String = "Aging", decimals: Int = 2) -> ExportSection {
        ExportSection(
            name: name,
            columns: [
                ExportColumn("Customer", name: "customer", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn("Due", name: "due_date", .date),
                ExportColumn("Days", name: "days", .integer),
                ExportColumn("Share", name: "share", .percentage),
                ExportColumn("Open", name: "open", .amount(decimals: decimals)),
            ])
    }

    static func row(_ name: String, _ amount: Int64, due: LocalDate? = nil) throws -> [ExportCell] {
        [
            .text(name), .text("USD"), .date(try due ?? LocalDate(iso: "2026-09-30")),
            .integer(31), .percentage(125), .amount(amount),
        ]
    }

    static func total(_ amount: Int64) -> ExportEnding {
        ExportEnding(
            summary: [[.text("Total"), .empty, .empty, .empty, .empty, .sum(amount)]],
            notes: ["Σ rows = control account"])
    }

    /// Writes a document of one section as a workbook and reads its rows back.
    static func workbook(
        _ section: ExportSection, _ rows: [[ExportCell]], _ ending: ExportEnding
    ) async throws -> [[TableCell]] {
        try await use { folder in
            let path = "\(folder)/export.xlsx"
            try await file(.xlsx, path).write { make in
                try make().write(document(), section, rows: rows, ending: ending)
            }
            return try self.rows(path).map(\.cells)
        }
    }

    static func file(_ format: ExportFormat, _ path: String) -> ExportFile {
        ExportFile(format, path: path) { () throws(ExportError) in
            try TypstProgram.find(
                setting: getenv("COUNTINGHOUSE_TYPST").map { String(cString: $0) },
                searchPath: getenv("PATH").map { String(cString: $0) },
                executable: TypstProgram.ownExecutable)
        }
    }

    static func rows(_ path: String) throws -> [TableRow] {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let reader = try TableFile(descriptor: descriptor).reader()
        var rows: [TableRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    /// The text of a PDF, laid out as on its pages.
    static func text(ofPDF path: String) throws -> String {
        try output("/usr/bin/pdftotext", ["-layout", path, "-"])
    }

    /// The text of one part of a ZIP archive.
    static func part(_ name: String, of path: String) throws -> String {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let archive = try ZipArchive(descriptor: descriptor)
        let part = try #require(try archive.part(name))
        let reader = try archive.open(part)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
