package import Formats

/// The API as OpenAPI 3.1 describes it, made from the operations that the server has.
package struct OpenAPIDocument: Sendable {
    private let operations: [APIOperation]
    private let webhooks: [APIWebhook]

    package init(_ operations: [APIOperation], _ webhooks: [APIWebhook] = []) {
        self.operations = operations
        self.webhooks = webhooks
    }

    init(_ routes: RouteTable) {
        self.init(routes.operations, routes.webhooks)
    }

    package var json: JSONValue { made.json }

    /// What different schemas are called alike; the description would show one of them alone.
    package var ambiguousNames: [String] { made.schemas.ambiguous.sorted() }

    private var made: (json: JSONValue, schemas: OpenAPISchemas) {
        let codes = operations.flatMap { OpenAPIProblems.codes($0).values }
        var schemas = OpenAPISchemas(codes: codes.reduce(into: []) { $0.formUnion($1) })
        var paths: [JSONMember] = []
        for path in uniquePaths {
            var members: [JSONMember] = []
            for operation in operations where operation.path == path {
                let value = OpenAPIOperation(operation).json(&schemas)
                members.append(
                    JSONMember(name: operation.method.rawValue.lowercased(), value: value))
            }
            paths.append(JSONMember(name: Self.template(path), value: .object(members)))
        }
        let sent = webhooks.map { webhook in
            JSONMember(name: webhook.name, value: OpenAPIWebhook(webhook).json(&schemas))
        }
        let json = JSONValue.members([
            "openapi": .string("3.1.0"), "info": info,
            "servers": .array([.members(["url": .string("/")])]),
            "tags": .array(tags), "paths": .object(paths),
            "webhooks": .object(sent),
            "components": .members([
                "schemas": .object(schemas.named.sorted { $0.name < $1.name }),
                "securitySchemes": Self.security,
            ]),
        ])
        return (json, schemas)
    }

    /// The document as it is served and kept.
    package var text: String { json.text() + "\n" }

    private var uniquePaths: [String] {
        var seen: Set<String> = []
        return operations.map(\.path).filter { seen.insert($0).inserted }
    }

    private var tags: [JSONValue] {
        let used = Set(operations.map(\.tag))
        return APITag.allCases.filter { used.contains($0) }.map {
            .members(["name": .string($0.rawValue)])
        }
    }

    /// `/invoices/:id` is `/invoices/{id}/`.
    static func template(_ path: String) -> String {
        path.split(separator: "/").map { part in
            part.first == ":" ? "{\(part.dropFirst())}" : String(part)
        }.reduce("") { $0 + "/" + $1 } + "/"
    }

    private var info: JSONValue {
        .members([
            "title": .string("Countinghouse"), "version": .string("1"),
            "description": .string(about),
            "license": .members([
                "name": .string("MIT"), "identifier": .string("MIT"),
            ]),
        ])
    }

    private var about: String {
        """
        Accounts receivable: who owes what and how late, as of any date.

        Amounts are decimal text with a currency (but numbers under `/ar/api/`), dates are `YYYY-MM-DD`, ids are whole \
        numbers in quotes. Lists come in pages: pass `next` of one as `after` of the next. \
        Errors are RFC 9457 problem documents whose `code` stays what it is; `x-codes` of an \
        answer lists those that it may have. Writes take an `Idempotency-Key`\(exceptions(writes)), \
        and reads have an `ETag`\(exceptions(reads)). A parameter that an operation does not \
        have is refused. Addresses answer with and without a slash at their end. What is sent \
        to webhooks stands under `webhooks`.

        Log in at `/api/v1/auth/login/` and send the access token as `Authorization: Bearer \
        …`, or send an API key the same way.
        """
    }

    private var writes: [APIOperation] { operations.filter { !$0.isReading && !$0.isOnce } }
    private var reads: [APIOperation] { operations.filter { $0.isReading && !$0.hasTag } }

    private func exceptions(_ operations: [APIOperation]) -> String {
        guard !operations.isEmpty else { return "" }
        return ", but for " + operations.map { "`\($0.name)`" }.joined(separator: ", ")
    }

    private static let security = JSONValue.members([
        "token": .members([
            "type": .string("http"), "scheme": .string("bearer"),
            "description": .string("An access token from the login, or an API key."),
        ])
    ])
}
