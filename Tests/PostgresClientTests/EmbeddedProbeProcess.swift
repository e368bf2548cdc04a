import Foundation

@testable import PostgresClient

/// Another process that attaches to a cluster; see the probe for what it says and obeys.
final class EmbeddedProbeProcess: Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let queue = DispatchQueue(label: "probe.output")

    var processID: Int32 { process.processIdentifier }

    /// The program, which is built beside the tests.
    static var program: String {
        get throws {
            let tests = try FileSystem.canonicalPath("/proc/self/exe")
            return URL(filePath: tests).deletingLastPathComponent()
                .appending(path: "EmbeddedClusterProbe").path
        }
    }

    /// - Parameter prefix: a command that runs the probe, such as `setpriv …`.
    init(
        _ dataDirectory: String, prefix: [String] = [], program: String? = nil,
        settings: [String] = ["shared_buffers=16MB"]
    ) throws {
        let command = try prefix + [program ?? Self.program, dataDirectory] + settings
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = input
        process.standardOutput = output
        // Telling one that has ended is an error of the test, not the end of all tests.
        signal(SIGPIPE, SIG_IGN)
        try process.run()
    }

    /// The next line it says; nil at the end.
    func line() async -> String? {
        let descriptor = output.fileHandleForReading.fileDescriptor
        return await withCheckedContinuation { continuation in
            queue.async {
                var bytes: [UInt8] = []
                var byte: UInt8 = 0
                while read(descriptor, &byte, 1) == 1, byte != 10 { bytes.append(byte) }
                let text = String(decoding: bytes, as: UTF8.self)
                continuation.resume(returning: bytes.isEmpty ? nil : text)
            }
        }
    }

    /// The words of the next line.
    func words() async -> [String] {
        await line()?.split(separator: " ").map(String.init) ?? []
    }

    func tell(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Kills it as a crash would, and waits until it is gone.
    func killAtOnce() async {
        kill(processID, SIGKILL)
        await end()
    }

    /// Waits for its end.
    func end() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.process.waitUntilExit()
                continuation.resume()
            }
        }
    }
}
