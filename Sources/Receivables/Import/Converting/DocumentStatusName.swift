/// Statuses of documents that count nowhere.
enum DocumentStatusName {
    enum Meaning: Hashable, Sendable { case draft, void, deleted, settled, partial }

    /// - Returns: nil for every other status, with which a document counts.
    static func meaning(_ text: String) -> Meaning? {
        table[HeaderName.normalized(text)]
    }

    private static let table: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        for name in [
            "draft", "drafts", "entwurf", "brouillon", "borrador", "bozza", "concept", "rascunho",
            "awaitingapproval", "submittedforapproval", "pendingapproval", "unapproved",
            "notposted",
            "unposted", "saved", "scheduled",
        ] { table[name] = .draft }
        for name in [
            "void", "voided", "cancelled", "canceled", "storniert", "annulé", "annulée", "anulada",
            "anulado", "annullata", "geannuleerd", "reversed", "rejected", "declined", "failed",
        ] { table[name] = .void }
        for name in ["deleted", "gelöscht", "supprimé", "archiveddeleted"] {
            table[name] = .deleted
        }
        for name in [
            "paid", "paidinfull", "fullypaid", "closed", "bezahlt", "payé", "payée", "pagada",
            "pagado", "pagata", "betaald", "autopaid", "settled",
        ] { table[name] = .settled }
        for name in [
            "partial", "partiallypaid", "partlypaid", "partpaid", "partialpayment",
            "teilweisebezahlt", "teilbezahlt", "partiellementpayée", "partiellementpayé",
            "parcialmentepagada", "parzialmentepagata", "deelsbetaald",
        ] { table[name] = .partial }
        return table
    }()
}
