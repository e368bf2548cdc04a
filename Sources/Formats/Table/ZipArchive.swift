import CLibZip
import Glibc

/// A ZIP archive's parts, unpacked as streams under one limit for all of them together.
final class ZipArchive {
    /// An honest workbook's parts number hundreds.
    static let partsMax = 100_000
    static let unpackedBytesMax: Int64 = 4 << 30

    let sizeBytes: Int64
    private let handle: OpaquePointer
    private(set) var unpackedBytes: Int64 = 0

    /// Opens a regular file anew, so that its descriptor's place does not move and other readers
    /// of it do not meet; the descriptor stays its owner's.
    init(descriptor: Int32) throws(TableError) {
        let own = try XLSSource.reopen(descriptor)
        var status = stat()
        sizeBytes = fstat(own, &status) == 0 ? Int64(status.st_size) : 0
        var code: Int32 = 0
        // Takes the descriptor over when it succeeds.
        guard let handle = zip_fdopen(own, 0, &code) else {
            close(own)
            throw Self.failure(code, "the archive's directory")
        }
        self.handle = handle
        guard zip_get_num_entries(handle, 0) <= Self.partsMax else {
            throw .tooMuch(of: "parts", max: Self.partsMax)
        }
    }

    deinit { zip_discard(handle) }

    /// Finds a part by its path without a leading slash, in other letter case if need be.
    func part(_ path: String) throws(TableError) -> ZipPart? {
        var index = zip_name_locate(handle, path, 0)
        if index < 0 { index = zip_name_locate(handle, path, ZIP_FL_NOCASE) }
        guard index >= 0 else { return nil }
        var status = zip_stat_t()
        guard zip_stat_index(handle, zip_uint64_t(index), 0, &status) == 0 else {
            throw .damaged(path)
        }
        if status.encryption_method != ZIP_EM_NONE { throw .encrypted }
        return ZipPart(
            path: path, index: UInt64(index),
            // The directory may claim anything.
            packedBytes: min(Int64(clamping: status.comp_size), sizeBytes),
            unpackedBytes: Int64(clamping: status.size))
    }

    /// Whether some part's path begins so.
    func hasPart(under prefix: String) -> Bool {
        let wanted = Array(prefix.utf8)
        return (0..<max(0, zip_get_num_entries(handle, 0))).contains { index in
            guard let name = zip_get_name(handle, zip_uint64_t(index), 0) else { return false }
            return strncasecmp(name, prefix, wanted.count) == 0
        }
    }

    func open(_ part: ZipPart) throws(TableError) -> ZipPartReader {
        guard let stream = zip_fopen_index(handle, part.index, 0) else {
            throw Self.failure(zip_error_code_zip(zip_get_error(handle)), part.path)
        }
        return ZipPartReader(archive: self, part: part, stream: stream)
    }

    func count(unpacked: Int) throws(TableError) {
        unpackedBytes += Int64(unpacked)
        if unpackedBytes > Self.unpackedBytesMax { throw .bomb }
    }

    static func failure(_ code: Int32, _ place: String) -> TableError {
        switch code {
        case ZIP_ER_READ, ZIP_ER_SEEK, ZIP_ER_OPEN, ZIP_ER_MEMORY:
            .readFailed(reason: place)
        // The directory is a ZIP archive's last part.
        case ZIP_ER_EOF, ZIP_ER_NOZIP: .truncated
        case ZIP_ER_ENCRNOTSUPP, ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD: .encrypted
        default: .damaged(place)
        }
    }
}
