import Foundation
import Testing

/// A table of who gets what, as a file that people read and a test compares with.
struct AccessTable {
    private(set) var lines: [String: [String]] = [:]
    let columns: [String]

    init(columns: [String]) {
        self.columns = columns
    }

    mutating func set(_ name: String, _ outcomes: [String]) {
        lines[name] = outcomes
    }

    /// The file of a name beside this one.
    ///
    /// - Returns: its lines, each with single spaces, without comments and the heading.
    static func expected(_ name: String) throws -> Set<String> {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent(name)
        let text = try String(contentsOf: url, encoding: .utf8)
        return Set(
            text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix(" ") }
                .map(squeezed))
    }

    /// What is here and not in the file (+), or there and not here (-); empty when they agree.
    func differences(from expected: Set<String>) -> [String] {
        let actual = Set(text.split(separator: "\n").dropFirst().map(Self.squeezed))
        return actual.subtracting(expected).sorted().map { "+ \($0)" }
            + expected.subtracting(actual).sorted().map { "- \($0)" }
    }

    /// Fails, with the whole table, where the file says otherwise.
    func expectSame(as name: String) throws {
        let differences = differences(from: try Self.expected(name))
        #expect(
            differences.isEmpty,
            """
            Tests/AccessTests/\(name) says otherwise:
            \(differences.joined(separator: "\n"))
            The whole of it:
            \(text)
            """)
    }

    /// As the file has it.
    var text: String {
        let names = lines.keys.sorted { Self.key($0) < Self.key($1) }
        let width = (names.map(\.count).max() ?? 0) + 2
        let widths = columns.map { max($0.count, 6) + 1 }
        func row(_ name: String, _ cells: [String]) -> String {
            let start = name.padding(toLength: width, withPad: " ", startingAt: 0)
            let rest = zip(cells, widths).map {
                $0.padding(toLength: max($1, $0.count + 1), withPad: " ", startingAt: 0)
            }
            return (start + rest.joined()).trimmingCharacters(in: CharacterSet(charactersIn: "\n"))
        }
        return ([row("", columns)] + names.map { row($0, lines[$0] ?? []) })
            .map { $0.replacingOccurrences(of: " +$", with: "", options: .regularExpression) }
            .joined(separator: "\n") + "\n"
    }

    /// Addresses by path, then by method; commands as they are.
    private static func key(_ name: String) -> String {
        let words = name.split(separator: " ")
        guard let path = words.last, path.hasPrefix("/") else { return name }
        return "\(path) \(words[0])"
    }

    private static func squeezed(_ line: Substring) -> String {
        line.split(separator: " ").joined(separator: " ")
    }
}
