import Glibc
import PostgresClient

/// The file of what was acknowledged: one line each, `KIND NUMBER AMOUNT`, written with one call
/// after the acknowledgement, so that it survives this process's death.
final class AcknowledgementFile: Sendable {
    struct Problem: Error {
        let reason: String
    }

    private static let chunkBytes = 65_536

    private let descriptor: Int32
    /// The highest index of each task when the file was opened.
    private let lastIndexes: [Int: Int]

    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Problem(reason: String(cString: strerror(errno))) }
        lastIndexes = Self.indexes(Self.text(descriptor))
    }

    deinit { close(descriptor) }

    func lastIndex(ofTask task: Int) -> Int? { lastIndexes[task] }

    func add(_ kind: String, _ number: String, _ minorUnits: Int64) throws {
        let line = "\(kind) \(number) \(minorUnits)\n"
        let count = line.utf8.count
        guard write(descriptor, line, count) == count else {
            throw Problem(reason: String(cString: strerror(errno)))
        }
    }

    private static func text(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func indexes(_ text: String) -> [Int: Int] {
        var indexes: [Int: Int] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 3 else { continue }
            let number = parts[1].split(separator: "-")
            guard number.count == 3, let task = Int(number[1]), let index = Int(number[2]) else {
                continue
            }
            indexes[task] = max(indexes[task] ?? 0, index)
        }
        return indexes
    }
}
