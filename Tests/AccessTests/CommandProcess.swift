import Foundation

/// One run of the program.
enum CommandProcess {
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    static func run(
        _ arguments: [String], _ settings: [String: String], in directory: String
    ) throws -> Result {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = settings
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: a long answer must not wait for a reader.
        let files = ["output", "errors"].map {
            URL(fileURLWithPath: "\(directory)/\($0)-\(UUID().uuidString)")
        }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    /// The build's folder holds the binary beside the tests.
    private static var binary: URL {
        let tests = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
            .resolvingSymlinksInPath()
        for folder in sequence(first: tests, next: { $0.deletingLastPathComponent() }).prefix(6) {
            let candidate = folder.appendingPathComponent("countinghouse")
            if FileManager.default.isExecutableFile(atPath: candidate.path),
                !candidate.hasDirectoryPath
            {
                return candidate
            }
        }
        return URL(fileURLWithPath: ".build/debug/countinghouse")
    }
}
