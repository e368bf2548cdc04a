import BooksTestSupport
import Foundation
import Kernel
import Tenancy
import Testing

@testable import Formats
@testable import Receivables

/// Everything that can be asked of a tenant's receivables, as texts that can be compared with the
/// answers of another one.
struct PortfolioQuestions {
    let books: Books
    let scope: Scope
    let folder: String

    /// The answer to a question, or what it was refused with.
    func ask(_ question: () async throws -> Any) async -> String {
        do {
            return Self.text(try await question())
                .replacing(books.tenant.name.text, with: "TENANT")
        } catch let error as any DomainError {
            return "refused: \(error.code) \(error.userMessage)"
        } catch {
            return "failed: \(error)"
        }
    }

    /// Everything of a value, whatever the order of its dictionaries, but for the control
    /// account's balance, which a portfolio has none of.
    private static func text(_ value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty else { return "\(value)" }
        var parts = mirror.children.filter { $0.label != "controlBalance" }
            .map { "\($0.label ?? "") \(text($0.value))" }
        if mirror.displayStyle == .dictionary || mirror.displayStyle == .set { parts.sort() }
        return "(\(parts.joined(separator: ", ")))"
    }

    func aging(_ request: AgingRequest) async -> [String: String] {
        var answers: [String: String] = [:]
        for later: Int64 in [0, .max] {
            let service = AgingService(
                database: books.database, laterMovementsMax: later, rollupDaysMax: .max)
            answers["\(later) \(request)"] = await ask {
                try await service.report(scope, request)
            }
        }
        answers["rolled \(request)"] = await ask {
            try await books.aging.rollForward(
                scope, since: request.asOf.adding(days: -9), request)
        }
        return answers
    }

    func file(
        _ body: @Sendable (@escaping ExportFile.MakeWriter) async throws -> Void
    ) async throws -> String {
        let path = "\(folder)/\(UUID().uuidString).csv"
        try await Exported.file(.csv, path).write(body)
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    func lists(on day: LocalDate) async -> [String: String] {
        var answers: [String: String] = [:]
        answers["stats \(day)"] = await ask { try await books.summary.stats(scope, asOf: day) }
        answers["distribution \(day)"] = await ask {
            try await books.summary.distribution(scope, asOf: day)
        }
        answers["breakdown \(day)"] = await ask {
            try await books.summary.customers(scope, asOf: day)
        }
        answers["home \(day)"] = await ask { try await books.home.overview(scope, today: day) }
        answers["trend \(day)"] = await ask { try await books.home.trend(scope, today: day) }
        answers["home's file \(day)"] = await ask {
            let overview = try await books.home.overview(scope, today: day)
            return try await file { try overview.write(to: try $0(), for: scope.tenant) }
        }
        for choice in CustomerListRequest.Choice.allCases {
            for sort in CustomerListRequest.Sort.allCases {
                for search in ["", "a"] {
                    let request = CustomerListRequest(
                        asOf: day, search: search, choice: choice, sort: sort)
                    answers["\(request)"] = await ask {
                        try await books.customerList.list(scope, request)
                    }
                    answers["file \(request)"] = await ask {
                        try await file { try await books.exports.customers(scope, request, to: $0) }
                    }
                }
            }
        }
        for text in ["a", "beta", "N", "1", "N1", "12", "nobody"] {
            answers["search \(text) \(day)"] = await ask {
                // Those who owe more come first, as the rollup says, folded or not yet.
                let hits = try await books.search.search(
                    scope, SearchTerms(text), asOf: day, limit: 5)
                return (
                    hits.customers.sorted { $0.customer.id < $1.customer.id }, hits.documents,
                    hits.hasMoreCustomers, hits.hasMoreDocuments
                )
            }
            answers["found \(text)"] = await ask {
                try await file { try await books.exports.found(scope, SearchTerms(text), to: $0) }
            }
        }
        return answers
    }

    func customer(_ id: CustomerID, on day: LocalDate) async -> [String: String] {
        var answers: [String: String] = [:]
        for view in AccountView.Kind.allCases {
            answers["\(id) \(view) \(day)"] = await ask {
                try await books.accounts.account(scope, id, asOf: day, today: day, view: view)
            }
        }
        for list in AccountList.allCases {
            answers["\(id) \(list) \(day)"] = await ask {
                try await file {
                    try await books.exports.account(scope, id, list, asOf: day, to: $0)
                }
            }
        }
        answers["\(id) invoices \(day)"] = await ask {
            try await books.summary.invoices(scope, of: id, asOf: day)
        }
        answers["\(id) statement \(day)"] = await ask {
            try await books.exports.statement(scope, of: id, from: nil, to: day).accounts
        }
        answers["\(id) statements \(day)"] = await ask {
            try await books.statements.statements(
                scope, of: Customer(id: id, code: "", name: ""), from: nil, to: day)
        }
        answers["\(id) name"] = await ask { try await books.accounts.customer(scope, id) }
        for text in ["\(id)", "alpha", "gamma"] {
            answers["find \(text)"] = await ask {
                try await books.customers.find(scope, text) as Any
            }
        }
        return answers
    }

    func document(_ id: DocumentID, on day: LocalDate) async -> [String: String] {
        var answers: [String: String] = [:]
        for order in DocumentMovement.Order.allCases {
            answers["\(id) \(order) \(day)"] = await ask {
                try await books.documents.document(scope, id, asOf: day, order: order)
            }
            answers["whole \(id) \(order) \(day)"] = await ask {
                try await books.exports.movements(scope, of: id, asOf: day, order: order)
            }
        }
        return answers
    }
}
