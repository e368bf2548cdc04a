import Glibc
import PostgresClient

/// Writes an uploaded file to disk as it arrives, on a thread of its own. What is not finished
/// is removed.
package actor UploadWriter {
    package let token: ImportUploadToken
    private let thread = SerialThread(name: "upload")
    private let folder: UploadFolder
    private let bytesMax: Int
    private var descriptor: Int32
    private var isFinished = false
    package private(set) var sizeBytes = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// - Throws: `ImportUploadError.cannotKeep`.
    init(folder: UploadFolder, bytesMax: Int) throws(ImportUploadError) {
        token = .random()
        self.folder = folder
        self.bytesMax = bytesMax
        descriptor = try folder.create(folder.path(of: token))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isFinished { folder.remove(token) }
        thread.stop()
    }

    /// - Throws: `ImportUploadError.tooLarge`, `.cannotKeep`.
    package func append(_ bytes: [UInt8]) throws(ImportUploadError) {
        guard sizeBytes + bytes.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .cannotKeep(reason: UploadFolder.reason(errno)) }
            start += count
        }
        sizeBytes += bytes.count
    }

    /// The file is whole and stays.
    func finish() {
        close(descriptor)
        descriptor = -1
        isFinished = true
    }
}
