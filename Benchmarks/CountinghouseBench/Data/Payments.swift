import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Receipts for the invoices that are paid, put into the books through the services that the
/// pages and the API use, in their largest batches.
struct Payments {
    let site: Site
    let scope: Scope
    let data: InvoiceData

    /// Posts a receipt for each paid invoice and sets it against the invoice on the same day;
    /// returns how many there are.
    func post() async throws -> Int {
        var last: Int64 = 0
        var count = 0
        while true {
            let rows = try await site.tenantDatabase.read(
                scope,
                """
                SELECT id, customer_id, number FROM ar_document
                WHERE kind = 1 AND id > \(last) ORDER BY id LIMIT \(Int64(PostingService.batchMax))
                """)
            guard let end = rows.last else { return count }
            last = try end.int64(0)
            count += try await settle(rows)
        }
    }

    private func settle(_ rows: Rows) async throws -> Int {
        var receipts: [DocumentDraft] = []
        var invoices: [DocumentID] = []
        for row in rows {
            let number = try row.string(2)
            guard let index = Int(number.dropFirst(4)) else {
                throw BenchError.unexpected("the invoice \(number)")
            }
            let invoice = try data.invoice(index)
            guard let day = invoice.paidOn else { continue }
            receipts.append(
                DocumentDraft(
                    kind: .receipt, customer: CustomerID(try row.int64(1)), number: "R-\(number)",
                    date: day,
                    amount: Money(
                        minorUnits: invoice.minorUnits, currency: scope.tenant.currency)))
            invoices.append(DocumentID(try row.int64(0)))
        }
        let ids = try await site.posting.post(scope, receipts)
        let requests = zip(zip(ids, invoices), receipts).map { pair, receipt in
            AllocationRequest(
                credit: pair.0, target: pair.1, minorUnits: receipt.amount.minorUnits,
                date: receipt.date)
        }
        _ = try await site.posting.allocate(scope, requests)
        return receipts.count
    }
}
