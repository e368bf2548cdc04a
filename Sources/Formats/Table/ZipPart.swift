/// One file in a ZIP archive, by what the archive's directory says of it.
struct ZipPart {
    let path: String
    let index: UInt64
    let packedBytes: Int64
    let unpackedBytes: Int64
}
