/// One of the files that are imported while things are killed. All of it follows from its number:
/// invoices, then receipts applied to them, then a payment history, and so on.
struct ImportList {
    /// What is in the books once the file has been imported, of one kind of document.
    struct Part: Equatable {
        var documents = 0
        /// Signed as in the books, minor units.
        var amount: Int64 = 0
        /// Minor units set against other documents.
        var allocated: Int64 = 0
    }

    static let rowCount = 2_000
    private static let customerCount = 40

    let number: Int

    /// What its documents' numbers begin with.
    var name: String { "F\(number)" }
    var fileName: String { "\(name).csv" }

    private enum Form { case invoices, receipts, history }

    private var form: Form {
        switch number % 3 {
        case 0: .invoices
        case 1: .receipts
        default: .history
        }
    }

    /// Minor units of a row.
    private static func amount(_ list: Int, _ row: Int) -> Int64 {
        Int64((list * 7_919 + row * 104_729) % 99_901) + 100
    }

    private static func text(_ minorUnits: Int64) -> String {
        let cents = minorUnits % 100
        return "\(minorUnits / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    private static func day(_ row: Int, month: Int) -> String {
        let day = row % 28 + 1
        return "2026-0\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private func isSettled(_ row: Int) -> Bool { row % 3 != 0 }
    private func isApplied(_ row: Int) -> Bool { row % 4 != 0 }

    /// What a receipt applies: half of the invoice it is for.
    private func applied(_ row: Int) -> Int64 { Self.amount(number - 1, row) / 2 }

    var csv: String {
        var lines = [header]
        for row in 0..<Self.rowCount { lines.append(line(row)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var header: String {
        switch form {
        case .invoices: "Customer,Invoice No,Invoice Date,Due Date,Amount"
        case .receipts: "Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date"
        case .history: "Customer,Invoice No,Invoice Date,Due Date,Amount,Settled Date"
        }
    }

    private func line(_ row: Int) -> String {
        let customer = "C\(row % Self.customerCount)"
        let amount = Self.text(Self.amount(number, row))
        let date = Self.day(row, month: 2)
        let due = Self.day(row, month: 3)
        switch form {
        case .invoices: return "\(customer),\(name)-\(row),\(date),\(due),\(amount)"
        case .history:
            let settled = isSettled(row) ? Self.day(row, month: 4) : ""
            return "\(customer),\(name)-\(row),\(date),\(due),\(amount),\(settled)"
        case .receipts:
            let total = Self.text(applied(row) + 5)
            let head = "\(customer),\(name)-\(row),\(due),\(total)"
            guard isApplied(row) else { return "\(head),,," }
            return "\(head),F\(number - 1)-\(row),\(Self.text(applied(row))),\(due)"
        }
    }

    /// What the books hold of it, by kind of document: 1 invoices, 3 receipts.
    var expected: [Int16: Part] {
        var parts: [Int16: Part] = [:]
        func add(_ kind: Int16, _ amount: Int64, allocated: Int64 = 0) {
            parts[kind, default: Part()].documents += 1
            parts[kind, default: Part()].amount += amount
            parts[kind, default: Part()].allocated += allocated
        }
        for row in 0..<Self.rowCount {
            let amount = Self.amount(number, row)
            switch form {
            case .invoices: add(1, amount)
            case .receipts:
                add(3, -(applied(row) + 5), allocated: isApplied(row) ? applied(row) : 0)
            case .history:
                add(1, amount, allocated: isSettled(row) ? -amount : 0)
                if isSettled(row) { add(3, -amount, allocated: amount) }
            }
        }
        return parts
    }
}
