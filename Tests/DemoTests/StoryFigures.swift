import Demo
import Kernel
import Receivables

/// What a story says by itself, without any books.
struct StoryFigures {
    let company: DemoCompany
    /// What is left of each document in the end, in minor units of its currency.
    let open: [Int64]
    let isVoid: [Bool]

    init(_ company: DemoCompany) {
        self.company = company
        var open = company.documents.map(\.amount.minorUnits)
        var isVoid = company.documents.map { _ in false }
        for allocation in company.allocations {
            open[allocation.credit] -= allocation.minorUnits
            open[allocation.target] -= allocation.minorUnits
        }
        for writeOff in company.writeOffs { open[writeOff.document] -= writeOff.minorUnits }
        for void in company.voids {
            open[void.document] = 0
            isVoid[void.document] = true
        }
        self.open = open
        self.isVoid = isVoid
    }

    /// The receivables of a currency on a day: allocations only move them.
    func balance(of currency: Currency, on day: LocalDate) -> Int64 {
        var balance: Int64 = 0
        for (place, document) in company.documents.enumerated()
        where document.date <= day && document.amount.currency == currency && !isVoid[place] {
            balance += document.isCredit ? -document.amount.minorUnits : document.amount.minorUnits
        }
        for writeOff in company.writeOffs
        where writeOff.date <= day
            && company.documents[writeOff.document].amount.currency == currency
        {
            balance -= writeOff.minorUnits
        }
        return balance
    }

    /// An amount in hundredths of the base currency, at the last rates of the story.
    func base(_ minorUnits: Int64, of currency: Currency) throws -> Int64 {
        guard let rate = company.rates.last(where: { $0.currency == currency }) else {
            return minorUnits
        }
        let amount = Money(minorUnits: minorUnits, currency: currency)
        return try amount.converted(to: "USD", rate: rate.rate).minorUnits
    }

    /// Open invoices by the standard buckets, in base.
    func buckets() throws -> [Int64] {
        var buckets = [Int64](repeating: 0, count: AgingLimits.standard.bucketCount)
        for (place, document) in company.documents.enumerated() where document.kind == .invoice {
            let days = document.dueDate.days(until: company.today)
            buckets[AgingLimits.standard.bucket(daysPastDue: days)] += try base(
                open[place], of: document.amount.currency)
        }
        return buckets
    }
}

extension DemoDocument {
    var isCredit: Bool { kind == .receipt || kind == .creditNote }
}
