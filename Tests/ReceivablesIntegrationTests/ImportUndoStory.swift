import BooksTestSupport
import Kernel
import Receivables

/// Lists at random, of every kind, that overlap in what they say.
struct ImportUndoStory {
    enum List: CustomStringConvertible {
        case plain(String)
        case converted(String, ImportForm, LocalDate, isAging: Bool, isComplete: Bool)

        var description: String {
            switch self {
            case .plain(let text): text
            case .converted(let text, let form, let day, _, let isComplete):
                "\(form) \(day) \(isComplete ? "complete" : "")\n\(text)"
            }
        }
    }

    private static let customers = ["Acme", "Beta", "Cobalt"]
    var random: SeededRandom

    /// Takes a list in.
    func take(_ list: List, into books: Books) async throws -> ImportReport {
        switch list {
        case .plain(let text): try await books.importing(text)
        case .converted(let text, let form, let day, let isAging, let isComplete):
            try await books.list(
                text, as: form, asOf: day, isAging: isAging, complete: isComplete)
        }
    }

    mutating func list() -> List {
        switch random.int(1...6) {
        case 1: invoices()
        case 2: receipts()
        case 3: history()
        case 4: summary()
        default: openInvoices()
        }
    }

    private mutating func customer() -> String { random.pick(Self.customers) ?? "" }

    private mutating func day(_ month: ClosedRange<Int>) -> String {
        LocalDate.iso(random.int(month), random.int(1...28))
    }

    private mutating func currency() -> String { random.chance(4) ? "EUR" : "USD" }

    /// The same number has the same currency, or every other line would be refused.
    private func currency(_ number: Int) -> String { number % 4 == 0 ? "EUR" : "USD" }

    private mutating func invoices() -> List {
        var lines = ["Customer,Invoice No,Invoice Date,Due Date,Amount,Currency"]
        for number in numbers() {
            let amount = random.int(-30...200)
            lines.append(
                "\(customer()),\(number),\(day(1...2)),\(day(3...4)),\(amount).50,"
                    + currency(number))
        }
        return .plain(lines.joined(separator: "\n"))
    }

    private mutating func history() -> List {
        var lines = ["Customer,Invoice No,Invoice Date,Due Date,Amount,Settled Date,Currency"]
        for number in numbers() {
            let settled = random.chance(2) ? day(3...6) : ""
            lines.append(
                "\(customer()),\(number),\(day(1...2)),\(day(3...4)),"
                    + "\(random.int(1...200)).00,\(settled),\(currency(number))")
        }
        return .plain(lines.joined(separator: "\n"))
    }

    private mutating func receipts() -> List {
        var lines = [
            "Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date,Currency"
        ]
        for number in numbers() {
            let amount = random.int(5...150)
            let applied = random.chance(3) ? "" : "\(random.int(1...9) / 4 * 4 + number % 4)"
            lines.append(
                "\(customer()),R\(number),\(day(2...5)),\(amount).00,\(applied),"
                    + (applied.isEmpty ? "," : "\(random.int(1...amount)).00,\(day(3...6))")
                    + ",\(currency(number))")
        }
        return .plain(lines.joined(separator: "\n"))
    }

    /// A list of documents with what is open of them.
    private mutating func openInvoices() -> List {
        var lines = ["customer,invoice_no,invoice_date,due_date,amount,open,currency"]
        for number in numbers() {
            let amount = random.int(10...200)
            let open = random.chance(2) ? amount : random.int(0...amount)
            lines.append(
                "\(customer()),\(number),\(day(1...2)),\(day(3...4)),\(amount).00,\(open).00,"
                    + currency(number))
        }
        return .converted(
            lines.joined(separator: "\n"), .invoices, LocalDate(stringLiteral: day(5...8)),
            isAging: random.chance(2), isComplete: random.chance(3))
    }

    private mutating func summary() -> List {
        var lines = ["customer,bucket,bucket_from,bucket_to,open"]
        let buckets = ["Current,,0", "1 - 30,1,30", "31 - 60,31,60", "> 90,91,"]
        for customer in Self.customers where !random.chance(3) {
            for bucket in buckets where random.chance(2) {
                lines.append("\(customer),\(bucket),\(random.int(-20...300)).00")
            }
        }
        if lines.count == 1 { lines.append("Acme,Current,,0,1.00") }
        return .converted(
            lines.joined(separator: "\n"), .aging, LocalDate(stringLiteral: day(5...8)),
            isAging: true, isComplete: random.chance(3))
    }

    private mutating func numbers() -> [Int] {
        let numbers = (1...9).filter { _ in random.chance(2) }
        return numbers.isEmpty ? [1] : numbers
    }
}

extension LocalDate {
    fileprivate static func iso(_ month: Int, _ day: Int) -> String {
        "2026-0\(month)-" + (day < 10 ? "0\(day)" : "\(day)")
    }
}
