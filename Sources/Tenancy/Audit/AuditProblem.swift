/// One thing that is wrong with the sealed records.
package struct AuditProblem: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The event or its seal is not as it was.
        case altered
        /// Somebody or something is called otherwise than when it was done.
        case renamed
        /// A name is not there, and no erasure of it is on record.
        case nameMissing = "name_missing"
        /// The event's own time is not one at which it can have been stored.
        case misdated
        /// An event that was sealed, or waited to be, is not there.
        case eventMissing = "event_missing"
        /// Numbers of the chain are not there, from `seal` to `lastSeal`.
        case sealMissing = "seal_missing"
        /// An event that came neither with a seal nor in the way to get one.
        case added
        /// The chain ends before the end that was kept outside the database, or elsewhere.
        case cut
        /// There are seals, but nothing outside the database says where they ended.
        case endUnknown = "end_unknown"
    }

    package let kind: Kind
    package let seal: Int64?
    /// Where several seals that follow each other are missing.
    package let lastSeal: Int64?
    package let event: Int64?

    init(_ kind: Kind, seal: Int64? = nil, through last: Int64? = nil, event: Int64? = nil) {
        self.kind = kind
        self.seal = seal
        lastSeal = last == seal ? nil : last
        self.event = event
    }

    package var sentence: String {
        let seal = seal.map { "\($0)" } ?? "?"
        let event = event.map { "\($0)" } ?? "?"
        return switch kind {
        case .altered: "Seal \(seal), event \(event): altered, or not in its place."
        case .renamed: "Seal \(seal), event \(event): a name or its salt was changed."
        case .nameMissing:
            "Seal \(seal), event \(event): a name was removed, and not by an erasure."
        case .misdated:
            "Seal \(seal), event \(event): dated at a time at which it was not stored."
        case .eventMissing: "Event \(event) is missing\(self.seal == nil ? "" : " (seal \(seal))")."
        case .sealMissing:
            lastSeal.map { "Seals \(seal) to \($0) are missing." } ?? "Seal \(seal) is missing."
        case .added: "Event \(event) was added without going through the program."
        case .cut: "The newest records were cut off: the chain went on to seal \(seal)."
        case .endUnknown:
            "Nothing outside the database says where the chain ended: whether its newest records"
                + " were cut off cannot be told."
        }
    }
}
