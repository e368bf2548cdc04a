internal import CLibZip
package import Kernel

/// Packs files into a ZIP archive (APPNOTE 6.3), with the 64-bit fields where they are needed.
package enum ZipWriter {
    package enum Problem: DomainError {
        case cannotWrite(path: String)

        package var kind: ErrorKind { .unavailable }
        package var code: String { "archive_not_written" }
        package var userMessage: String { "The archive could not be written." }
    }

    /// - Parameters:
    ///   - path: of the archive, at which nothing is.
    ///   - files: each with its name in the archive and its path; they must stay until this ends.
    /// - Throws: `Problem`.
    package static func write(
        _ path: String, files: [(name: String, path: String)]
    ) throws(Problem) {
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, nil) else {
            throw .cannotWrite(path: path)
        }
        for file in files {
            guard let source = zip_source_file(archive, file.path, 0, -1) else {
                zip_discard(archive)
                throw .cannotWrite(path: file.path)
            }
            guard zip_file_add(archive, file.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
            else {
                zip_source_free(source)
                zip_discard(archive)
                throw .cannotWrite(path: file.path)
            }
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw .cannotWrite(path: path)
        }
    }
}
