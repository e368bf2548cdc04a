import Glibc

/// Small files as a whole.
enum TextFile {
    private static let chunkBytes = 65_536

    /// Empty where there is no file.
    static func read(_ path: String) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "we") else { throw TestProblem("cannot write \(path)") }
        let count = text.utf8.count
        let isWhole = fwrite(text, 1, count, file) == count
        guard fclose(file) == 0, isWhole else { throw TestProblem("cannot write \(path)") }
    }
}
