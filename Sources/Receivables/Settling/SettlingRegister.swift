import Kernel
import PostgresClient
package import Tenancy

/// What settled documents, as lists that programs page through, and one by one.
package struct SettlingRegister: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page of allocations by id, and the place behind it where there is more.
    package func allocations(
        _ scope: Scope, _ question: AllocationQuestion
    ) async throws -> (allocations: [AllocationRecord], next: IDCursor?) {
        try scope.require(.readReceivables)
        let rows = try await database.read(scope, SettlingStorage.list(question))
        let page = try rows.prefix(question.limit).map(Self.allocation)
        let last = rows.count > question.limit ? page.last : nil
        return (page, last.map { IDCursor($0.id.rawValue) })
    }

    /// - Throws: `PostingError.unknownAllocation`.
    package func allocation(
        _ scope: Scope, _ id: AllocationID
    ) async throws -> AllocationRecord {
        try scope.require(.readReceivables)
        let rows = try await database.read(scope, SettlingStorage.allocations([id]))
        guard let row = rows.first else { throw PostingError.unknownAllocation }
        return try Self.allocation(row)
    }

    /// The same within a transaction.
    ///
    /// - Throws: `PostingError.unknownAllocation`.
    package func allocation(
        _ scope: Scope, _ id: AllocationID, on connection: isolated TenantConnection
    ) throws -> AllocationRecord {
        guard let found = try allocations(scope, [id], on: connection).first else {
            throw PostingError.unknownAllocation
        }
        return found
    }

    /// The same of some within a transaction that has just written them.
    package func allocations(
        _ scope: Scope, _ ids: [AllocationID], on connection: isolated TenantConnection
    ) throws -> [AllocationRecord] {
        try scope.require(.readReceivables)
        return try connection.query(SettlingStorage.allocations(ids)).map(Self.allocation)
    }

    /// A page of write-offs by id, of all documents or one, and the place behind it where there
    /// is more.
    package func writeOffs(
        _ scope: Scope, of document: DocumentID?, after: IDCursor?, limit: Int
    ) async throws -> (writeOffs: [WriteOffRecord], next: IDCursor?) {
        try scope.require(.readReceivables)
        var filter: Query = "e.id > \(after?.id ?? 0)"
        if let document { filter += " AND e.document_id = \(document)" }
        let rows = try await database.read(
            scope, SettlingStorage.writeOffs(filter, limit: limit + 1))
        let page = try rows.prefix(limit).map(Self.writeOff)
        return (page, rows.count > limit ? page.last.map { IDCursor($0.id.rawValue) } : nil)
    }

    /// - Throws: `SettlingError.unknownWriteOff`.
    package func writeOff(_ scope: Scope, _ id: WriteOffID) async throws -> WriteOffRecord {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope, SettlingStorage.writeOffs("e.id = \(id)", limit: 1))
        guard let row = rows.first else { throw SettlingError.unknownWriteOff }
        return try Self.writeOff(row)
    }

    /// The same within a transaction.
    ///
    /// - Throws: `SettlingError.unknownWriteOff`.
    package func writeOff(
        _ scope: Scope, _ id: WriteOffID, on connection: isolated TenantConnection
    ) throws -> WriteOffRecord {
        try scope.require(.readReceivables)
        let rows = try connection.query(SettlingStorage.writeOffs("e.id = \(id)", limit: 1))
        guard let row = rows.first else { throw SettlingError.unknownWriteOff }
        return try Self.writeOff(row)
    }

    /// What the transaction has just written off of a document.
    package func writeOffs(
        _ scope: Scope, justMadeOf document: DocumentID,
        on connection: isolated TenantConnection
    ) throws -> [WriteOffRecord] {
        try scope.require(.readReceivables)
        let query = SettlingStorage.writeOffs(
            "e.document_id = \(document) AND e.recorded_at = ar_recorded_at()", limit: 10_000)
        return try connection.query(query).map(Self.writeOff)
    }

    private static func allocation(_ row: Row) throws -> AllocationRecord {
        AllocationRecord(
            id: ID(try row.int64(0)), credit: ID(try row.int64(1)),
            document: ID(try row.int64(2)), instalment: try row.int64(3),
            amount: Money(
                minorUnits: try row.int64(4), currency: try AccountReader.currency(row, 5)),
            date: try row.date(6), recordedAt: try row.decode(7), isReversed: try row.decode(8))
    }

    private static func writeOff(_ row: Row) throws -> WriteOffRecord {
        WriteOffRecord(
            id: ID(try row.int64(0)), document: ID(try row.int64(1)),
            customer: ID(try row.int64(2)), instalment: try row.int64(3),
            amount: Money(
                minorUnits: try row.int64(4), currency: try AccountReader.currency(row, 5)),
            date: try row.date(6), recordedAt: try row.decode(7), isReversed: try row.decode(8))
    }
}
