import Kernel

/// What is found on the way that concerns the file as a whole, and the rows that are refused.
struct ConversionNotes {
    static let rejectsMax = 1_000
    private static let textsMax = 100

    /// Rows that are left out for one reason.
    private struct LeftOut {
        var documents: Int64 = 0
        var amount = AmountPair.zero
    }

    private(set) var rejects: [ImportReject] = []
    private(set) var rejected: Int64 = 0
    private var texts: [String] = []
    private var leftOut: [(phrase: String, found: LeftOut)] = []

    mutating func warn(_ text: String) {
        if texts.count < Self.textsMax, !texts.contains(text) { texts.append(text) }
    }

    mutating func reject(_ line: Int64, column: String, value: String, reason: String) {
        rejected += 1
        guard rejects.count < Self.rejectsMax else { return }
        rejects.append(
            ImportReject(
                line: line, column: column, value: ImportText.shortened(value), reason: reason))
    }

    /// Counts a document that is left out.
    ///
    /// - Parameter phrase: what it is, as in “3 documents were left out: drafts”.
    mutating func leaveOut(_ phrase: String, amount: AmountPair) {
        let index =
            leftOut.firstIndex { $0.phrase == phrase }
            ?? {
                leftOut.append((phrase, LeftOut()))
                return leftOut.count - 1
            }()
        leftOut[index].found.documents += 1
        leftOut[index].found.amount += amount
    }

    /// These notes, then the texts of others.
    func merged(with other: ConversionNotes) -> ConversionNotes {
        var notes = self
        other.texts.forEach { notes.warn($0) }
        return notes
    }

    func warnings(_ style: DecimalStyle, decimals: Int) -> [String] {
        leftOut.map { phrase, found in
            let amount = found.amount.text(style, decimals: decimals)
            let count = found.documents
            return "\(count) \(count == 1 ? "document was" : "documents were") left out"
                + " (\(phrase)), together \(amount)."
        } + texts
    }
}
