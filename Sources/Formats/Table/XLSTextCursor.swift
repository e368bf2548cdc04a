/// Reads texts out of a record and, where they go on there, out of the records after it.
struct XLSTextCursor {
    /// How many bytes tell a text's length.
    enum Length { case byte, short }

    private let records: XLSRecords
    private let isUnicode: Bool
    private var place: Int
    private var units: [UInt16] = []

    /// - Parameter isUnicode: As from Excel 97 on; before, a letter is a byte.
    init(_ records: XLSRecords, at place: Int, isUnicode: Bool) {
        self.records = records
        self.place = place
        self.isUnicode = isUnicode
    }

    mutating func readLong() throws(TableError) -> UInt32 {
        let value = try records.long(place)
        place += 4
        return value
    }

    mutating func readText(_ length: Length) throws(TableError) -> String {
        if place == records.data.count, length == .short { try goOn() }
        let count = length == .byte ? try records.byte(place) : try records.short(place)
        place += length == .byte ? 1 : 2
        units.removeAll(keepingCapacity: true)
        guard isUnicode else { return try readBytes(count) }
        let flags = try records.byte(place)
        place += 1
        // Formatting runs and pronunciation stand after the letters.
        var trailer = 0
        if flags & 0x08 != 0 {
            trailer += try records.short(place) * 4
            place += 2
        }
        if flags & 0x04 != 0 {
            trailer += Int(try records.long(place))
            place += 4
        }
        try readLetters(count, isWide: flags & 0x01 != 0)
        try skip(trailer)
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func readBytes(_ count: Int) throws(TableError) -> String {
        guard place + count <= records.data.count else { throw .damaged("a text breaks off") }
        var bytes: [UInt8] = []
        for byte in records.data[place..<(place + count)] {
            WindowsLetters.append(byte, to: &bytes)
        }
        place += count
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func readLetters(_ count: Int, isWide given: Bool) throws(TableError) {
        var isWide = given
        while units.count < count {
            if place >= records.data.count {
                try goOn()
                // A continued text says anew how wide its letters are.
                isWide = try records.byte(place) & 0x01 != 0
                place += 1
            }
            let width = isWide ? 2 : 1
            let most = min(count - units.count, (records.data.count - place) / width)
            guard most > 0 else { throw .damaged("a text breaks off") }
            for _ in 0..<most {
                let low = UInt16(records.data[place])
                units.append(isWide ? low | UInt16(records.data[place + 1]) << 8 : low)
                place += width
            }
        }
    }

    private mutating func skip(_ count: Int) throws(TableError) {
        var rest = count
        while rest > records.data.count - place {
            rest -= records.data.count - place
            try goOn()
        }
        place += rest
    }

    private mutating func goOn() throws(TableError) {
        try records.nextContinuation()
        place = 0
    }
}
