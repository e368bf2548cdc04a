/// A workbook's sheets in their order, and where its other parts are.
struct XLSXWorkbook {
    struct Sheet {
        let name: String
        let path: String
    }

    let sheets: [Sheet]
    let dateSystem: XLSDateSystem
    let stylesPath: String?
    let stringsPath: String?

    /// - Returns: Nil when the archive holds no workbook of this kind.
    init?(_ archive: ZipArchive) throws(TableError) {
        let package = try XLSXRelationships.read(of: "", in: archive)
        let path = package.first(ofKind: "officeDocument")?.path ?? "xl/workbook.xml"
        guard path.hasSuffix(".xml"), let part = try archive.part(path) else { return nil }
        let handler = Handler()
        try XLSXMarkup.parse(part, of: archive, with: handler)
        guard handler.isWorkbook else { return nil }
        let parts = try XLSXRelationships.read(of: path, in: archive)
        var sheets: [Sheet] = []
        let targets = Dictionary(parts.targets.map { ($0.id, $0) }) { first, _ in first }
        for (id, name) in handler.sheets {
            guard let target = targets[id] else {
                throw .damaged("the sheet \"\(name)\" is missing")
            }
            // Charts and macros have sheets of their own, without cells.
            if target.kind == "worksheet" { sheets.append(Sheet(name: name, path: target.path)) }
        }
        self.sheets = sheets
        dateSystem = handler.isFrom1904 ? .from1904 : .from1900
        stylesPath = parts.first(ofKind: "styles")?.path
        stringsPath = parts.first(ofKind: "sharedStrings")?.path
    }

    private final class Handler: XLSXMarkupHandler {
        /// Far more than can be told apart by their tabs.
        private static let sheetsMax = 10_000

        private(set) var isWorkbook = false
        private(set) var isFrom1904 = false
        private(set) var sheets: [(id: String, name: String)] = []

        func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError) {
            switch name {
            case "workbook": isWorkbook = true
            // An extension further down has an element of this name without the switch.
            case "workbookPr": isFrom1904 = isFrom1904 || attributes.isOn("date1904")
            case "sheet":
                guard sheets.count < Self.sheetsMax else {
                    throw .tooMuch(of: "sheets", max: Self.sheetsMax)
                }
                sheets.append((attributes.text("id") ?? "", attributes.text("name") ?? ""))
            default: break
            }
        }
    }
}
