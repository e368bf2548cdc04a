package import Formats
package import Kernel
package import Receivables
package import Tenancy

/// What exports ask of the receivables: the seam at which tests answer instead.
package struct ReceivablesExports: Sendable {
    /// Refuses a request whose report cannot be made.
    package var checkAging: @Sendable (Scope, AgingRequest) async throws -> Void
    /// Writes the report of a request with the writer it is given the making of.
    package var aging:
        @Sendable (Scope, AgingRequest, @escaping ExportFile.MakeWriter) async throws -> Void
    /// The last parameters are the first day, nil for the whole history, and the last one.
    package var statement:
        @Sendable (Scope, CustomerID, LocalDate?, LocalDate) async throws -> AccountStatement
    package var customers:
        @Sendable (Scope, CustomerListRequest, @escaping ExportFile.MakeWriter) async throws -> Void
    /// A document with everything that moved it and all its journal entries.
    package var document: @Sendable (Scope, DocumentQuestion) async throws -> DocumentRecord
    /// A list of a customer's page on a day.
    package var account:
        @Sendable (Scope, CustomerID, AccountList, LocalDate, @escaping ExportFile.MakeWriter)
            async throws -> Void
    /// The documents that a search finds.
    package var found:
        @Sendable (Scope, SearchTerms, @escaping ExportFile.MakeWriter) async throws -> Void
    package var imports: @Sendable (Scope, @escaping ExportFile.MakeWriter) async throws -> Void
    /// What the home page shows of a day.
    package var home: @Sendable (Scope, LocalDate) async throws -> HomeOverview
}

extension ReceivablesExports {
    package init(_ service: ExportService, home: HomeService) {
        self.home = { try await home.overview($0, today: $1) }
        checkAging = { try await service.check($0, $1) }
        aging = { try await service.aging($0, $1, to: $2) }
        statement = { try await service.statement($0, of: $1, from: $2, to: $3) }
        customers = { try await service.customers($0, $1, to: $2) }
        account = { try await service.account($0, $1, $2, asOf: $3, to: $4) }
        found = { try await service.found($0, $1, to: $2) }
        imports = { try await service.imports($0, to: $1) }
        document = { scope, question in
            try await service.movements(
                scope, of: question.document, asOf: question.asOf, order: question.order)
        }
    }
}
