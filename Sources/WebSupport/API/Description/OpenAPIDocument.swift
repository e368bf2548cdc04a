package import Formats

/// The API as OpenAPI 3.1 describes it, made from the operations that the server has.
package struct OpenAPIDocument {
    private let operations: [APIOperation]

    package init(_ operations: [APIOperation]) {
        self.operations = operations
    }

    package var json: JSONValue {
        var schemas = OpenAPISchemas()
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
        _ = schemas.reference(.problem)
        return .members([
            "openapi": .string("3.1.0"), "info": Self.info,
            "servers": .array([.members(["url": .string("/")])]),
            "tags": .array(tags), "paths": .object(paths),
            "components": .members([
                "schemas": .object(schemas.named.sorted { $0.name < $1.name }),
                "securitySchemes": Self.security,
            ]),
        ])
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

    private static let info = JSONValue.members([
        "title": .string("Countinghouse"), "version": .string("1"),
        "description": .string(
            """
            Accounts receivable: who owes what and how late, as of any date.

            Amounts are decimal text with a currency, dates are `YYYY-MM-DD`, ids are whole \
            numbers in quotes. Lists come in pages: pass `next` of one as `after` of the next. \
            Errors are RFC 9457 problem documents whose `code` stays what it is. Every write \
            takes an `Idempotency-Key`; every read has an `ETag`. Addresses answer with and \
            without a slash at their end.

            Log in at `/api/v1/auth/login/` and send the access token as `Authorization: Bearer \
            …`, or send an API key the same way.
            """),
        "license": .members(["name": .string("MIT"), "identifier": .string("MIT")]),
    ])

    private static let security = JSONValue.members([
        "token": .members([
            "type": .string("http"), "scheme": .string("bearer"),
            "description": .string("An access token from the login, or an API key."),
        ])
    ])
}
