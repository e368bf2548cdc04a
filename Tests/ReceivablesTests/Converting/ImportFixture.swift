import Formats
import Glibc
import Kernel

/// A file of Tests/ImportFixtures, and what stands beside it.
final class ImportFixture {
    private static let folder =
        "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
        + "/ImportFixtures"

    /// The folders, one a file.
    static var names: [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix("."), !name.hasSuffix(".md") { names.append(name) }
        }
        return names.filter { ImportFixture($0).value("file") != nil }.sorted()
    }

    /// What stands in `expected.json`.
    let expected: String
    private let descriptor: Int32

    init(_ name: String) {
        let path = Self.folder + "/" + name
        let bytes = Self.bytes(path + "/expected.json")
        expected = String(decoding: bytes, as: UTF8.self)
        descriptor = open(path + "/" + (Self.value("file", in: expected) ?? ""), O_RDONLY)
    }

    deinit { close(descriptor) }

    func reader() throws(TableError) -> any TableReader {
        try TableFile(descriptor: descriptor).reader()
    }

    /// All rows; none of a file that must be refused.
    var rows: [TableRow] {
        guard let reader = try? reader() else { return [] }
        var rows: [TableRow] = []
        while let row = try? reader.next() { rows.append(row) }
        return rows
    }

    /// The text behind a key of the flat object; nil when it is missing or null.
    func value(_ key: String) -> String? { Self.value(key, in: expected) }

    private static func value(_ key: String, in json: String) -> String? {
        let start = "\"\(key)\": "
        for line in json.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            guard text.hasPrefix(start) else { continue }
            let value = text.dropFirst(start.count)
            let trimmed = value.hasSuffix(",") ? value.dropLast() : value
            return trimmed == "null" ? nil : trimmed.filter { $0 != "\"" }
        }
        return nil
    }

    private static func bytes(_ path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &block, block.count)
            guard count > 0 else { return bytes }
            bytes += block.prefix(count)
        }
    }
}
