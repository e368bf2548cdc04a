/// The warnings of one import, bounded: a file of a million bad lines must not fill memory.
struct ImportWarnings: Sendable {
    static let textsMax = 100

    private(set) var texts: [String] = []
    private var further = 0

    mutating func add(_ text: String) {
        if texts.count < Self.textsMax { texts.append(text) } else { further += 1 }
    }

    /// Counts warnings whose texts were not even fetched.
    mutating func add(further count: Int) {
        further += count
    }

    /// The texts, and how many more there are.
    var all: [String] {
        further > 0 ? texts + ["There are \(further) more warnings."] : texts
    }
}

extension ImportWarnings {
    /// What is to be said of the day for which a list holds.
    static func ofDay(
        _ material: ImportMaterial, _ request: ImportRequest, _ report: ImportReport
    ) -> [String] {
        guard let understanding = material.understanding else {
            return request.isComplete
                ? ["--complete is for lists that say what is open; it changed nothing here."] : []
        }
        var texts: [String] = []
        if let asked = request.asOf, let stated = understanding.asOf, asked != stated {
            texts.append("The file says that it holds for \(stated); \(asked) was asked for.")
        }
        if material.isDayAssumed, report.assumedPayments > 0 || understanding.saysWhatIsOpen,
            let day = material.scan.statedOn
        {
            texts.append(
                "The file does not say for which day it holds; \(day) was taken. Name it with --as-of."
            )
        }
        if request.isComplete, understanding.isMended {
            texts.append(
                "These are the rejected lines of another file; nothing was closed that they lack.")
        } else if request.isComplete, report.rejected > 0 {
            texts.append("Because lines were rejected, nothing was closed that the file lacks.")
        }
        return texts
    }
}
