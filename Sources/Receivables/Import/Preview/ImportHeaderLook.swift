import Formats

/// The names of a file's columns and what stands under them, whether or not it can be imported.
struct ImportHeaderLook {
    private static let samplesMax = 3
    private static let sampleCharactersMax = 40
    private static let columnsMax = 500

    let header: TableHeader
    private let rows: ArraySlice<TableRow>

    /// Nil where no row looks like names of columns.
    init?(_ file: ImportFile, _ options: ConversionOptions) throws {
        var source = RowSource(try TableFile(descriptor: file.number).reader())
        let ahead = try source.peek(rowsMax: 500)
        if DATEVHeader.isRecord(ahead.first(where: { $0.firstFilled != nil })) { return nil }
        let finder = HeaderFinder(options)
        if let found = finder.find(in: ahead) ?? finder.findShort(in: ahead) {
            header = found.header
            rows = ahead[(found.index + found.height)...]
        } else if let index = Self.likely(ahead) {
            header = TableHeader(ahead[index])
            rows = ahead[(index + 1)...]
        } else {
            return nil
        }
    }

    /// - Parameter fields: our names by the file's.
    func columns(_ fields: [String: String]) -> [ImportPreviewColumn] {
        var left = fields
        return header.texts.indices.prefix(Self.columnsMax).compactMap { index in
            let text = header.texts[index]
            guard !text.isEmpty else { return nil }
            let name = HeaderName.normalized(text)
            let isBucket = header.buckets[index] != nil
            // Of two columns of one name the first is the one that is used.
            let field = isBucket ? nil : left.removeValue(forKey: text)
            return ImportPreviewColumn(
                header: text, samples: samples(index), field: field, isBucket: isBucket,
                isNamed: !name.isEmpty && header.names.count { $0 == name } == 1)
        }
    }

    private func samples(_ column: Int) -> [String] {
        var found: [String] = []
        for row in rows.prefix(200) {
            let text = row.cell(column).shown
            guard !text.isEmpty, !found.contains(text) else { continue }
            found.append(text)
            if found.count == Self.samplesMax { break }
        }
        return found.map { ImportText.shortened($0, to: Self.sampleCharactersMax) }
    }

    private static func likely(_ rows: ArraySlice<TableRow>) -> Int? {
        let wide = rows.indices.prefix(60).filter { rows[$0].filled.count > 1 }
        return wide.max { left, right in
            let (a, b) = (TableHeader(rows[left]), TableHeader(rows[right]))
            // The first of equals.
            return (a.knownCount, -left) < (b.knownCount, -right)
        }
    }
}
