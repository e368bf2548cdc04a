import CLibZip

/// Unpacks one part of an archive piece by piece, and stops at what unpacks beyond reason.
final class ZipPartReader {
    /// Up to here any ratio passes: blank sheets pack by a thousand.
    static let freeBytes: Int64 = 10 << 20
    static let ratioMax: Int64 = 200

    let part: ZipPart
    private let archive: ZipArchive
    private let stream: OpaquePointer
    private var unpackedBytes: Int64 = 0

    init(archive: ZipArchive, part: ZipPart, stream: OpaquePointer) {
        self.archive = archive
        self.part = part
        self.stream = stream
    }

    deinit { zip_fclose(stream) }

    /// - Returns: How many bytes were read; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        let count = Int(zip_fread(stream, buffer.baseAddress, zip_uint64_t(buffer.count)))
        guard count >= 0 else {
            throw ZipArchive.failure(
                zip_error_code_zip(zip_file_get_error(stream)), part.path)
        }
        try archive.count(unpacked: count)
        unpackedBytes += Int64(count)
        let (most, isOver) = part.packedBytes.multipliedReportingOverflow(by: Self.ratioMax)
        if unpackedBytes > Self.freeBytes, !isOver, unpackedBytes > most { throw .bomb }
        return count
    }

    /// How many of the packed bytes have about been read.
    var packedBytesRead: Int64 {
        guard part.unpackedBytes > 0 else { return 0 }
        let share = Double(unpackedBytes) / Double(part.unpackedBytes)
        return Int64(Double(part.packedBytes) * min(1, share))
    }
}
