import Tenancy

/// What was erased of a person.
package struct PersonErasure: Sendable {
    /// Whether there was an account, which is gone with its sessions and memberships.
    package let isAccount: Bool
    /// Records that stay and name a number instead.
    package var records = 0
    /// Contacts of customers that are blank now.
    package var contacts = 0
    /// Kept answers to requests that named them, which are empty now.
    package var answers = 0
    /// Files that they had sent, or of whose rejected lines one named them, which are gone.
    package var files = 0
    /// Notes that others wrote and that name the address: they stay.
    package var notes = 0

    init(isAccount: Bool) {
        self.isAccount = isAccount
    }

    var isSomething: Bool { isAccount || records + contacts + answers + files > 0 }

    /// - Parameter keys: those whose names went too; the proof of the records asks for them.
    func event(
        _ user: Int64?, records: Int, contacts: Int, keys: [String] = []
    ) -> AuditEvent {
        var before: AuditDetails = [
            "account": .flag(isAccount), "records": .number(Int64(records)),
            "contacts": .number(Int64(contacts)),
        ]
        if !keys.isEmpty { before.values["keys"] = .list(keys.map { .text($0) }) }
        return AuditEvent(.personErased, AuditObject(.user, user), before: before)
    }
}
