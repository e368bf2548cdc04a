package import Kernel

/// Why no event is sealed. The records are as they were, and `audit verify` says more.
package enum AuditError: DomainError {
    /// The chain ends before, or elsewhere than, the end that was kept outside the database.
    case chainCut(kept: Int64, found: Int64)
    /// The last seal is not what this key makes of its event.
    case chainBroken(number: Int64)

    package var kind: ErrorKind { .unavailable }

    package var code: String {
        switch self {
        case .chainCut: "audit_chain_cut"
        case .chainBroken: "audit_chain_broken"
        }
    }

    package var userMessage: String {
        switch self {
        case .chainCut(let kept, let found):
            "The audit records ended with seal \(kept) and end with \(found) now, or with another"
                + " one of that number: nothing more is sealed. See: countinghouse audit verify"
        case .chainBroken(let number):
            "Seal \(number) of the audit records was made with another key, or something was"
                + " altered: nothing more is sealed. See: countinghouse audit verify"
        }
    }
}
