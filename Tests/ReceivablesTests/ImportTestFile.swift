import Glibc
import Testing

@testable import Receivables

/// A file without a name that holds a text.
final class ImportTestFile {
    let file: ImportFile
    private let descriptor: Int32

    init(_ text: String) throws {
        var path = Array("/tmp/countinghouse-test-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        try #require(descriptor >= 0)
        unlink(path)
        let bytes = Array(text.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        lseek(descriptor, 0, SEEK_SET)
        file = try ImportFile(.descriptor(descriptor))
    }

    deinit { close(descriptor) }
}
