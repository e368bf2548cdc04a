/// Bytes of a table's file, plain, unpacked or rewritten in UTF-8.
protocol TableSource: CSVSource {
    /// How much of the file itself has been read.
    var bytesConsumed: Int64 { get }
    /// Why reading failed, where a `CSVError` cannot say it.
    var failure: TableError? { get }
}

extension TableSource {
    /// What to tell when reading stopped with `error`.
    func reason(_ error: CSVError) -> TableError {
        if let failure { return failure }
        switch error {
        case .cannotOpen(let reason): return .cannotOpen(reason: reason)
        case .readFailed(let reason): return .readFailed(reason: reason)
        case .empty: return .empty
        default: return .text(error)
        }
    }

    /// As `read(into:)`, with what to tell where it fails.
    func readBlock(into buffer: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        do throws(CSVError) { return try read(into: buffer) } catch { throw reason(error) }
    }

    /// Reads up to `count` bytes, fewer only at the end.
    func bytes(upTo count: Int) throws(TableError) -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachBlock { block in
            bytes.append(contentsOf: block.prefix(count - bytes.count))
            return bytes.count < count
        }
        return bytes
    }

    /// Reads on in blocks until `body` returns false or the bytes end.
    func forEachBlock(_ body: (UnsafeRawBufferPointer) -> Bool) throws(TableError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try readBlock(into: buffer)
            guard count > 0 else { return }
            guard body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
        }
    }
}
