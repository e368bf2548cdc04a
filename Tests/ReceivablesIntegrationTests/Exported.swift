import Foundation

@testable import Formats

/// Makes and reads exported files.
enum Exported {
    static func file(_ format: ExportFormat, _ path: String) -> ExportFile {
        ExportFile(format, path: path) { () throws(ExportError) in
            try TypstProgram.find(
                setting: getenv("COUNTINGHOUSE_TYPST").map { String(cString: $0) },
                searchPath: getenv("PATH").map { String(cString: $0) },
                executable: TypstProgram.ownExecutable)
        }
    }

    static func cells(_ path: String) throws -> [[TableCell]] {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let reader = try TableFile(descriptor: descriptor).reader()
        var rows: [[TableCell]] = []
        while let row = try reader.next() { rows.append(row.cells) }
        return rows
    }

    static func text(ofPDF path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", path, "-"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
