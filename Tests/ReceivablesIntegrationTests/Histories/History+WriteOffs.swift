import BooksTestSupport
import Kernel
import PostgresClient
import Receivables

/// Write-offs, and what takes them back.
extension History {
    mutating func writeOff() async throws {
        var requests: [WriteOffRequest] = []
        for _ in 0..<(random.chance(4) ? 2 : 1) {
            guard let id = random.chance(3) ? requests.first?.document : document({ $0 != 0 })
            else { continue }
            let open = abs(reference.openItems(of: id).reduce(Int64(0)) { $0 + $1.amount })
            requests.append(
                WriteOffRequest(document: id, minorUnits: part(of: open), date: try day()))
        }
        let copy = requests
        if copy.isEmpty { return }
        let title = copy.map { "\($0.minorUnits) of \($0.document) on \($0.date)" }
        _ = try await happen("write off \(title.joined(separator: "; "))") { books in
            try await books.posting.writeOff(books.scope, copy, today: .max)
        } _: {
            try $0.writeOff(copy)
        }
    }

    mutating func reverseWriteOff() async throws {
        guard let chosen = random.pick(Array(reference.writeOffs.indices)),
            let id = reference.writeOffs[chosen].id
        else { return }
        let document = reference.writeOffs[chosen].item.document
        var isInForce = (false, false)
        _ = try await happen("take write-off \(id) back") { books in
            let records = try await books.writeOffs(of: document)
            guard let record = records.first(where: { $0.id == id }) else {
                throw HistoryFailure("there is no write-off \(id)")
            }
            do {
                try await books.reverse(record)
                isInForce.0 = true
            } catch SettlingError.writeOffReversed {}
            guard record.isReversed != isInForce.0 else {
                throw HistoryFailure("write-off \(id) says wrongly whether it is in force")
            }
        } _: {
            isInForce.1 = $0.reverseWriteOff(chosen)
        }
        guard isInForce.0 == isInForce.1 else { throw HistoryFailure("taken back \(isInForce)") }
    }

    /// Finds out what the database calls the write-offs that are new.
    mutating func matchWriteOffs() async throws {
        let rows = try await books.database.read(
            books.scope,
            """
            SELECT id, document_id, instalment, amount, base_amount, effective_on FROM ar_entry
            WHERE kind = 12 AND cause = 0 AND id > \(lastWriteOff) ORDER BY id
            """)
        for row in rows {
            let (document, instalment): (DocumentID, Int16) = (
                DocumentID(try row.int64(1)), try row.decode(2)
            )
            let (amount, base, day) = (try row.int64(3), try row.int64(4), try row.date(5))
            let index = reference.writeOffs.firstIndex {
                $0.id == nil && $0.item.document == document && $0.item.instalment == instalment
                    && $0.amount == amount && $0.base == base && $0.effectiveOn == day
            }
            guard let index else {
                throw HistoryFailure(
                    "write-off of \(amount) (base \(base)) of \(document)/\(instalment) on \(day)"
                        + " is not expected")
            }
            lastWriteOff = try row.int64(0)
            reference.writeOffs[index].id = WriteOffID(lastWriteOff)
        }
        guard !reference.writeOffs.contains(where: { $0.id == nil }) else {
            throw HistoryFailure("a write-off is missing")
        }
    }
}
