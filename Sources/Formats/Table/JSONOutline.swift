/// What a JSON document holds, found out by walking it once without keeping it.
struct JSONOutline {
    enum Shape {
        case xeroReports
        case quickBooksReport
        case list
    }

    /// A list of objects, or of lists of cells.
    struct List {
        /// Where its array begins.
        let position: Int
        let name: String?
        /// The names of all records' fields by first appearance; none in a list of lists.
        var columns: [String] = []
        var records = 0
    }

    /// Lists further down belong to one record rather than to the document.
    private static let listDepthMax = 3

    private(set) var shape = Shape.list
    private var lists: [List] = []

    /// - Throws: anything that is wrong anywhere in the document.
    init(_ bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes)
        try walk(&parser, name: nil, depth: 0)
        try parser.finish()
    }

    /// The list that the document is about.
    var list: List? {
        lists.first { $0.name == "items" } ?? lists.max { $0.records < $1.records }
    }

    private mutating func walk(
        _ parser: inout JSONParser, name: String?, depth: Int
    ) throws(JSONError) {
        switch parser.peek() {
        case UInt8(ascii: "[") where depth <= Self.listDepthMax:
            try walkList(&parser, name: name)
        case UInt8(ascii: "{") where depth < Self.listDepthMax:
            var names: Set<String> = []
            try parser.enter()
            while let name = try parser.nextName() {
                try walk(&parser, name: name, depth: depth + 1)
                if depth == 0 { names.insert(name) }
            }
            if depth == 0 { recognise(names) }
        default: _ = try parser.value()
        }
    }

    private mutating func recognise(_ names: Set<String>) {
        if names.contains("Reports") || names.isSuperset(of: ["ReportName", "Rows"]) {
            shape = .xeroReports
        } else if names.isSuperset(of: ["Columns", "Rows"]) {
            shape = .quickBooksReport
        }
    }

    private mutating func walkList(
        _ parser: inout JSONParser, name: String?
    ) throws(JSONError) {
        var list = List(position: parser.position, name: name)
        var known: Set<String> = []
        try parser.enter()
        while try parser.nextElement() {
            let value = try parser.value()
            switch value {
            case .object:
                list.records += 1
                for field in JSONRecord.rows(value).joined() where known.insert(field.name).inserted
                {
                    // One too many is enough to refuse the list.
                    guard list.columns.count <= JSONRecord.columnsMax else { continue }
                    list.columns.append(field.name)
                }
            case .array: list.records += 1
            default: continue
            }
        }
        if list.records > 0 { lists.append(list) }
    }
}
