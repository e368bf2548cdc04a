import Glibc

/// The text of an `.sql` file that ships with the program.
///
/// This is the only way for text from run time into a statement, so it must never be made from
/// anything a user can reach.
package struct SQLFile: Sendable {
    /// A shipped file is a few kilobytes; anything near this is a mistake.
    package static let bytesMax = 4 << 20

    /// The file's text.
    package let text: String

    /// Bytes compiled into the program.
    ///
    /// - Throws: `unreadableFile` when they are not UTF-8 or hold a NUL.
    package init(embedded bytes: [UInt8]) throws(PostgresError) {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadableFile
        }
        self.text = text
    }

    /// A file in the target's own bundle.
    ///
    /// - Throws: `unreadableFile` when it is missing, too long or not UTF-8.
    package init(path: String) throws(PostgresError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadableFile }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count < 0 && errno == EINTR { continue }
            guard count > 0, bytes.count + count <= SQLFile.bytesMax else {
                throw .unreadableFile
            }
            bytes.append(contentsOf: chunk[..<count])
        }
        try self.init(embedded: bytes)
    }
}
