import Formats

/// Finds the line that names the columns, by what stands in it.
struct HeaderFinder {
    struct Found {
        let header: TableHeader
        /// The place of its row among those looked at.
        let index: Int
        /// How many rows it has.
        let height: Int
    }

    /// Titles above a header are never longer.
    private static let rowsPerSheetMax = 60
    /// What a header must have at least of names that lists have.
    private static let namesMin = 3

    private let options: ConversionOptions

    init(_ options: ConversionOptions) {
        self.options = options
    }

    /// The header among the first rows of each sheet.
    func find(in rows: ArraySlice<TableRow>) -> Found? {
        var best: (found: Found, score: Int)?
        var place = (sheet: -1, row: 0)
        for index in rows.indices {
            let row = rows[index]
            if row.sheet != place.sheet { place = (row.sheet, 0) }
            place.row += row.firstFilled == nil ? 0 : 1
            guard place.row <= Self.rowsPerSheetMax, mayBeHeader(row) else { continue }
            let next = index + 1 < rows.endIndex ? rows[index + 1] : nil
            let (header, height) = self.header(row, next)
            let score = score(header)
            if score > best?.score ?? 0 {
                best = (Found(header: header, index: index, height: height), score)
            }
        }
        return best?.found
    }

    /// A header too short to be told by its names, under the title of a report that has such
    /// a one.
    func findShort(in rows: ArraySlice<TableRow>) -> Found? {
        let titles = RecognisedForms.rules.filter(\.isShort).flatMap(\.titles)
        var hasTitle = false
        for index in rows.indices.prefix(Self.rowsPerSheetMax) {
            let names = rows[index].cells.map { HeaderName.normalized($0.shown) }
            if hasTitle, let last = names.last(where: { !$0.isEmpty }), last == "total" {
                let header = TableHeader(rows[index])
                return Found(header: header, index: index, height: 1)
            }
            hasTitle =
                hasTitle || names.contains { name in titles.contains(where: name.contains) }
        }
        return nil
    }

    /// The row that looks most like a header, though it is none; for the message.
    func nearest(in rows: ArraySlice<TableRow>) -> [String] {
        let likely = rows.prefix(Self.rowsPerSheetMax).filter { $0.filled.count > 1 }
        let best = likely.max { TableHeader($0).knownCount < TableHeader($1).knownCount }
        return best.map { row in row.filled.map { row.cells[$0].shown } } ?? []
    }

    /// A header has no values: no dates, no numbers, and nothing long.
    private func mayBeHeader(_ row: TableRow) -> Bool {
        var texts = 0
        for cell in row.cells {
            switch cell {
            case .blank: continue
            case .text(let text):
                guard text.utf8.count <= 120, !isValue(cell, text) else { return false }
                texts += 1
            default: return false
            }
        }
        return texts > 1
    }

    /// Whether a text is an amount or a date; labels of buckets look like them, and dashes too.
    private func isValue(_ cell: TableCell, _ text: String) -> Bool {
        guard !cell.isEmpty, !text.trimmedOfBlanks.utf8.allSatisfy({ $0 == 0x2D }),
            AgingBucket(label: text) == nil, !DateBuckets.isLabel(text)
        else { return false }
        return AmountPair(cell) != nil || ConversionContext.isDate(cell)
    }

    /// One line, or two whose names together say more.
    private func header(_ row: TableRow, _ next: TableRow?) -> (TableHeader, Int) {
        let single = TableHeader(row)
        guard let next, next.sheet == row.sheet, mayBeHeader(next) else { return (single, 1) }
        let double = TableHeader(row, next)
        let lower = TableHeader(next)
        let known = max(single.knownCount, lower.knownCount)
        // “Invoice” and “Date” stand there twice when their other halves are on another line.
        let isBroken = hasRepeats(single) || hasRepeats(lower)
        let isBetter =
            double.knownCount >= known + 2
            || isBroken && double.knownCount >= known && !hasRepeats(double)
        return isBetter && score(double) >= score(lower) ? (double, 2) : (single, 1)
    }

    private func hasRepeats(_ header: TableHeader) -> Bool {
        header.nameSet.count < header.names.count { !$0.isEmpty }
    }

    /// 0 for what is no header.
    private func score(_ header: TableHeader) -> Int {
        if options.mappings[header.shape] != nil { return 1_000 }
        if !options.map.isEmpty {
            let wanted = options.map.keys.map(HeaderName.normalized)
            if wanted.allSatisfy(header.nameSet.contains) { return 900 }
        }
        let known = header.knownCount
        let named = header.nameSet.count
        let isForm = RecognisedForms.rules.contains { rule in
            !rule.requires.isEmpty && rule.requires.count > 1
                && rule.requires.allSatisfy(header.nameSet.contains)
        }
        if isForm { return 100 + known }
        guard known >= Self.namesMin || known == named && known == 2 else { return 0 }
        // A row of data may hold words that are names too; most of a header's are.
        return known * 3 >= named || known >= 5 ? known : 0
    }
}
