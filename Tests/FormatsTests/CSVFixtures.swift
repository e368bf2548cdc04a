@testable import Formats

/// A record as tests compare it.
struct ReadRecord: Equatable, CustomStringConvertible {
    var line: Int
    var fields: [String]

    var description: String { "\(line): \(fields.map { $0.debugDescription })" }
}

/// What became of a whole file: its records, and the error that ended it early.
struct ReadResult: Equatable {
    var records: [ReadRecord] = []
    var error: CSVError?
}

enum CSV {
    /// Reads bytes in chunks of at most `chunk`, with memory for `block` at a time.
    static func read(
        _ bytes: [UInt8], delimiter: UInt8? = nil, limits: CSVLimits = CSVLimits(),
        chunk: Int = .max, block: Int = CSVWindow.blockBytes
    ) -> ReadResult {
        var result = ReadResult()
        do throws(CSVError) {
            var reader = try CSVReader(
                CSVMemorySource(bytes, chunkBytesMax: chunk), delimiter: delimiter,
                limits: limits, blockBytes: block)
            while try reader.next() {
                let fields = (0..<reader.count).map { reader.string($0) }
                result.records.append(ReadRecord(line: reader.line, fields: fields))
            }
        } catch {
            result.error = error
        }
        return result
    }

    static func read(
        _ text: String, delimiter: UInt8? = nil, limits: CSVLimits = CSVLimits()
    ) -> ReadResult {
        read(Array(text.utf8), delimiter: delimiter, limits: limits)
    }

    /// The fields alone, of a file without errors.
    static func fields(_ text: String, delimiter: UInt8? = nil) -> [[String]] {
        read(text, delimiter: delimiter).records.map(\.fields)
    }
}
