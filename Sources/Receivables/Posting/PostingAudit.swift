import Kernel
import PostgresClient
import Tenancy

/// What is recorded of postings: ids, numbers and amounts, no names.
enum PostingAudit {
    /// The most that one event lists; it always says how many there were.
    static let listMax = 50

    /// What a statement returned as `ids`, the first of them.
    static let ids: Query =
        "jsonb_build_object('count', cardinality(result.ids), 'ids', to_jsonb(result.ids[1:50]))"

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
            AuditValue.object([
                "credit": .number(request.credit.rawValue),
                "target": .number(request.target.rawValue),
                "minor_units": .number(request.minorUnits),
            ])
        }
        return AuditEvent(
            .allocationMade, AuditObject(.allocation), after: ["pieces": .list(pieces)])
    }

    static func writtenOff(_ requests: [WriteOffRequest]) -> AuditEvent {
        let pieces = requests.prefix(listMax).map { request in
            AuditValue.object([
                "document": .number(request.document.rawValue),
                "minor_units": .number(request.minorUnits), "day": .text("\(request.date)"),
            ])
        }
        let only = requests.count == 1 ? requests.first?.document : nil
        return AuditEvent(
            .documentWrittenOff, AuditObject(.document, only),
            after: ["count": .number(Int64(requests.count)), "pieces": .list(pieces)])
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
