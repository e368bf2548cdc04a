import PostgresClient

/// Puts the staged rows into the books, step by step, each by sets.
struct ImportPosting {
    let importID: Int64
    let form: ImportForm
    /// Lines without a number get one.
    let mayLackNumbers: Bool
    /// The list has a column of what its receipts are applied to.
    let statesApplications: Bool

    private static let stepCount = 5

    func run(
        on connection: isolated PostgresConnection, progress: (ImportProgress) -> Void
    ) throws -> ImportCounts {
        func step(_ number: Int, _ name: String) {
            progress(.storing(step: number, of: Self.stepCount, name: name))
        }
        step(1, "customers")
        if mayLackNumbers { try connection.execute(ImportStorage.number) }
        try connection.execute(ImportStorage.rates)
        let customers = try connection.query(ImportStorage.customers).single().int64(0)
        step(2, "documents")
        try compare(on: connection)
        step(3, "open items")
        try connection.execute(
            form == .history ? ImportStorage.settle(importID) : ImportStorage.openItems(importID))
        step(4, "journal")
        try connection.execute(ImportStorage.journal(importID))
        if try connection.query(ImportStorage.requests).single().int64(0) > 0 {
            try connection.execute(ImportStorage.allocate)
        }
        step(5, "totals")
        if form != .history { try connection.execute(ImportStorage.fold(importID)) }
        try connection.execute(ImportStorage.keepScope(importID))
        var counts = try counts(on: connection)
        counts.customers = customers
        return counts
    }

    private func compare(on connection: isolated PostgresConnection) throws {
        try connection.execute(ImportStorage.compareOnly(form))
        if form != .receipts { try connection.execute(ImportStorage.besideEstimates) }
        try connection.execute(ImportStorage.applications(form))
        if statesApplications { try connection.execute(ImportStorage.wholeReceipts) }
        let restates =
            try form == .receipts
            && connection.query(ImportStorage.restate).single().decode(0, as: Bool.self)
        try connection.execute(ImportStorage.remember(importID))
        try connection.execute(ImportStorage.takeBack)
        try connection.execute(ImportStorage.correct)
        try connection.execute(ImportStorage.insert(importID))
        try connection.execute(ImportStorage.entries(importID))
        if restates { try connection.execute(ImportStorage.keepRestated(importID)) }
    }

    private func counts(on connection: isolated PostgresConnection) throws -> ImportCounts {
        let row = try connection.query(ImportStorage.counts(form)).single()
        var counts = ImportCounts(
            new: try row.int64(0), changed: try row.int64(1), unchanged: try row.int64(2),
            amountTotal: try row.int64(3), openTotal: try row.int64(4))
        if form == .receipts {
            // Receipts stand in the books as credits; the file states what was received.
            counts.amountTotal.negate()
            counts.openTotal =
                0 - (try connection.query(ImportStorage.unapplied).single().int64(0))
        }
        return counts
    }
}
