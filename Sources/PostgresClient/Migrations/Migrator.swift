/// Brings one schema up to date, forward only.
///
/// The schema carries its own record in its table `schema_migration`. Everything happens in
/// transactions under an advisory lock that lasts as long as they do: so it works behind a pooler,
/// two migrators wait for each other, and whatever interrupts a run, the next one goes on after
/// the last step that was committed.
package struct Migrator: Sendable {
    private enum Source: Sendable {
        case set(MigrationSet)
        case plan(MigrationPlan)
    }

    package let schema: Identifier
    /// Settings that the files read with `current_setting`, for the transaction only.
    package let settings: [(name: String, value: String)]
    /// Who runs the steps and comes to own what they make; nil for the session's own role.
    package let role: Identifier?
    /// Whether the server compiles each function when it is made, a third of a schema's work, or
    /// only when it is called.
    let checksFunctions: Bool
    private let source: Source

    /// A migrator that works out the checksums itself, for a schema or two.
    package init(
        schema: Identifier, set: MigrationSet, settings: [(name: String, value: String)] = [],
        role: Identifier? = nil
    ) {
        self.schema = schema
        self.settings = settings
        self.role = role
        checksFunctions = true
        source = .set(set)
    }

    /// A migrator for one of many schemas, which share the plan.
    ///
    /// - Parameter checksFunctions: false where another schema or a test has proven them.
    package init(
        schema: Identifier, plan: MigrationPlan, settings: [(name: String, value: String)] = [],
        role: Identifier? = nil, checksFunctions: Bool = true
    ) {
        self.schema = schema
        self.settings = settings
        self.role = role
        self.checksFunctions = checksFunctions
        source = .plan(plan)
    }

    /// Applies what is missing within the transaction that is open on the connection, so that the
    /// schema is never half way; the transaction may have made the schema. A second migrator of
    /// the same schema waits for the first one's transaction and then finds nothing to do.
    ///
    /// The role, the search path and the time-outs stay as they are set here until the
    /// transaction ends.
    /// - Returns: the steps applied now.
    /// - Throws: `MigrationError`, `PostgresError`.
    @discardableResult
    package func run(on connection: isolated PostgresConnection) throws -> [MigrationFile] {
        try apply(plan(on: connection), on: connection, stepsMax: .max)
    }

    /// Applies what is missing in transactions of its own: everything at once to an empty schema,
    /// which is quick; otherwise step by step, so that an interrupted run loses nothing.
    ///
    /// - Parameter progress: called after each step is committed.
    /// - Returns: the steps applied now.
    /// - Throws: `MigrationError`, `PostgresError`; the steps before the failed one stay.
    @discardableResult
    package func migrate(
        _ connection: isolated PostgresConnection, progress: (MigrationFile) -> Void = { _ in }
    ) throws -> [MigrationFile] {
        let plan = try plan(on: connection)
        var applied: [MigrationFile] = []
        while true {
            let files = try connection.transaction { connection in
                try apply(plan, on: connection, stepsMax: 1)
            }
            files.forEach(progress)
            applied += files
            if files.isEmpty || applied.count == plan.steps.count { return applied }
        }
    }

    /// The titles of the steps the schema lacks; changes nothing.
    ///
    /// - Throws: `MigrationError` when the schema does not fit this program.
    package func pendingTitles(on connection: isolated PostgresConnection) throws -> [String] {
        let plan = try plan(on: connection)
        let options = TransactionOptions(isReadOnly: true, prologue: roleSetting)
        let applied = try connection.transaction(options) { try record($0) ?? [] }
        return try plan.pending(after: applied).map(\.file.title)
    }

    private func plan(
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MigrationPlan {
        switch source {
        case .set(let set): try MigrationPlan(set, on: connection)
        case .plan(let plan): plan
        }
    }

    /// Applies up to `stepsMax` steps, or all of them to an empty schema. The record is read under
    /// the lock each time: another migrator may have been at work since.
    private func apply(
        _ plan: MigrationPlan, on connection: isolated PostgresConnection, stepsMax: Int
    ) throws -> [MigrationFile] {
        try prepare(connection)
        let found = try record(connection)
        let pending = try plan.pending(after: found ?? [])
        guard !pending.isEmpty else { return [] }
        if found == nil { try createRecord(connection) }
        let isNew = found?.isEmpty ?? true
        let steps = pending.prefix(isNew ? .max : stepsMax)
        for step in steps {
            do throws(PostgresError) {
                try connection.runScript(step.file.sql)
            } catch {
                throw Self.describe(error, step.file)
            }
        }
        try note(Array(steps), on: connection)
        return steps.map(\.file)
    }
}

/// A step that the server refused is the step's fault; a lost connection, a lock that was not to
/// be had and a cancelled task are not.
extension Migrator {
    private static func describe(_ error: PostgresError, _ file: MigrationFile) -> any Error {
        guard error.serverDiagnostic != nil, !error.isRetryable else { return error }
        return MigrationError.failed(file.title, reason: error.diagnostic)
    }
}
