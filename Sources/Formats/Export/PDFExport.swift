import Glibc
import Kernel

/// Writes what Typst sets as pages: the template and, as `data.json`, everything that is said.
/// The pages themselves are set afterwards, by `TypstProgram`.
final class PDFExport: ExportWriter {
    /// What sets in a bounded time and memory.
    static let rowsMax = 10_000
    static let templateName = "export.typ"
    private static let blockBytes = 64 << 10

    private let output: ExportOutput
    private let rowsMax: Int
    private var json = JSONBytes(reservingCapacity: 2 * PDFExport.blockBytes)
    private var cells = PDFCells(locale: LocaleFormat("en-US"))
    private var columns: [(place: Int, column: ExportColumn)] = []
    private var emptyNote = ""
    private var rowCount = 0

    /// - Parameter directory: is there and empty.
    /// - Throws: `ExportError.cannotWrite`.
    init(directory: String, rowsMax: Int = PDFExport.rowsMax) throws(ExportError) {
        self.rowsMax = rowsMax
        let template = try ExportOutput(path: "\(directory)/\(Self.templateName)")
        try template.write(PackageResources.export_typ)
        output = try ExportOutput(path: "\(directory)/data.json")
    }

    func begin(_ document: ExportDocument) {
        cells = PDFCells(locale: document.locale)
        json.beginObject()
        json.key("title")
        json.string(PDFCells.text(document.title))
        json.key("author")
        json.string(PDFCells.text(document.letter?.sender ?? document.facts.first?.value ?? ""))
        json.key("running")
        json.array { json in
            for fact in document.facts {
                json.string(PDFCells.text("\(fact.label) \(fact.value)"))
            }
        }
        append(document.facts)
        append(document.letter)
        json.key("sections")
        json.beginArray()
    }

    func begin(_ section: ExportSection) {
        columns = section.shown
        emptyNote = section.emptyNote
        cells.begin(columns.map(\.column))
        json.beginObject()
        json.key("name")
        json.string(PDFCells.text(section.name))
        append(section.facts)
        json.key("rows")
        json.beginArray()
    }

    func row(_ cells: [ExportCell]) throws {
        rowCount += 1
        guard rowCount <= rowsMax else { throw ExportError.tooManyRows(.pdf, max: rowsMax) }
        append(cells)
        if json.bytes.count >= Self.blockBytes { try flush() }
    }

    func end(_ ending: ExportEnding) {
        json.endArray()
        json.key("summary")
        json.beginArray()
        for row in ending.summary { append(row) }
        json.endArray()
        json.key("columns")
        json.array { json in
            for (index, shown) in columns.enumerated() {
                json.object { json in
                    json.key("title")
                    json.string(PDFCells.text(shown.column.title))
                    json.key("right")
                    json.bool(shown.column.kind.isNumber)
                    json.key("chars")
                    json.integer(cells.widths[index])
                }
            }
        }
        json.key("empty")
        json.string(emptyNote)
        json.key("notes")
        json.array { json in for note in ending.notes { json.string(PDFCells.text(note)) } }
        json.endObject()
    }

    func finish() throws {
        json.endArray()
        json.endObject()
        try flush()
    }

    private func append(_ row: [ExportCell]) {
        json.beginArray()
        for (index, shown) in columns.enumerated() {
            let cell = shown.place < row.count ? row[shown.place] : .empty
            cells.append(cell, index, shown.column, to: &json)
        }
        json.endArray()
    }

    private func append(_ facts: [ExportFact]) {
        json.key("facts")
        json.array { json in
            for fact in facts {
                json.object { json in
                    json.key("label")
                    json.string(PDFCells.text(fact.label))
                    json.key("value")
                    json.string(PDFCells.text(fact.value))
                }
            }
        }
    }

    private func append(_ letter: ExportLetter?) {
        json.key("letter")
        guard let letter else { return json.null() }
        json.object { json in
            json.key("sender")
            json.string(PDFCells.text(letter.sender))
            json.key("addressee")
            json.array { json in
                for line in letter.addressee { json.string(PDFCells.text(line)) }
            }
            json.key("opening")
            json.array { json in
                for paragraph in letter.opening { json.string(PDFCells.text(paragraph)) }
            }
        }
    }

    private func flush() throws {
        try output.write(json.take())
    }
}
