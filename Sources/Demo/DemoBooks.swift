import Kernel
import PostgresClient
import Receivables
import Tenancy

/// A tenant's books as the loader sees them: it writes what is missing of the story, batch by
/// batch, each of which is a transaction, and what is there already is left as it is.
struct DemoBooks {
    /// Few enough for one statement to be quick, many enough for a load to be few statements.
    static let batchMax = 1_000

    let database: TenantDatabase
    let scope: Scope
    let company: DemoCompany
    let customers: CustomerService
    let posting: PostingService

    /// By place in `company.customers`, once they are there.
    private(set) var customerIDs: [CustomerID] = []
    /// By place in `company.documents`; nil for one that is not posted.
    private(set) var documentIDs: [DocumentID?]
    private(set) var isVoid: [Bool]
    private(set) var written = 0

    init(database: TenantDatabase, scope: Scope, company: DemoCompany) {
        self.database = database
        self.scope = scope
        self.company = company
        customers = CustomerService(database: database)
        posting = PostingService(database: database)
        documentIDs = [DocumentID?](repeating: nil, count: company.documents.count)
        isVoid = [Bool](repeating: false, count: company.documents.count)
    }

    /// The first rates go first: they are what tells the next start that the tenant is the
    /// demonstration, and when its story begins.
    mutating func writeRates() async throws {
        var known: Set<DemoRateKey> = []
        for row in try await database.read(scope, DemoStorage.rates) {
            known.insert(DemoRateKey(currency: try row.string(0), day: try row.date(1)))
        }
        let missing = company.rates.filter {
            !known.contains(DemoRateKey(currency: $0.currency.code, day: $0.day))
        }
        guard !missing.isEmpty else { return }
        try await customers.setRates(
            scope, missing.map { (currency: $0.currency, day: $0.day, rate: $0.rate) })
        written += missing.count
    }

    mutating func writeCustomers() async throws {
        let terms = Set(
            try await database.read(scope, DemoStorage.terms).map { try $0.string(0) })
        for missing in DemoTerms.allCases where !terms.contains(missing.terms.name) {
            try await customers.createTerms(scope, missing.terms)
        }
        let codes = company.customers.map(\.code)
        var ids: [String: CustomerID] = [:]
        for row in try await database.read(scope, DemoStorage.customers(codes)) {
            ids[try row.string(0)] = ID(try row.int64(1))
        }
        let missing = company.customers.filter { ids[$0.code] == nil }
        if !missing.isEmpty {
            let created = try await customers.create(scope, missing.map(\.draft))
            for (customer, id) in zip(missing, created) { ids[customer.code] = id }
            written += missing.count
        }
        customerIDs = company.customers.compactMap { ids[$0.code] }
    }

    /// Finds which documents are there.
    mutating func findDocuments() async throws {
        let documents = company.documents
        let rows = try await database.read(
            scope,
            DemoStorage.documents(
                customers: documents.map { customerIDs[$0.customer] },
                kinds: documents.map(\.kind), numbers: documents.map(\.number)))
        for row in rows {
            let place = Int(try row.int64(0)) - 1
            documentIDs[place] = ID(try row.int64(1))
            isVoid[place] = try row.decode(2)
        }
    }

    mutating func writeDocuments(_ range: Range<Int>) async throws {
        let missing = range.filter { documentIDs[$0] == nil }
        for batch in DemoBatches(missing, size: Self.batchMax) {
            let drafts = try batch.map { place in
                let document = company.documents[place]
                return try document.draft(for: customerIDs[document.customer])
            }
            let ids = try await posting.post(scope, drafts)
            for (place, id) in zip(batch, ids) { documentIDs[place] = id }
            written += ids.count
        }
    }

    mutating func count(_ writes: Int) { written += writes }
}
