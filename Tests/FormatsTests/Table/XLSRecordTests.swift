import Testing

@testable import Formats

@Suite struct `Records of an older workbook` {
    private static let ending = XLSContainer.record(0x000A)

    private static func beginning(_ version: Int, _ kind: Int) -> [UInt8] {
        XLSContainer.record(0x0809, XLSContainer.short(version) + XLSContainer.short(kind))
    }

    /// A workbook of Excel 5, whose texts have a byte a letter, with sheets of these records.
    private static func workbook(_ sheets: [[UInt8]], from globals: [UInt8] = []) -> [UInt8] {
        let bodies = sheets.map { beginning(0x0500, 0x0010) + $0 + ending }
        func head(_ places: [Int]) -> [UInt8] {
            let names = places.map { place in
                XLSContainer.record(0x0085, XLSContainer.long(place), [0, 0, 3], Array("Tab".utf8))
            }
            return beginning(0x0500, 0x0005) + globals + names.joined() + ending
        }
        var place = head(Array(repeating: 0, count: sheets.count)).count
        let places = bodies.map { body in
            defer { place += body.count }
            return place
        }
        return head(places) + bodies.joined()
    }

    private static func cell(_ row: Int, _ column: Int, style: Int = 0) -> [UInt8] {
        XLSContainer.short(row) + XLSContainer.short(column) + XLSContainer.short(style)
    }

    private func read(_ stream: [UInt8]) -> ReadTable {
        Tables.read(XLSContainer.file(stream, name: "Book"))
    }

    @Test func `of Excel 5 hold texts in Windows letters`() {
        let text = XLSContainer.record(
            0x0204, Self.cell(0, 1), XLSContainer.short(7),
            [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x80])
        let table = read(Self.workbook([text]))
        #expect(table.error == nil)
        #expect(table.rows.map(\.cells) == [["_", "Müller€"]])
    }

    @Test func `hold numbers in thirty bits, whole or in hundredths`() {
        let hundredths = XLSContainer.long(123_456 << 2 | 3)
        let whole = XLSContainer.long(-5 << 2 | 2)
        let half = XLSContainer.long(Int(UInt(1.5.bitPattern) >> 32))
        let single = XLSContainer.record(0x027E, Self.cell(0, 0), hundredths)
        let row = XLSContainer.record(
            0x00BD, XLSContainer.short(2), XLSContainer.short(1), XLSContainer.short(0), whole,
            XLSContainer.short(0), half, XLSContainer.short(2))
        let double = XLSContainer.record(0x0203, Self.cell(2, 4), XLSContainer.double(0.1 + 0.2))
        let table = read(Self.workbook([single + row + double]))
        #expect(
            table.rows == [
                ReadRow(line: 1, cells: ["#1234.56"]),
                ReadRow(line: 3, cells: ["_", "#-5", "#1.5", "_", "#0.3"]),
            ])
    }

    @Test func `are dates by their formats, spelt out or built in`() {
        let format = XLSContainer.record(0x041E, XLSContainer.short(164), [5], Array("D.M.Y".utf8))
        let styles = [0, 164, 15].map { number in
            XLSContainer.record(
                0x00E0,
                XLSContainer.short(0) + XLSContainer.short(number)
                    + [UInt8](repeating: 0, count: 12))
        }
        let cells = (0..<3).map { style in
            XLSContainer.record(
                0x0203, Self.cell(0, style, style: style), XLSContainer.double(46_228))
        }
        let table = read(Self.workbook([Array(cells.joined())], from: format + styles.joined()))
        #expect(table.rows.map(\.cells) == [["#46228", "2026-07-25", "2026-07-25"]])
    }

    @Test func `leave out a chart inside a sheet`() {
        let number = XLSContainer.record(0x0203, Self.cell(0, 0), XLSContainer.double(1))
        let chart = Self.beginning(0x0500, 0x0020) + number + Self.ending
        let after = XLSContainer.record(0x0203, Self.cell(1, 0), XLSContainer.double(2))
        #expect(
            read(Self.workbook([chart + after, number])).rows == [
                ReadRow(line: 2, cells: ["#2"]), ReadRow(sheet: 1, line: 1, cells: ["#1"]),
            ])
    }

    @Test func `of drawings alone make no table`() {
        let drawing = XLSContainer.record(0x00EC, [0, 0, 0, 0])
        #expect(read(Self.workbook([drawing, []])).error == .onlyPictures)
    }

    /// Each of many sheets could otherwise be the whole rest of the file.
    @Test func `may not belong to several sheets`() {
        let number = XLSContainer.record(0x0203, Self.cell(0, 0), XLSContainer.double(1))
        let rows = Array(repeatElement(number, count: 300).joined())
        var stream = Self.workbook([rows, [], [], [], []])
        // The entries of sheets are 14 bytes long and follow the eight of the beginning.
        for sheet in 1..<5 {
            stream.replaceSubrange((12 + sheet * 14)..<(16 + sheet * 14), with: stream[12..<16])
        }
        #expect(read(stream).error == .bomb)
    }

    @Test func `older than Excel 5 are refused by name`() {
        let stream = Self.beginning(0x0400, 0x0005) + Self.ending
        #expect(read(stream).error == .notATable("a workbook older than Excel 5"))
    }
}
