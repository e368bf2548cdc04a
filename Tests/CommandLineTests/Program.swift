import Foundation
import Testing

/// The real binary over a data directory of its own.
final class Program: Sendable {
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// The output as a JSON document; nothing else may stand there.
        func json() throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
            return try #require(object as? [String: Any])
        }
    }

    let directory: URL
    private let settings: [String: String]

    /// - Parameter settings: such as the address of a database; without one it has its own.
    init(settings: [String: String] = [:]) throws {
        self.settings = settings
        let base = FileManager.default.temporaryDirectory
        directory = base.appendingPathComponent("countinghouse-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The build's folder holds the binary beside the tests.
    static var binary: URL {
        let arguments = CommandLine.arguments
        let tests = URL(fileURLWithPath: arguments.first ?? "").resolvingSymlinksInPath()
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

    func file(_ name: String, _ text: String) throws -> String {
        try file(name, Data(text.utf8))
    }

    func file(_ name: String, _ bytes: Data) throws -> String {
        let url = directory.appendingPathComponent(name)
        try bytes.write(to: url)
        return url.path
    }

    @discardableResult
    func run(_ arguments: String...) throws -> Result {
        try run(arguments)
    }

    /// - Parameter input: what stands on standard input; nil for nothing of ours.
    @discardableResult
    func run(_ arguments: [String], input: String? = nil) throws -> Result {
        let process = process(arguments)
        if let input {
            let path = try file("input-\(UUID().uuidString)", input)
            process.standardInput = FileHandle(forReadingAtPath: path)
        }
        // Files, not pipes: a long answer must not wait for a reader.
        let output = directory.appendingPathComponent("output-\(UUID().uuidString)")
        let errors = directory.appendingPathComponent("errors-\(UUID().uuidString)")
        for url in [output, errors] { try Data().write(to: url) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// Starts the server, takes what it prints once it answers, and ends it.
    func serve(_ arguments: String...) throws -> String {
        let process = process(["serve", "--port", "0"] + arguments)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let printed = output.fileHandleForReading.availableData
        process.terminate()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self)
    }

    func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = directory
        var environment = ProcessInfo.processInfo.environment
        environment["COUNTINGHOUSE_DATA_DIR"] = directory.appendingPathComponent("data").path
        environment["DATABASE_URL"] = nil
        environment.merge(settings) { $1 }
        process.environment = environment
        return process
    }
}
