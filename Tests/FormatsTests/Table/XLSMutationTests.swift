import Glibc
import Testing

@testable import Formats

@Suite struct `Damaged workbooks` {
    /// Reading ends, in rows or an error, whatever was done to a workbook or, with the archive
    /// whole, to one of its parts.
    @Test func `never crash, hang or grow`() throws {
        var random = SeededRandom()
        let files = try ["texts.xlsx", "texts.xls", "continued.xls", "formulas.xls"]
            .map(XLSFixture.bytes)
        let packages = Self.packages
        let longer = getenv("COUNTINGHOUSE_FUZZ_SECONDS").flatMap { Int(String(cString: $0)) }
        let clock = ContinuousClock()
        let end = clock.now + .seconds(longer ?? 2)
        var peakBytes = Self.peakBytes()
        var count = 0
        while clock.now < end {
            var bytes: [UInt8]
            if random.below(2) == 0 {
                bytes = Self.mutate(files[random.below(files.count)], &random)
            } else {
                var package = packages[random.below(packages.count)]
                let part = random.below(package.parts.count)
                package.parts[part].bytes = Self.mutate(package.parts[part].bytes, &random)
                package.isPacked = random.below(2) == 0
                bytes = package.archive
            }
            let began = clock.now
            _ = Tables.read(bytes, rowsMax: 10_000)
            #expect(clock.now - began < .seconds(20), "seed \(random.seed), file \(count)")
            count += 1
            // What the first files need is what reading needs at all.
            if count == 20 { peakBytes = Self.peakBytes() }
        }
        #expect(Self.peakBytes() - peakBytes < 256 << 20, "seed \(random.seed)")
    }

    private static var packages: [XLSXPackage] {
        let rows = (1...20).map { row in
            """
            <row r="\(row)" spans="1:6"><c r="A\(row)" t="s" s="1"><v>\(row % 3)</v></c>\
            <c r="B\(row)" s="2"><v>4622\(row % 10).5</v></c><c r="C\(row)"><v>-1.5E-3</v></c>\
            <c r="D\(row)" t="inlineStr"><is><r><t>in &amp; line</t></r></is></c>\
            <c r="E\(row)" t="b"><v>1</v></c>\
            <c r="F\(row)" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
            """
        }
        let strings = """
            <si><t>one</t></si><si><r><t>two </t></r><rPh><t>no</t></rPh></si>\
            <si><t>_x000D_</t></si>
            """
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="[$-409]yyyy\\-mm"/></numFmts>\
            <cellXfs>\
            <xf numFmtId="0"/><xf numFmtId="0"><alignment indent="1"/></xf>\
            <xf numFmtId="164"/></cellXfs>
            """
        let sheet = rows.joined()
        return [XLSXPackage(sheets: [sheet, sheet], strings: strings, styles: styles)]
    }

    private static func mutate(_ file: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = file
        for _ in 0...random.below(6) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            let count = random.below(min(64, bytes.count - place) + 1)
            switch random.below(7) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes[place] ^= 1 << UInt8(random.below(8))
            case 2: bytes.removeSubrange(place..<(place + count))
            case 3: bytes.insert(contentsOf: bytes[place..<(place + count)], at: place)
            case 4 where random.below(4) == 0: bytes.removeLast(bytes.count - place)
            case 5: for at in place..<(place + count) { bytes[at] = 0xFF }
            default:
                let from = random.below(bytes.count - count + 1)
                bytes.replaceSubrange(
                    place..<(place + count), with: Array(bytes[from..<(from + count)]))
            }
        }
        return bytes
    }

    /// The most that the process ever held in memory.
    private static func peakBytes() -> Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss * 1_024
    }
}
