import Glibc

/// Small files, read and written whole.
enum TextFile {
    /// Nil when the file cannot be read.
    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "we") else {
            throw BenchError.unexpected("\(path) cannot be written")
        }
        let bytes = Array(text.utf8)
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else {
            throw BenchError.unexpected("\(path) cannot be written")
        }
    }
}
