package import Kernel
package import PostgresClient

/// The statements that post: each calls one set-based function of the tenant's schema.
package enum PostingStorage {
    /// Returns one row with the ids in the order of the drafts.
    package static func post(_ drafts: [DocumentDraft]) -> Query {
        var partOf: [Int32] = []
        var partNo: [Int16] = []
        var partDue: [LocalDate] = []
        var partAmount: [Int64] = []
        for (index, draft) in drafts.enumerated() {
            for (no, part) in draft.instalments.enumerated() {
                partOf.append(Int32(index + 1))
                partNo.append(Int16(no + 1))
                partDue.append(part.dueDate)
                partAmount.append(part.amount.minorUnits)
            }
        }
        return """
            SELECT ar_post_documents(\(drafts.map(\.kind.rawValue)),
                \(drafts.map(\.customer.rawValue)), \(drafts.map(\.number)),
                \(drafts.map(\.date)), \(drafts.map { $0.finalDueDate }),
                \(drafts.map(\.amount.currency.code)), \(drafts.map(\.amount.minorUnits)),
                \(drafts.map { $0.rate?.description })::text[]::numeric[],
                \(drafts.map(\.reference)), \(partOf), \(partNo), \(partDue), \(partAmount)) AS ids
            """
    }

    /// Lines and flags of documents just posted; nil when there are none.
    package static func details(_ drafts: [DocumentDraft], ids: [DocumentID]) -> [Query] {
        var queries: [Query] = []
        let lines = zip(drafts, ids).flatMap { draft, id in
            draft.lines.enumerated().map { (id: id, no: $0.offset + 1, line: $0.element) }
        }
        if !lines.isEmpty {
            queries.append(
                """
                INSERT INTO ar_invoice_line
                    (document_id, line_no, description, quantity, unit_price, amount)
                SELECT * FROM unnest(\(lines.map(\.id.rawValue)), \(lines.map { Int32($0.no) }),
                    \(lines.map(\.line.description)),
                    \(lines.map { $0.line.quantity?.description })::text[]::numeric[],
                    \(lines.map { $0.line.unitPrice?.description })::text[]::numeric[],
                    \(lines.map(\.line.amount.minorUnits)))
                """)
        }
        let disputed = zip(drafts, ids).filter(\.0.isDisputed).map(\.1.rawValue)
        if !disputed.isEmpty {
            queries.append(
                "UPDATE ar_document SET disputed = true WHERE id = ANY (\(disputed))")
        }
        return queries
    }

    package static func allocate(_ requests: [AllocationRequest]) -> Query {
        """
        SELECT ar_allocate(\(requests.map(\.credit.rawValue)), \(requests.map(\.target.rawValue)),
            \(requests.map { $0.instalment ?? 0 }), \(requests.map(\.minorUnits)),
            \(requests.map(\.date))) AS ids
        """
    }

    package static func reverse(_ allocations: [AllocationID]) -> Query {
        "SELECT ar_reverse_allocations(\(allocations.map(\.rawValue))) AS count"
    }

    package static func void(_ documents: [DocumentID]) -> Query {
        "SELECT ar_void(\(documents.map(\.rawValue))) AS count"
    }

    package static func writeOff(_ requests: [WriteOffRequest]) -> Query {
        """
        SELECT ar_write_off(\(requests.map(\.document.rawValue)),
            \(requests.map(\.minorUnits)), \(requests.map(\.date)))
        """
    }

    /// One row: whether it was in force.
    static func reverse(_ writeOff: WriteOffID) -> Query {
        "SELECT ar_reverse_write_off(\(writeOff))"
    }

    package static func revalue(on day: LocalDate) -> Query {
        "SELECT ar_revalue(\(day)) AS count"
    }
}

extension DocumentDraft {
    /// The last day on which part of it is due.
    var finalDueDate: LocalDate {
        instalments.map(\.dueDate).max() ?? dueDate ?? date
    }
}
