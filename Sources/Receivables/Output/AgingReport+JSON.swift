import Formats
import Kernel

extension AgingReport {
    /// Bytes that a row takes in JSON, more or less.
    private static let bytesPerRow = 290

    /// The reports of one request as a JSON document.
    ///
    /// - Parameters:
    ///   - isList: whether all currencies were asked for, which gives an array of reports.
    ///   - page: the rows of the answer, each report's own; nil gives all of them and no `next`.
    package static func json(
        _ reports: [AgingReport], isList: Bool,
        page: (AgingReport) throws(AgingError) -> AgingPage? = { _ in nil }
    ) throws(AgingError) -> [UInt8] {
        let pages = try reports.map { report throws(AgingError) in try page(report) }
        let rows = zip(reports, pages).reduce(0) { sum, pair in
            sum + (pair.1?.rows.count ?? pair.0.rows.count)
        }
        var json = JSONBytes(reservingCapacity: 1_024 + rows * bytesPerRow)
        if isList { json.beginArray() }
        for (report, page) in zip(reports, pages) { report.append(to: &json, page: page) }
        if isList { json.endArray() }
        return json.bytes
    }

    private func append(to json: inout JSONBytes, page: AgingPage?) {
        json.object { json in
            appendQuestion(to: &json)
            json.key("rows")
            json.array { json in
                for row in shown(page) { append(row, to: &json) }
            }
            json.key("totals")
            json.object { json in
                appendAmounts(totals.amounts, totals.unapplied, totals.total, to: &json)
            }
            json.key("control_balance")
            if let controlBalance {
                json.amountString(minorUnits: controlBalance, decimals: currency.decimals)
            } else {
                json.null()
            }
            appendWarnings(to: &json)
            if let page {
                json.key("next")
                if let next = page.next { json.string(next) } else { json.null() }
            }
        }
    }

    /// The rows at a page's positions.
    private func shown(_ page: AgingPage?) -> ArraySlice<AgingRow> {
        guard let page else { return rows[...] }
        return rows[(page.rows.lowerBound - firstRow)..<(page.rows.upperBound - firstRow)]
    }

    private func appendQuestion(to json: inout JSONBytes) {
        json.key("report")
        json.string("aging" as StaticString)
        json.key("tenant")
        json.string(tenant)
        json.key("as_of")
        json.date(request.asOf)
        json.key("known_at")
        if let knownAt = request.knownAt {
            json.string(knownAt.description)
        } else {
            json.null()
        }
        json.key("basis")
        json.string(request.basis.rawValue)
        json.key("limits")
        json.array { json in for day in request.limits.days { json.integer(day) } }
        json.key("unapplied")
        json.string(request.unapplied.rawValue)
        json.key("by")
        json.string(request.rows.rawValue)
        json.key("currency")
        json.string(currency.code)
        json.key("buckets")
        json.array { json in for name in request.limits.names { json.string(name) } }
    }

    private func append(_ row: AgingRow, to json: inout JSONBytes) {
        json.beginObject()
        json.key("id")
        json.amountString(minorUnits: row.id, decimals: 0)
        json.key("customer")
        json.string(row.customer)
        if let item = row.item {
            json.key("customer_id")
            json.amountString(minorUnits: item.customerID, decimals: 0)
            json.key("kind")
            json.string(item.kind.code)
            json.key("document")
            json.string(item.document)
            json.key("document_date")
            json.date(item.documentDate)
            json.key("due_date")
            json.date(item.dueDate)
            json.key("days_past_due")
            json.integer(item.daysPastDue)
        }
        appendAmounts(row.amounts, row.unapplied, row.total, to: &json)
        json.endObject()
    }

    private func appendAmounts(
        _ amounts: [Int64], _ unapplied: Int64, _ total: Int64, to json: inout JSONBytes
    ) {
        let decimals = currency.decimals
        json.key("amounts")
        json.beginArray()
        for amount in amounts { json.amountString(minorUnits: amount, decimals: decimals) }
        json.endArray()
        json.key("unapplied")
        json.amountString(minorUnits: unapplied, decimals: decimals)
        json.key("total")
        json.amountString(minorUnits: total, decimals: decimals)
    }

    /// Only where there is something to warn of, so that an ordinary report has exactly the keys
    /// that are documented.
    private func appendWarnings(to json: inout JSONBytes) {
        guard !warnings.isEmpty else { return }
        json.key("warnings")
        json.array { json in for warning in warnings { json.string(warning) } }
    }
}
