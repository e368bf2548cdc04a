import Formats
import Kernel
import Receivables

/// Writes the answers of the endpoints under `/ar/api/`.
///
/// Amounts are JSON numbers with two decimals whatever the currency has: with fewer, zeros are
/// added; with more, the amount is rounded, half to even.
struct SummaryJSON {
    static let bucketNames: [StaticString] = [
        "Current", "1-30", "31-60", "61-90", "91-120", "120+",
    ]

    private let decimals: Int

    init(currency: Currency) {
        decimals = currency.decimals
    }

    func stats(_ stats: SummaryStats) throws(AgingError) -> [UInt8] {
        let total = try cents(stats.open)
        let overdue = try cents(stats.overdue)
        let percentage = Ratio.rounded(stats.overdue, times: 10_000, over: stats.open)
        let averageDays =
            Ratio.rounded(stats.daysOverdue, times: 10, over: stats.overdueInvoices)
        var json = JSONBytes(reservingCapacity: 256)
        json.object { json in
            json.key("total_customers")
            json.integer(stats.customers)
            json.key("total_ar")
            json.amountNumber(minorUnits: total, decimals: 2)
            json.key("total_overdue")
            json.amountNumber(minorUnits: overdue, decimals: 2)
            json.key("overdue_percentage")
            Self.append(percentage, decimals: 2, to: &json)
            json.key("total_invoices")
            json.integer(stats.invoices)
            json.key("avg_days_overdue")
            Self.append(averageDays, decimals: 1, to: &json)
            json.key("at_risk_customers")
            json.integer(stats.atRiskCustomers)
        }
        return json.bytes
    }

    /// A quotient; null where there is nothing to divide by, which is not zero.
    private static func append(_ value: Int64?, decimals: Int, to json: inout JSONBytes) {
        if let value {
            json.amountNumber(minorUnits: value, decimals: decimals)
        } else {
            json.null()
        }
    }

    func distribution(_ distribution: AgingDistribution) throws(AgingError) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 256)
        json.beginObject()
        json.key("distribution")
        json.beginObject()
        for (name, amount) in zip(Self.bucketNames, distribution.amounts) {
            json.key(name)
            json.amountNumber(minorUnits: try cents(amount), decimals: 2)
        }
        json.endObject()
        json.key("total")
        json.amountNumber(minorUnits: try cents(distribution.total), decimals: 2)
        json.endObject()
        return json.bytes
    }

    func customers(_ customers: [CustomerBalance]) throws(AgingError) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 64 + customers.count * 160)
        json.beginObject()
        json.key("customers")
        json.beginArray()
        for customer in customers {
            json.beginObject()
            json.key("id")
            json.integer(customer.id.rawValue)
            json.key("customer")
            json.string(customer.name)
            json.key("total_outstanding")
            json.amountNumber(minorUnits: try cents(customer.outstanding), decimals: 2)
            json.key("overdue")
            json.amountNumber(minorUnits: try cents(customer.overdue), decimals: 2)
            json.key("invoice_count")
            json.integer(customer.invoices)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    func invoices(_ invoices: [OpenInvoice]) throws(AgingError) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 64 + invoices.count * 220)
        json.beginObject()
        json.key("invoices")
        json.beginArray()
        for invoice in invoices { try append(invoice, to: &json) }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    private func append(
        _ invoice: OpenInvoice, to json: inout JSONBytes
    ) throws(AgingError) {
        let bucket = AgingLimits.standard.bucket(daysPastDue: invoice.daysPastDue)
        json.beginObject()
        json.key("invoice_number")
        json.string(invoice.number)
        json.key("invoice_date")
        json.date(invoice.date)
        json.key("due_date")
        json.date(invoice.dueDate)
        json.key("amount_due")
        json.amountNumber(minorUnits: try cents(invoice.amount), decimals: 2)
        json.key("days_overdue")
        json.integer(max(0, invoice.daysPastDue))
        json.key("status")
        json.string(status(of: invoice))
        json.key("aging_bucket")
        json.string(Self.bucketNames[bucket])
        json.endObject()
    }

    /// What stands out most about an open item.
    private func status(of invoice: OpenInvoice) -> StaticString {
        if invoice.amount < 0 { return "credit" }
        if invoice.isDisputed { return "disputed" }
        return invoice.daysPastDue > 0 ? "overdue" : "open"
    }

    /// Hundredths of a unit from minor units.
    private func cents(_ minorUnits: Int64) throws(AgingError) -> Int64 {
        if decimals == 2 { return minorUnits }
        var divisor: Int64 = 1
        for _ in 0..<decimals { divisor *= 10 }
        guard let cents = Ratio.rounded(minorUnits, times: 100, over: divisor) else {
            throw .totalTooLarge
        }
        return cents
    }
}
