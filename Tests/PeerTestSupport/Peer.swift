import Foundation
import Synchronization

/// A program that a test talks to: it prints one JSON document a line and ends with its input.
package final class Peer: Sendable {
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    private static let lineLimit: TimeInterval = 30

    private let process: Mutex<Process>
    private let input: FileHandle
    private let lines = LineQueue()

    /// - Parameters:
    ///   - script: a file of this folder.
    ///   - arguments: for the script.
    package init(script: String, _ arguments: [String] = []) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = root.appendingPathComponent(".venv/bin/python")
        process.arguments = [folder.appendingPathComponent(script).path] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.input = input.fileHandleForWriting
        self.process = Mutex(process)
        let lines = lines
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            lines.add(data)
        }
    }

    deinit { process.withLock { $0.terminate() } }

    /// The next document that it printed; waits for it.
    package func next() async throws -> [String: Any] {
        let line = try await lines.next(within: Self.lineLimit)
        guard let object = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
            throw Problem(description: "no JSON: \(String(decoding: line, as: UTF8.self))")
        }
        return object
    }

    /// How many documents it printed that nobody took yet.
    package var waiting: Int { lines.count }
}
