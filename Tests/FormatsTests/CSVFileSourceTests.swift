import Glibc
import Testing

@testable import Formats

@Suite struct `A CSV file on disk` {
    @Test func `is read to its end and knows its size`() throws {
        let file = try TemporaryFile(Array("a,b\n1,2\n".utf8))
        var reader = try CSVReader(path: file.path)
        let size = reader.sizeBytes
        #expect(size == 8)
        var lines: [Int] = []
        while try reader.next() { lines.append(reader.line) }
        #expect(lines == [1, 2])
    }

    @Test func `says why it cannot be opened`() {
        #expect(throws: CSVError.cannotOpen(reason: "No such file or directory")) {
            _ = try CSVFileSource(path: "/nowhere/at all.csv")
        }
        #expect(throws: CSVError.cannotOpen(reason: "Is a directory")) {
            _ = try CSVFileSource(path: "/")
        }
    }

    @Test func `may be a pipe`() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let bytes = Array("a;b\n1;2\n".utf8)
        #expect(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        var reader = try CSVReader(CSVFileSource(descriptor: ends[0]))
        let (size, delimiter) = (reader.sizeBytes, reader.delimiter)
        #expect(size == nil)
        #expect(delimiter == CSVDelimiter.semicolon.rawValue)
        var values: [String] = []
        while try reader.next() { values.append(reader.string(1)) }
        #expect(values == ["b", "2"])
    }

    @Test func `reports a descriptor that cannot be read`() {
        let error = CSVError.readFailed(reason: "Bad file descriptor")
        #expect(throws: error) { _ = try CSVReader(CSVFileSource(descriptor: -1)) }
    }

    @Test func `takes the same memory however long it is`() throws {
        var bytes: [UInt8] = []
        for row in 0..<60_000 { bytes += "C-\(row),Customer \(row),2026-09-30,100.00\n".utf8 }
        let file = try TemporaryFile(bytes)
        var reader = try CSVReader(path: file.path)
        let memory = reader.window.storage.count
        var rows = 0
        while try reader.next() { rows += 1 }
        #expect(rows == 60_000)
        let memoryAfter = reader.window.storage.count
        #expect(memoryAfter == memory)
    }
}

/// A file that goes away with its owner.
private final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array("\(folder)/countinghouse-csv-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        let written = write(descriptor, bytes, bytes.count)
        close(descriptor)
        try #require(written == bytes.count)
    }

    deinit { unlink(path) }
}
