import Kernel
import PostgresClient

/// Makes a document's record of what the database answered.
struct DocumentReader {
    /// What is open of one instalment.
    private struct Open {
        let instalment: Int
        let dueDate: LocalDate
        let amount: Int64
        let baseAmount: Int64
    }

    let id: DocumentID
    let asOf: LocalDate
    let head: Row

    func record(
        open rows: Rows, instalments: Rows, movements: Rows, journal: Rows,
        hasWholeJournal: Bool = false
    ) throws -> DocumentRecord {
        let open = try rows.map { row in
            Open(
                instalment: Int(try row.decode(0, as: Int16.self)), dueDate: try row.date(1),
                amount: try row.int64(2), baseAmount: try row.int64(3))
        }
        let linesMax =
            hasWholeJournal ? journal.count : Int(DocumentStorage.journalLinesMax)
        return DocumentRecord(
            id: id, asOf: asOf, kind: try AccountReader.kind(head, 0),
            number: try head.string(1), reference: try head.decode(2),
            customer: Customer(
                id: ID(try head.int64(3)), code: try head.string(4), name: try head.string(5)),
            terms: try head.decode(6), date: try head.date(7),
            isDateAssumed: try head.decode(8), dueDate: try head.date(9),
            currency: try AccountReader.currency(head, 10), amount: try head.int64(11),
            baseAmount: try head.int64(12), open: open.reduce(0) { $0 &+ $1.amount },
            baseOpen: open.reduce(0) { $0 &+ $1.baseAmount },
            oldestOpenDue: open.filter { $0.amount != 0 }.map(\.dueDate).min(),
            status: DocumentRecord.Status(rawValue: try head.decode(13)) ?? .posted,
            isDisputed: try head.decode(14), recordedAt: try head.decode(15),
            origin: try origin(),
            instalments: try instalments.map { row in
                let number = Int(try row.decode(0, as: Int16.self))
                return DocumentRecord.Instalment(
                    number: number, dueDate: try row.date(1), amount: try row.int64(2),
                    open: open.filter { $0.instalment == number }.reduce(0) { $0 &+ $1.amount })
            },
            movements: try movements.map(movement),
            movementCount: Int(try movements.first?.int64(12) ?? 0),
            journal: try journal.prefix(linesMax).map(line),
            hasMoreJournal: journal.count > linesMax)
    }

    private func origin() throws -> DocumentRecord.Origin? {
        guard let importID = try head.decode(16, as: Int64?.self) else { return nil }
        return DocumentRecord.Origin(importID: importID, fileName: try head.string(17))
    }

    private func movement(_ row: Row) throws -> DocumentMovement {
        DocumentMovement(
            effectiveOn: try row.date(0), recordedAt: try row.decode(1),
            kind: MovementKind(rawValue: try row.decode(2)) ?? .openingBalance,
            cause: MovementCause(rawValue: try row.decode(3)) ?? .correction,
            instalment: Int(try row.decode(4, as: Int16.self)), amount: try row.int64(5),
            baseAmount: try row.int64(6), balance: try row.int64(7),
            baseBalance: try row.int64(8),
            other: try row.decode(9, as: Int64?.self).map { ID($0) },
            otherNumber: try row.decode(10),
            otherKind: try row.decode(11, as: Int16?.self).flatMap(DocumentKind.init))
    }

    private func line(_ row: Row) throws -> JournalLine {
        JournalLine(
            entry: try row.int64(0), entryOn: try row.date(1), recordedAt: try row.decode(2),
            source: MovementKind(rawValue: try row.decode(3)) ?? .openingBalance,
            accountCode: try row.string(4), accountName: try row.string(5),
            currency: try AccountReader.currency(row, 6), amount: try row.int64(7),
            baseAmount: try row.int64(8))
    }
}
