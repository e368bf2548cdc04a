import Formats
import Kernel

/// The dates of a column that a spreadsheet understood, beside those that it left as texts. One
/// that is set to another country than the list takes the months of a list for days: it turns
/// those dates that are some in its own order into cells, all of days up to 12, and leaves the
/// others.
struct DateCells {
    private var low = 0
    private var high = 0
    private var example = ""

    mutating func add(_ cell: TableCell) {
        switch cell {
        case .date(let date): add(date)
        case .text(let text): add(text.utf8.span)
        default: break
        }
    }

    /// A text, which may be a cell that was saved with the year in front.
    mutating func add(_ bytes: Span<UInt8>) {
        if bytes.count == 10, let date = try? LocalDate(isoBytes: bytes) {
            add(date)
        } else if example.isEmpty, bytes.count >= 6 {
            example = ImportText.string(bytes)
        }
    }

    private mutating func add(_ date: LocalDate) {
        if date.day <= 12 { low += 1 } else { high += 1 }
    }

    /// - Parameter order: that of the texts, where they leave no doubt.
    func warning(_ order: DateOrder?) -> String? {
        guard low > 0, high == 0, order == .dmy || order == .mdy else { return nil }
        let subject = low == 1 ? "1 date is that of a cell" : "\(low) dates are those of cells"
        return subject + " of a spreadsheet, of days up to 12 only, and others are texts such as"
            + " “\(ImportText.shortened(example, to: 30))”: it may have swapped day and month when"
            + " it opened the list. They were taken as they stand; import the list as the program"
            + " wrote it."
    }
}

extension DateStyleDetector {
    /// The order that the texts have without a doubt.
    var certainOrder: DateOrder? {
        if case .certain(let style) = verdict { style.order } else { nil }
    }
}
