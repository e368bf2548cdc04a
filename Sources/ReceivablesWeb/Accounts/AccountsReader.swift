package import Kernel
package import Receivables
package import Tenancy

/// What the pages of customers and documents, the home page and the search ask: the seam at
/// which tests answer instead.
package struct AccountsReader: Sendable {
    package var home: @Sendable (Scope, LocalDate) async throws -> HomeOverview
    package var distribution:
        @Sendable (Scope, LocalDate) async throws -> (AgingLimits, AgingDistribution)
    package var trend: @Sendable (Scope, LocalDate) async throws -> [BalanceTrend.Point]
    package var customers: @Sendable (Scope, CustomerListRequest) async throws -> CustomerList
    package var account:
        @Sendable (Scope, AccountQuestion) async throws -> (CustomerAccount, AccountView)
    package var customer: @Sendable (Scope, CustomerID) async throws -> Customer
    /// Of a time; from the beginning where there is no first day.
    package var statements:
        @Sendable (Scope, Customer, LocalDate?, LocalDate) async throws -> [Statement]
    package var addNote: @Sendable (Scope, CustomerID, NoteText) async throws -> Void
    /// The groups of customers to choose from.
    package var groups: @Sendable (Scope) async throws -> [CustomerGroup]
    package var document: @Sendable (Scope, DocumentQuestion) async throws -> DocumentRecord
    /// The last parameter is how many customers and documents are wanted at most.
    package var search: @Sendable (Scope, SearchTerms, LocalDate, Int) async throws -> SearchHits
}

extension AccountsReader {
    package init(
        home: HomeService, customers: CustomerListService,
        accounts: AccountService, statements: StatementService, notes: NoteService,
        documents: DocumentService, search: SearchService, groups: CustomerGroupService
    ) {
        self.home = { try await home.overview($0, today: $1) }
        distribution = { try await home.distribution($0, today: $1) }
        trend = { try await home.trend($0, today: $1) }
        self.customers = { try await customers.list($0, $1) }
        account = { scope, question in
            try await accounts.account(
                scope, question.customer, asOf: question.asOf, today: question.today,
                view: question.view, page: question.page)
        }
        customer = { try await accounts.customer($0, $1) }
        self.statements = { try await statements.statements($0, of: $1, from: $2, to: $3) }
        self.groups = { try await groups.list($0) }
        addNote = { try await notes.add($0, to: $1, $2) }
        document = { scope, question in
            try await documents.document(
                scope, question.document, asOf: question.asOf, order: question.order,
                page: question.page)
        }
        self.search = { try await search.search($0, $1, asOf: $2, limit: $3) }
    }
}
