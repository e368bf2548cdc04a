/// A workbook's sheets in their order, and where its other parts are.
struct XLSXWorkbook {
    struct Sheet {
        let name: String
        let path: String
    }

    let sheets: [Sheet]
    /// The names of those that nobody sees; they are not among the sheets.
    let hiddenSheets: [String]
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
        var hidden: [String] = []
        for (id, name, isHidden) in handler.sheets {
            guard let target = targets[id] else {
                throw .damaged("the sheet \"\(name)\" is missing")
            }
            // Charts and macros have sheets of their own, without cells.
            guard target.kind == "worksheet" else { continue }
            if isHidden { hidden.append(name) }
            if !isHidden { sheets.append(Sheet(name: name, path: target.path)) }
        }
        self.sheets = sheets
        hiddenSheets = hidden
        dateSystem = handler.isFrom1904 ? .from1904 : .from1900
        stylesPath = parts.first(ofKind: "styles")?.path
        stringsPath = parts.first(ofKind: "sharedStrings")?.path
    }

    private final class Handler: XLSXMarkupHandler {
        /// Far more than can be told apart by their tabs.
        private static let sheetsMax = 10_000

        private(set) var isWorkbook = false
        private(set) var isFrom1904 = false
        private(set) var sheets: [(id: String, name: String, isHidden: Bool)] = []

        func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError) {
            switch name {
            case "workbook": isWorkbook = true
            // An extension further down has an element of this name without the switch.
            case "workbookPr": isFrom1904 = isFrom1904 || attributes.isOn("date1904")
            case "sheet":
                guard sheets.count < Self.sheetsMax else {
                    throw .tooMuch(of: "sheets", max: Self.sheetsMax)
                }
                // Also “veryHidden”, which only a program can show again.
                let isHidden = attributes.text("state").map { $0 != "visible" } ?? false
                sheets.append(
                    (attributes.text("id") ?? "", attributes.text("name") ?? "", isHidden))
            default: break
            }
        }
    }
}
