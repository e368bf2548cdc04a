internal import Glibc

/// The file that PostgreSQL's messages go to, kept from growing without bound.
///
/// PostgreSQL appends to it through the descriptor it was started with, so the file is emptied in
/// place; a renamed file would go on growing.
struct ServerLog: Sendable {
    static let bytesMax = 16 << 20
    private static let keptBytes = 1 << 20
    private static let tailLines = 12

    let path: String

    /// Opens the log for PostgreSQL to append to.
    func open() throws -> Descriptor {
        try Descriptor(open: path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o640)
    }

    /// The number of bytes now in the log.
    var size: Int64 { ((try? FileSystem.status(path)) ?? nil).map { Int64($0.st_size) } ?? 0 }

    /// Once the log is larger than `bytesMax`, saves its end beside it and empties it.
    func bound() throws {
        guard size > Self.bytesMax else { return }
        let end = try bytes(from: size - Int64(Self.keptBytes))
        let old = try Descriptor(
            open: "\(path).1", O_WRONLY | O_CREAT | O_TRUNC, mode: 0o640)
        try FileSystem.write(end, to: old, path: "\(path).1")
        let log = try open()
        guard ftruncate(log.number, 0) == 0 else { throw SystemFailure("shorten", path) }
    }

    /// The last few lines written after `offset`, for diagnostics.
    func tail(after offset: Int64) -> String {
        let start = max(offset, size - 8_192)
        let text = String(decoding: (try? bytes(from: start)) ?? [], as: UTF8.self)
        return text.split(separator: "\n").suffix(Self.tailLines).joined(separator: "\n")
    }

    private func bytes(from offset: Int64) throws -> [UInt8] {
        let descriptor = try Descriptor(open: path, O_RDONLY)
        var buffer = [UInt8](repeating: 0, count: Self.keptBytes)
        let count = pread(descriptor.number, &buffer, buffer.count, max(0, Int(offset)))
        guard count >= 0 else { throw SystemFailure("read", path) }
        return Array(buffer[..<count])
    }
}
