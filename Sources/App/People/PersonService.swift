package import Identity
import Kernel
import PostgresClient
import Receivables
package import Tenancy

/// What is held about a person, wherever it is: shows it, and erases it. The work of whoever runs
/// the installation, since a person may belong to several tenants.
///
/// The books are not touched: who is erased is called by a number where a record must stay.
package struct PersonService: Sendable {
    private let owner: PostgresPool
    private let directory: TenantDirectory
    private let sessions: SessionService
    private let uploads: UploadFolder

    init(
        owner: PostgresPool, directory: TenantDirectory, sessions: SessionService,
        uploads: UploadFolder
    ) {
        self.owner = owner
        self.directory = directory
        self.sessions = sessions
        self.uploads = uploads
    }

    /// Everything as one JSON document.
    ///
    /// - Throws: `IdentityError.unknownUser` where nothing is held about the address.
    package func export(
        _ email: EmailAddress, by source: AuditSource = .commandLine
    ) async throws -> [UInt8] {
        let tenants = try await directory.all()
        return try await owner.transaction { connection in
            let user = try PersonStorage.user(email, on: connection)
            var traces: [String] = []
            for tenant in tenants where tenant.status != .creating {
                try connection.execute(PersonStorage.enter(tenant))
                let actors = try PersonActors(email, user, of: tenant, on: connection)
                let found = try PersonStorage.traces(email, of: tenant, actors, on: connection)
                if let found { traces.append(found) }
            }
            try connection.execute(PersonStorage.leave)
            guard user != nil || !traces.isEmpty else {
                throw IdentityError.unknownUser(email.text)
            }
            let account = try PersonStorage.account(user, on: connection)
            let event = AuditEvent(.personExported, AuditObject(.user, user))
            try connection.execute(event.record(source, of: nil))
            return PersonStorage.document(email, account: account, tenants: traces)
        }
    }

    /// Removes the account with all that hangs on it, blanks contacts with the address, and puts
    /// a number in place of the address where a record must stay: all of it or nothing.
    ///
    /// - Throws: `IdentityError.unknownUser`, `.lastOwner`.
    package func erase(
        _ email: EmailAddress, by source: AuditSource = .commandLine
    ) async throws -> PersonErasure {
        let tenants = try await directory.all()
        let (erasure, files) = try await owner.transaction { connection in
            let user = try PersonStorage.user(email, on: connection)
            let memberships = try PersonStorage.lockMemberships(user, on: connection)
            let pseudonym = user.map { "erased person \($0)" } ?? "erased person"
            var erasure = PersonErasure(isAccount: user != nil)
            var files: [ImportUploadToken] = []
            for tenant in tenants where tenant.status != .creating {
                try connection.execute(PersonStorage.enter(tenant))
                // By what the contacts are called, so before they are blank.
                let actors = try PersonActors(email, user, of: tenant, on: connection)
                let answers = try PersonStorage.emptyAnswers(email, user, actors, on: connection)
                let sent = try PersonStorage.forgetUploads(email, actors, on: connection)
                erasure.answers += answers
                erasure.notes += try PersonStorage.notes(email, on: connection)
                files += sent
                let (records, contacts) = try PersonStorage.blank(
                    email, actors, as: pseudonym, on: connection)
                erasure.records += records
                erasure.contacts += contacts
                guard
                    records + contacts + answers + sent.count > 0
                        || memberships.contains(tenant.id)
                else { continue }
                try connection.execute(
                    erasure.event(user, records: records, contacts: contacts)
                        .record(source, of: tenant.id))
            }
            erasure.files = files.count
            try connection.execute(PersonStorage.leave)
            guard erasure.isSomething else { throw IdentityError.unknownUser(email.text) }
            let keys =
                try user.map {
                    try PersonStorage.remove($0, email, on: connection)
                } ?? []
            // More keys than one record takes are told by several.
            for part in PersonStorage.parts(keys) {
                try connection.execute(
                    erasure.event(
                        user, records: erasure.records, contacts: erasure.contacts, keys: part
                    ).record(source, of: nil))
            }
            return (erasure, files)
        }
        for file in files { uploads.remove(file) }
        sessions.forget()
        return erasure
    }
}
