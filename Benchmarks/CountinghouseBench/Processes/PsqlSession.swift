import Glibc

/// A `psql` that stays open, so that a time covers the statements and nothing else.
final class PsqlSession {
    /// Printed by `psql` behind each block of commands.
    private static let mark = "countinghouse-bench-done"

    private let process: pid_t
    private let input: Int32
    private let output: Int32
    private let errors: CaptureFile
    private var pending: [UInt8] = []

    /// - Parameter connection: libpq keywords.
    init(_ connection: String, environment: [String: String] = [:]) throws {
        let commands = try Pipe()
        let answers = try Pipe()
        errors = try CaptureFile()
        process = try Spawn.start(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", connection],
            environment: environment, input: commands.readEnd, output: answers.writeEnd,
            errors: errors.descriptor)
        close(commands.readEnd)
        close(answers.writeEnd)
        input = commands.writeEnd
        output = answers.readEnd
    }

    deinit {
        close(input)
        close(output)
        _ = Spawn.status(of: process, wait: true)
    }

    /// Runs commands and waits for the last of them; returns what they printed.
    @discardableResult
    func run(_ commands: String) throws -> String {
        let bytes = Array((commands + "\n\\echo \(Self.mark)\n").utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(input, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
            }
            guard count > 0 else { throw failure() }
            sent += count
        }
        var lines = ""
        while true {
            let line = try readLine()
            if line == Self.mark { return lines }
            lines += line + "\n"
        }
    }

    private func readLine() throws -> String {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeFirst(end + 1)
                return line
            }
            var chunk = [UInt8](repeating: 0, count: 16 << 10)
            let count = read(output, &chunk, chunk.count)
            guard count > 0 else { throw failure() }
            pending.append(contentsOf: chunk[..<count])
        }
    }

    private func failure() -> BenchError {
        .failed(command: "psql", status: 3, message: errors.text())
    }
}
