import Kernel

/// The lines of a run, printed as they come and written out at the end.
struct Report {
    private static let columnWidths = (what: 62, measured: 19, limit: 19, ratio: 6, target: 22)

    private var groups: [(title: String, lines: [Measurement])] = []

    /// Begins a group of lines.
    mutating func begin(_ title: String) {
        groups.append((title, []))
        Console.print("\n\(title)")
    }

    mutating func add(_ line: Measurement) {
        groups[groups.count - 1].lines.append(line)
        let widths = Self.columnWidths
        let verdict = line.target.isEmpty ? "" : line.isMet ? "met" : "MISSED"
        let cells = [
            Self.padded(line.what, widths.what), Self.padded(line.measured, widths.measured),
            Self.padded(line.limit.isEmpty ? "" : "of \(line.limit)", widths.limit),
            Self.padded(line.ratio.map(Figure.ratio) ?? "", widths.ratio),
            Self.padded(line.target, widths.target), verdict,
        ]
        Console.print("  " + cells.joined(separator: "  "))
    }

    mutating func add(_ lines: [Measurement]) {
        for line in lines { add(line) }
    }

    /// The lines that should be better.
    var missed: [Measurement] {
        groups.flatMap(\.lines).filter { !$0.isMet }
    }

    /// The figures as Markdown.
    func markdown(machine: Machine, day: LocalDate) -> String {
        var text = "Measured on \(day): \(machine.description).\n"
        for group in groups {
            text += "\n### \(group.title)\n\n"
            text += "| what | measured | limit | ratio | target | |\n|---|---|---|---|---|---|\n"
            for line in group.lines {
                let verdict = line.target.isEmpty ? "" : line.isMet ? "met" : "**missed**"
                let cells = [
                    line.what, line.measured, line.limit, line.ratio.map(Figure.ratio) ?? "",
                    line.target, verdict,
                ]
                text += "| " + cells.joined(separator: " | ") + " |\n"
            }
        }
        return text
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
