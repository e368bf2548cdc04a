/// How many columns and rows of a table a cell covers.
struct HTMLSpans: Equatable {
    /// Wider cells than this are titles over the whole sheet.
    static let columnsMax = 1_000
    /// What HTML allows; 0 means the rest of the table.
    static let rowsMax = 65_534

    private(set) var columns = 1
    private(set) var rows = 1

    /// Takes an attribute when it is one of the two.
    mutating func set(_ attribute: String, _ value: String) {
        switch attribute {
        case "colspan":
            if let count = Int(value), count > 1 { columns = min(count, Self.columnsMax) }
        case "rowspan":
            guard let count = Int(value), count >= 0 else { return }
            rows = count == 0 ? Self.rowsMax : min(count, Self.rowsMax)
        default: return
        }
    }
}
