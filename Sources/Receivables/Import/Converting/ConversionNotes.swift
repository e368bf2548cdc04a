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
    /// What rejected rows hold, by their lines.
    private(set) var rejectedRows: [Int64: RejectedRow] = [:]
    private(set) var rejected: Int64 = 0
    /// Of these the items of documents, as many as are written out.
    private(set) var rejectedItems: [ImportRejectedItem] = []
    private var texts: [String] = []
    private var leftOut: [(phrase: String, found: LeftOut)] = []

    mutating func warn(_ text: String) {
        if texts.count < Self.textsMax, !texts.contains(text) { texts.append(text) }
    }

    mutating func reject(
        _ line: Int64, column: String, value: String, reason: String, row: RejectedRow? = nil
    ) {
        rejected += 1
        guard rejects.count < Self.rejectsMax else { return }
        rejectedRows[line] = row
        rejects.append(
            ImportReject(
                line: line, column: column, value: ImportText.shortened(value), reason: reason))
    }

    /// Notes of which document a refused row is an item.
    mutating func spoil(_ customer: String, _ number: String, _ line: Int64) {
        guard !number.isEmpty, rejectedItems.count < ImportRejectsFile.linesMax else { return }
        rejectedItems.append(
            ImportRejectedItem(customer: customer, number: number, line: line))
    }

    /// Counts a document that is left out.
    ///
    /// - Parameters:
    ///   - phrase: what it is, as in “3 documents were left out: drafts”.
    ///   - isFurther: another item of one that was counted.
    mutating func leaveOut(_ phrase: String, amount: AmountPair, isFurther: Bool = false) {
        let index =
            leftOut.firstIndex { $0.phrase == phrase }
            ?? {
                leftOut.append((phrase, LeftOut()))
                return leftOut.count - 1
            }()
        leftOut[index].found.documents += isFurther ? 0 : 1
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
