/// The document whose figures a run replaces; the text around them is written by people.
enum Document {
    private static let begin = "<!-- figures of the last run: begin -->\n"
    private static let end = "<!-- figures of the last run: end -->\n"

    static func replaceFigures(in path: String, with figures: String) throws {
        guard let text = TextFile.read(path), let start = text.firstRange(of: begin),
            let stop = text.firstRange(of: end), start.upperBound <= stop.lowerBound
        else { throw BenchError.unexpected("\(path) has no place for the figures") }
        try TextFile.write(
            text[..<start.upperBound] + "\n" + figures + "\n" + text[stop.lowerBound...], to: path)
    }
}
