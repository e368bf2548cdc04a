/// Names that a workbook allows for its sheets.
enum XLSXSheetName {
    private static let lengthMax = 31
    private static let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\"]

    /// The name, changed as little as it takes to be allowed and unlike those before it.
    static func allowed(_ name: String, after used: [String]) -> String {
        var cleaned = String(ExportText.clean(name).map { forbidden.contains($0) ? "-" : $0 })
        while cleaned.first == "'" || cleaned.first == " " { cleaned.removeFirst() }
        while cleaned.last == "'" || cleaned.last == " " { cleaned.removeLast() }
        if cleaned.isEmpty || cleaned.lowercased() == "history" { cleaned = "Sheet" }
        let known = Set(used.map { $0.lowercased() })
        var number = 1
        while true {
            let suffix = number == 1 ? "" : " \(number)"
            let candidate = cut(cleaned, toUnits: lengthMax - suffix.count) + suffix
            if !known.contains(candidate.lowercased()) { return candidate }
            number += 1
        }
    }

    private static func cut(_ text: String, toUnits unitsMax: Int) -> String {
        var text = text
        while text.utf16.count > unitsMax { text.removeLast() }
        return text
    }
}
