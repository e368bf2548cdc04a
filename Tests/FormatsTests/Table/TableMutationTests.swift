import Glibc
import Testing

@testable import Formats

@Suite struct `Damaged tables` {
    private static let texts = [
        "Acme, Inc\nCustomer;No;Amount\n\"Müller \"\"A\"\"\";5;1,00\n   Sub;6;2,00\n",
        "\u{FEFF}A\tB\r\n1\t2\r\n",
        "<html><head><title>t</title></head><body><h1>T</h1><table><tr><td colspan=2 rowspan=3>"
            + "a&amp;&#8364;<td><table><tr><td>x</table></table><!-- c --><table><tr><td>z",
        #"{"Reports":[{"ReportName":"A","Rows":[{"RowType":"Section","Title":"S","Rows":["#
            + #"{"RowType":"Row","Cells":[{"Value":"5"}]}]}]}]}"#,
        #"{"Header":{"ReportName":"A"},"Columns":{"Column":[{"ColTitle":"D"}]},"#
            + #""Rows":{"Row":[{"Rows":{"Row":[{"ColData":[{"value":"1"}]}]}}]}}"#,
        #"{"items":[{"a":1.5e3,"b":{"c":["x","y"]}},{"d":null,"e":"\u00e9\ud83d\ude00"}]}"#,
    ]

    private static let workbook = `Reading a workbook in the XML of Excel 2003`.workbook(
        "<Row><Cell ss:Index='2'><Data ss:Type='Number'>1.5e3</Data></Cell><Cell/></Row>")

    private static let files: [[UInt8]] = (texts + [workbook]).flatMap { text in
        let plain = Array(text.utf8)
        return [plain, Tables.wide("\u{FEFF}" + text), Gzip.pack(plain)]
    }

    /// Reading ends, in rows or an error, whatever was done to a file.
    @Test func `never crash, hang or grow`() {
        var random = SeededRandom()
        let longer = getenv("COUNTINGHOUSE_FUZZ_SECONDS").flatMap { Int(String(cString: $0)) }
        let clock = ContinuousClock()
        let end = clock.now + .seconds(longer ?? 1)
        let memoryBytes = Self.memoryBytes()
        var count = 0
        while clock.now < end {
            let file = Self.files[random.below(Self.files.count)]
            let mutated = Self.mutate(file, &random)
            let began = clock.now
            let table = Tables.read(mutated, rowsMax: 100_000)
            let seconds = clock.now - began
            #expect(seconds < .seconds(20), "seed \(random.seed), file \(count)")
            #expect(table.rows.count < 100_000, "seed \(random.seed), file \(count)")
            count += 1
        }
        #expect(Self.memoryBytes() - memoryBytes < 200 << 20, "seed \(random.seed)")
    }

    private static func mutate(_ file: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = file
        for _ in 0...random.below(6) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            let count = random.below(min(24, bytes.count - place) + 1)
            switch random.below(6) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes[place] ^= 1 << UInt8(random.below(8))
            case 2: bytes.removeSubrange(place..<(place + count))
            case 3: bytes.insert(contentsOf: bytes[place..<(place + count)], at: place)
            case 4: bytes.removeLast(bytes.count - place)
            default:
                let piece = Array(bytes[place..<(place + count)])
                let copies = Array(repeatElement(piece, count: random.below(200)).joined())
                bytes.insert(contentsOf: copies, at: place)
            }
        }
        return bytes
    }

    /// What the process holds in memory.
    private static func memoryBytes() -> Int {
        var bytes = [UInt8](repeating: 0, count: 128)
        let descriptor = open("/proc/self/statm", O_RDONLY)
        defer { close(descriptor) }
        let count = read(descriptor, &bytes, bytes.count)
        let fields = String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
    }
}
