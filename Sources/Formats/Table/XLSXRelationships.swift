/// What a part of the workbook refers to: identifiers, kinds and the paths of other parts.
final class XLSXRelationships: XLSXMarkupHandler {
    struct Target {
        let id: String
        /// The last word of the kind's address: "worksheet", "styles".
        let kind: String
        let path: String
    }

    /// Thousands of sheets have thousands of targets.
    private static let targetsMax = 100_000

    private(set) var targets: [Target] = []
    private let folder: Substring

    private init(folder: Substring) { self.folder = folder }

    /// Reads the relationships of a part; a part without any has an empty list.
    ///
    /// - Parameter path: Of the part, without a leading slash; empty for the whole package.
    static func read(
        of path: String, in archive: ZipArchive
    ) throws(TableError) -> XLSXRelationships {
        let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let relationships = XLSXRelationships(folder: path[..<cut])
        if let part = try archive.part("\(path[..<cut])_rels/\(path[cut...]).rels") {
            try XLSXMarkup.parse(part, of: archive, with: relationships)
        }
        return relationships
    }

    func first(ofKind kind: String) -> Target? { targets.first { $0.kind == kind } }

    func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError) {
        guard name.isEqual("Relationship"), let target = attributes.text("Target"),
            attributes.text("TargetMode") != "External"
        else { return }
        guard targets.count < Self.targetsMax else {
            throw .tooMuch(of: "parts", max: Self.targetsMax)
        }
        let kind = attributes.text("Type").flatMap { $0.split(separator: "/").last } ?? ""
        targets.append(
            Target(
                id: attributes.text("Id") ?? "", kind: String(kind),
                path: Self.resolve(target, in: folder)))
    }

    /// A target's path in the archive: absolute with a leading slash, else from the folder.
    private static func resolve(_ target: String, in folder: Substring) -> String {
        var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": steps = steps.dropLast()
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
