import Kernel
import Tenancy
import Testing

@testable import WebSupport

@Suite
struct `A question whose answer is kept` {
    private static func scope(
        _ permissions: Set<Permission> = [.readReceivables], groups: Set<Int64>? = nil,
        currency: String = "USD", name: String = "acme"
    ) throws -> Scope {
        let tenant = try WebFixtures.tenant(name, currency: currency)
        return Scope(
            tenant: tenant, actor: .system,
            grant: Grant(
                permissions: permissions, portfolio: groups.map { Portfolio(groups: $0) }))
    }

    @Test func `is another for whoever may do or see anything else`() throws {
        let all = [
            AnswerQuestion("stats", ["1"], for: try Self.scope()),
            AnswerQuestion("stats", ["1"], for: try Self.scope([.readReceivables, .writeNotes])),
            AnswerQuestion("stats", ["1"], for: try Self.scope(groups: [])),
            AnswerQuestion("stats", ["1"], for: try Self.scope(groups: [1, 23])),
            AnswerQuestion("stats", ["1"], for: try Self.scope(groups: [12, 3])),
            AnswerQuestion("stats", ["1"], for: try Self.scope(currency: "EUR")),
            AnswerQuestion("stats", ["1"], for: try Self.scope(name: "acme2")),
            AnswerQuestion("other", ["1"], for: try Self.scope()),
            AnswerQuestion("stats", ["1", ""], for: try Self.scope()),
            AnswerQuestion("stats", ["1,1:2"], for: try Self.scope()),
            AnswerQuestion("stats", ["1", "2"], for: try Self.scope()),
        ]
        #expect(Set(all).count == all.count)
        #expect(Set(all.map(\.text)).count == all.count)
        let again = AnswerQuestion("stats", ["1"], for: try Self.scope())
        #expect(again == all[0])
        #expect(again.text == all[0].text)
    }
}
