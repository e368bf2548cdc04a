/// The first bytes of a compound file: the sizes of its sectors and where its tables begin.
struct XLSHeader {
    static let bytes = 512
    /// From here on a sector's number means the end of a chain or no sector at all.
    static let specialSectors: UInt32 = 0xFFFF_FFFA

    private static let signature: [UInt32] = [0xE011_CFD0, 0xE11A_B1A1]

    let sectorBytes: Int
    let miniSectorBytes: Int
    let miniStreamBytesMax: Int64
    let firstDirectorySector: UInt32
    let firstMiniTableSector: UInt32
    /// Where the list of the table's sectors goes on that does not fit here.
    let firstMoreSector: UInt32
    let tableSectors: [UInt32]

    init(_ bytes: [UInt8]) throws(TableError) {
        let numbers = XLSSource.numbers(bytes)
        guard numbers.count == Self.bytes / 4, Array(numbers[0..<2]) == Self.signature else {
            throw .damaged("its beginning")
        }
        let sectorShift = numbers[7] >> 16
        let miniShift = numbers[8] & 0xFFFF
        guard sectorShift == 9 || sectorShift == 12, miniShift >= 4, miniShift < sectorShift else {
            throw .damaged("its beginning")
        }
        sectorBytes = 1 << sectorShift
        miniSectorBytes = 1 << miniShift
        firstDirectorySector = numbers[12]
        miniStreamBytesMax = min(Int64(numbers[14]), 1 << 16)
        firstMiniTableSector = numbers[15]
        firstMoreSector = numbers[17]
        tableSectors = numbers[19...].filter { $0 < Self.specialSectors }
    }
}
