import Kernel
import PostgresClient

/// Puts the staged rows of a converted list into the books: documents of which the list may say
/// what is open, or the buckets of an aging list without documents.
struct ImportListPosting {
    let importID: Int64
    let form: ImportForm
    /// The day for which the list holds.
    let day: LocalDate
    /// A snapshot is kept, and what the list does not name is looked for.
    let isAging: Bool
    /// The mended lines of another list: they say nothing of the rest.
    let isMended: Bool
    /// What the list does not name is not open any more.
    let closesMissing: Bool
    let hasBalances: Bool
    let hasApplications: Bool

    private static let stepCount = 5

    /// The list says what is open, or closes what an older one said.
    private var assumesPayments: Bool { hasBalances || isAging || form == .aging }

    func run(
        on connection: isolated PostgresConnection, progress: (ImportProgress) -> Void
    ) throws -> ImportCounts {
        func step(_ number: Int, _ name: String) {
            progress(.storing(step: number, of: Self.stepCount, name: name))
        }
        step(1, "customers")
        let prepared = try connection.query(
            form == .aging ? ImportStorage.sumBuckets : ImportStorage.number
        ).single().int64(0)
        if form != .aging { try connection.execute(ImportStorage.sumEntries) }
        try connection.execute(ImportStorage.rates)
        let customers = try connection.query(ImportStorage.customers).single().int64(0)
        step(2, "documents")
        try compare(on: connection)
        for query in [
            ImportStorage.remember(importID), ImportStorage.takeBack, ImportStorage.correct,
            ImportStorage.insert(importID), ImportStorage.entries(importID),
        ] { try connection.execute(query) }
        step(3, "open items")
        try connection.execute(ImportStorage.openItems(importID))
        step(4, "journal")
        try connection.execute(ImportStorage.journal(importID))
        if try connection.query(ImportStorage.requests).single().int64(0) > 0 {
            try connection.execute(ImportStorage.allocate)
        }
        step(5, "totals")
        try connection.execute(ImportStorage.fold(importID))
        var counts = try finish(on: connection)
        counts.customers = customers
        // Whom an aging list names it calls contacts; a name may stand there twice.
        if form == .aging { counts.contacts = prepared }
        return counts
    }

    private func compare(on connection: isolated PostgresConnection) throws {
        try connection.execute(ImportStorage.compareOnly(form))
        if assumesPayments { try connection.execute(ImportStorage.balances) }
        if form == .aging {
            try connection.execute(ImportStorage.estimates(day, isComplete: closesMissing))
            try connection.execute(ImportStorage.applications(form))
            try connection.execute(ImportStorage.assume)
            return
        }
        if hasBalances, isAging || closesMissing, !isMended {
            try connection.execute(ImportStorage.missing(day, closes: closesMissing))
        }
        try connection.execute(
            isAging
                ? ImportStorage.replaceEstimates(day, isComplete: closesMissing)
                : ImportStorage.besideEstimates)
        try connection.execute(
            ImportStorage.applications(hasApplications ? .receipts : form))
        if assumesPayments { try connection.execute(ImportStorage.assume) }
    }

    private func finish(on connection: isolated PostgresConnection) throws -> ImportCounts {
        if hasApplications { try connection.execute(ImportStorage.arrived) }
        var assumed: Int64 = 0
        if assumesPayments {
            assumed = try connection.query(ImportStorage.keepBalances(importID)).single()
                .int64(0)
        }
        let row = try connection.query(
            form == .aging ? ImportStorage.countBuckets : ImportStorage.countStated
        ).single()
        var counts = ImportCounts(
            new: try row.int64(0), changed: try row.int64(1), unchanged: try row.int64(2),
            amountTotal: try row.int64(3), openTotal: try row.int64(4))
        counts.assumedPayments = assumed
        if isMended { try connection.execute(ImportStorage.forgetOthers) }
        if isAging, !isMended {
            try connection.execute(
                ImportStorage.snapshot(importID, day, byDocument: form != .aging))
            counts.differing = try connection.query(ImportStorage.differences(importID)).single()
                .int64(0)
        }
        try connection.execute(ImportStorage.keepScope(importID))
        return counts
    }
}
