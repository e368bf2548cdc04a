import Glibc

/// The container of Microsoft's older files: streams in chains of sectors, and a directory.
final class XLSCompoundFile {
    struct Entry {
        let name: String
        let firstSector: UInt32
        let sizeBytes: Int64
        fileprivate let left: UInt32
        fileprivate let right: UInt32
        fileprivate let child: UInt32
    }

    private static let entryBytes = 128
    /// Directories of workbooks have dozens of entries.
    private static let directoryBytesMax: Int64 = 16 << 20

    let sizeBytes: Int64
    /// The streams and folders at the top; embedded objects have theirs below.
    private(set) var entries: [Entry] = []
    private let descriptor: Int32
    private let header: XLSHeader
    private var nextSectors: [UInt32] = []
    private var root: Entry?

    init(descriptor: Int32) throws(TableError) {
        let own = try XLSSource.reopen(descriptor)
        self.descriptor = own
        var status = stat()
        sizeBytes = fstat(own, &status) == 0 ? Int64(status.st_size) : 0
        do throws(TableError) {
            header = try XLSHeader(XLSSource.read(own, at: 0, count: XLSHeader.bytes))
        } catch {
            close(own)
            throw error
        }
        try readSectorTable()
        try readDirectory()
    }

    deinit { close(descriptor) }

    func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    func open(_ entry: Entry) throws(TableError) -> XLSStream {
        guard entry.sizeBytes < header.miniStreamBytesMax, let root else {
            return try stream(entry.firstSector, sizeBytes: entry.sizeBytes)
        }
        return try XLSStream(bytes: readMini(entry, in: root))
    }

    private func stream(_ first: UInt32, sizeBytes: Int64?) throws(TableError) -> XLSStream {
        let sectors = try chain(from: first, in: nextSectors)
        let length = Int64(sectors.count) * Int64(header.sectorBytes)
        if let sizeBytes, sizeBytes > length { throw .truncated }
        return XLSStream(
            file: self, descriptor: descriptor, sectors: sectors,
            sectorBytes: header.sectorBytes, sizeBytes: sizeBytes ?? length)
    }

    /// Small streams share the root's stream, in sectors of their own with a table of their own.
    private func readMini(_ entry: Entry, in root: Entry) throws(TableError) -> [UInt8] {
        let table = try stream(header.firstMiniTableSector, sizeBytes: nil)
        let next = XLSSource.numbers(
            try table.read(at: 0, count: Int(min(table.sizeBytes, 1 << 24))))
        let mini = try stream(root.firstSector, sizeBytes: nil)
        var bytes: [UInt8] = []
        let sectors = try chain(from: entry.firstSector, in: next)
        for sector in sectors where bytes.count < entry.sizeBytes {
            let start = Int64(sector) * Int64(header.miniSectorBytes)
            bytes += try mini.read(at: start, count: header.miniSectorBytes)
        }
        guard bytes.count >= entry.sizeBytes else { throw .truncated }
        return Array(bytes.prefix(Int(entry.sizeBytes)))
    }

    private func chain(from first: UInt32, in next: [UInt32]) throws(TableError) -> [UInt32] {
        var sectors: [UInt32] = []
        var sector = first
        while sector < XLSHeader.specialSectors {
            guard sectors.count < next.count, Int(sector) < next.count else {
                throw .damaged("its sectors do not form a chain")
            }
            sectors.append(sector)
            sector = next[Int(sector)]
        }
        return sectors
    }

    private func readSectorTable() throws(TableError) {
        var tableSectors = header.tableSectors
        var more = header.firstMoreSector
        let sectorsMax = Int(sizeBytes) / header.sectorBytes + 1
        for _ in 0..<sectorsMax where more < XLSHeader.specialSectors {
            guard tableSectors.count < sectorsMax else { break }
            var found = XLSSource.numbers(try sector(more))
            more = found.removeLast()
            tableSectors += found.filter { $0 < XLSHeader.specialSectors }
        }
        // A sector is named once at most, however often the lists repeat.
        for number in tableSectors where nextSectors.count < sectorsMax {
            nextSectors += XLSSource.numbers(try sector(number))
        }
    }

    private func sector(_ number: UInt32) throws(TableError) -> [UInt8] {
        let start = (Int64(number) + 1) * Int64(header.sectorBytes)
        return try XLSSource.read(descriptor, at: start, count: header.sectorBytes)
    }

    private func readDirectory() throws(TableError) {
        let stream = try stream(header.firstDirectorySector, sizeBytes: nil)
        guard stream.sizeBytes <= Self.directoryBytesMax else {
            throw .tooMuch(of: "parts", max: Int(Self.directoryBytesMax) / Self.entryBytes)
        }
        let bytes = try stream.read(at: 0, count: Int(stream.sizeBytes))
        let all = stride(from: 0, to: bytes.count - Self.entryBytes + 1, by: Self.entryBytes)
            .map { Self.entry(bytes[$0..<($0 + Self.entryBytes)]) }
        guard let root = all.first else { throw .damaged("its directory is empty") }
        self.root = root
        var seen: Set<UInt32> = []
        var waiting = [root.child]
        while let number = waiting.popLast() {
            guard Int(number) < all.count, seen.insert(number).inserted else { continue }
            let entry = all[Int(number)]
            entries.append(entry)
            waiting += [entry.left, entry.right]
        }
    }

    private static func entry(_ bytes: ArraySlice<UInt8>) -> Entry {
        let numbers = XLSSource.numbers(Array(bytes))
        let nameBytes = min(62, max(0, Int(numbers[16] & 0xFFFF) - 2))
        let name = stride(from: 0, to: nameBytes, by: 2).map { place in
            let at = bytes.startIndex + place
            return UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
        }
        return Entry(
            name: String(decoding: name, as: UTF16.self), firstSector: numbers[29],
            // The upper half is not set reliably; no workbook of this kind exceeds the lower.
            sizeBytes: Int64(numbers[30]), left: numbers[17], right: numbers[18],
            child: numbers[19])
    }
}
