import Kernel
import PostgresClient
import Tenancy

/// What is recorded of postings: ids, numbers and amounts, no names.
enum PostingAudit {
    /// The most that one event lists; it always says how many there were.
    static let listMax = 50

    /// What a statement returned as `ids`, the first thousand of them: as many as
    /// `AuditDetails.idsMax`.
    static let ids: Query =
        "jsonb_build_object('count', cardinality(result.ids), 'ids', to_jsonb(result.ids[1:1000]))"

    /// The same of what is recorded of one of several by itself.
    static let onlyID: Query = "jsonb_build_object('count', 1, 'ids', jsonb_build_array(made.id))"

    /// The only one of what a statement returned as `ids`.
    static let onlyOfIDs: Query = "CASE WHEN cardinality(result.ids) = 1 THEN result.ids[1] END"

    /// The id of what was posted, where it is one document.
    static func onlyID(of count: Int) -> Query? { count == 1 ? "result.ids[1]" : nil }

    static func list<Tag>(_ ids: [ID<Tag>]) -> AuditValue {
        .list(ids.map { .number($0.rawValue) })
    }

    static func posted(_ drafts: [DocumentDraft]) -> AuditEvent {
        AuditEvent(
            .documentPosted, AuditObject(.document),
            after: [
                "count": .number(Int64(drafts.count)),
                "kinds": .list(Set(drafts.map { "\($0.kind)" }).sorted().map { .text($0) }),
                "numbers": .list(drafts.prefix(listMax).map { .text($0.number) }),
                "amounts": .list(drafts.prefix(listMax).map { .text("\($0.amount)") }),
            ])
    }

    static func refunded(
        _ draft: DocumentDraft, _ id: DocumentID, of credit: DocumentID, applied: Int64
    ) -> AuditEvent {
        AuditEvent(
            .documentRefunded, AuditObject(.document, id),
            after: [
                "credit": .number(credit.rawValue), "number": .text(draft.number),
                "amount": .text("\(draft.amount)"), "applied_minor_units": .number(applied),
            ])
    }

    static func allocated(_ requests: [AllocationRequest]) -> AuditEvent {
        let pieces = requests.prefix(listMax).map { request in
            piece(
                request.minorUnits, request.currency,
                [
                    "credit": .number(request.credit.rawValue),
                    "target": .number(request.target.rawValue),
                ])
        }
        return AuditEvent(
            .allocationMade, AuditObject(.allocation), after: ["pieces": .list(pieces)])
    }

    static func writtenOff(_ requests: [WriteOffRequest]) -> AuditEvent {
        let pieces = requests.prefix(listMax).map { request in
            piece(
                request.minorUnits, request.currency,
                [
                    "document": .number(request.document.rawValue),
                    "day": .text("\(request.date)"),
                ])
        }
        let documents = Set(requests.map(\.document)).sorted()
        let only = documents.count == 1 ? documents.first : nil
        var after: AuditDetails = [
            "count": .number(Int64(requests.count)), "pieces": .list(pieces),
        ]
        if only == nil { after.values["ids"] = list(documents) }
        return AuditEvent(.documentWrittenOff, AuditObject(.document, only), after: after)
    }

    /// Part of what settles, with its amount.
    private static func piece(
        _ minorUnits: Int64, _ currency: Currency?, _ facts: [String: AuditValue]
    ) -> AuditValue {
        var facts = facts
        facts["minor_units"] = .number(minorUnits)
        if let currency { facts["currency"] = .text(currency.code) }
        return .object(facts)
    }

    /// That allocations were taken back.
    static func reversed(_ allocations: [AllocationID]) -> AuditEvent {
        let only = allocations.count == 1 ? allocations.first : nil
        return AuditEvent(
            .allocationReversed, AuditObject(.allocation, only),
            before: ["ids": list(allocations)])
    }

    static func reversed(_ writeOff: WriteOffRecord) -> AuditEvent {
        AuditEvent(
            .writeOffReversed, AuditObject(.document, writeOff.document),
            before: [
                "write_off": .number(writeOff.id.rawValue), "amount": .text("\(writeOff.amount)"),
                "day": .text("\(writeOff.date)"),
            ])
    }
}
