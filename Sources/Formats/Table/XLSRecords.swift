/// The records of a binary workbook's stream, one after the other.
final class XLSRecords {
    static let continuation = 0x003C

    let stream: XLSStream
    private(set) var kind = 0
    private(set) var data: [UInt8] = []
    /// Where the next record begins.
    private(set) var place: Int64

    init(_ stream: XLSStream, at place: Int64 = 0) {
        self.stream = stream
        self.place = place
    }

    /// Goes to the next record.
    ///
    /// - Returns: False at the end of the stream.
    func next() throws(TableError) -> Bool {
        // Streams are padded to whole sectors with zeros, or simply end.
        guard place + 4 <= stream.sizeBytes else { return false }
        data.removeAll(keepingCapacity: true)
        try stream.read(at: place, count: 4, into: &data)
        kind = Int(data[0]) | Int(data[1]) << 8
        let count = Int(data[2]) | Int(data[3]) << 8
        data.removeAll(keepingCapacity: true)
        try stream.read(at: place + 4, count: count, into: &data)
        place += 4 + Int64(count)
        return true
    }

    /// Goes on to the record that continues this one.
    func nextContinuation() throws(TableError) {
        guard try next(), kind == Self.continuation else {
            throw .damaged("a text breaks off")
        }
    }

    func byte(_ at: Int) throws(TableError) -> Int {
        guard at < data.count else { throw .damaged("a record is too short") }
        return Int(data[at])
    }

    func short(_ at: Int) throws(TableError) -> Int {
        guard at + 2 <= data.count else { throw .damaged("a record is too short") }
        return Int(data[at]) | Int(data[at + 1]) << 8
    }

    func long(_ at: Int) throws(TableError) -> UInt32 {
        UInt32(try short(at)) | UInt32(try short(at + 2)) << 16
    }

    func double(_ at: Int) throws(TableError) -> Double {
        Double(bitPattern: UInt64(try long(at)) | UInt64(try long(at + 4)) << 32)
    }
}
