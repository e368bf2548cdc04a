/// Where a field's text lies, counted from the first byte of its record.
struct CSVFieldRange {
    var start: Int32
    var end: Int32

    init(_ start: Int, _ end: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
    }

    var count: Int { Int(end - start) }
}
