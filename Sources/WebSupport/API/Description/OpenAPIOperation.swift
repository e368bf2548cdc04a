import Formats
import HTTPTypes
import Hummingbird
import Kernel
import Tenancy

/// One operation as OpenAPI describes it.
struct OpenAPIOperation {
    private let operation: APIOperation

    init(_ operation: APIOperation) {
        self.operation = operation
    }

    func json(_ schemas: inout OpenAPISchemas) -> JSONValue {
        .members([
            "operationId": .string(operation.name),
            "tags": .array([.string(operation.tag.rawValue)]),
            "summary": .string(operation.summary), "description": .string(about),
            "security": operation.needsLogin
                ? .array([.members(["token": .array([])])]) : .array([]),
            "parameters": .array(parameters.map { schemas.json(parameter: $0) }),
            "requestBody": body(&schemas), "responses": .object(responses(&schemas)),
            "x-permission": operation.permission.map { .string($0.rawValue) },
        ])
    }

    private var about: String {
        let right = operation.permission.map { permission in
            operation.readsBack
                ? "Needs the permissions `\(permission.rawValue)` and"
                    + " `\(Permission.readReceivables.rawValue)`, for it is answered with what it did."
                : "Needs the permission `\(permission.rawValue)`."
        }
        return [operation.about, right ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var parameters: [APIParameterInfo] {
        var all = operation.parameters
        if operation.needsTenant, operation.tenantParameter == nil {
            all.append(APIParameters.tenant)
        }
        if operation.isOnce { all.append(APIParameters.onceKey) }
        if operation.checksMatch { all.append(APIParameters.ifMatch) }
        if operation.hasTag { all.append(APIParameters.ifNoneMatch) }
        return all
    }

    private func body(_ schemas: inout OpenAPISchemas) -> JSONValue? {
        if let type = operation.inputType {
            let schema = JSONValue.members([:])
            return .members([
                "required": .boolean(true),
                "content": .object([
                    JSONMember(name: type, value: .members(["schema": schema]))
                ]),
            ])
        }
        guard let input = operation.input else { return nil }
        let example = operation.example.flatMap { text in
            try? JSONParser.parse(Array(text.utf8))
        }
        return .members([
            "required": .boolean(true),
            "content": .members([
                "application/json": .members([
                    "schema": schemas.reference(input), "example": example,
                ])
            ]),
        ])
    }

    private func responses(_ schemas: inout OpenAPISchemas) -> [JSONMember] {
        let answer = operation.answer
        var responses: [JSONMember] = [
            JSONMember(
                name: "\(answer.status.code)",
                value: .members([
                    "description": .string(answer.about),
                    "headers": headers,
                    "content": content(answer, &schemas),
                ]))
        ]
        if operation.hasTag {
            responses.append(
                JSONMember(
                    name: "304",
                    value: .members([
                        "description": .string("Nothing has changed since the tag sent along.")
                    ])))
        }
        let problems = OpenAPIProblems.codes(operation).sorted { $0.key.code < $1.key.code }
        for (status, codes) in problems {
            responses.append(
                JSONMember(name: "\(status.code)", value: Self.problem(status, codes.sorted())))
        }
        return responses
    }

    private static func problem(_ status: HTTPResponse.Status, _ codes: [String]) -> JSONValue {
        let list = codes.map { "`\($0)`" }.joined(separator: ", ")
        return .members([
            "description": .string("\(status.reasonPhrase). Codes: \(list)."),
            "headers": saysWhenAgain(status) ? .object([retryAfter]) : nil,
            "content": .members([
                "application/problem+json": .members(["schema": OpenAPISchemas.problem])
            ]),
            "x-codes": .array(codes.map { .string($0) }),
        ])
    }

    /// As `Problem` does of whatever is wrong with them.
    private static func saysWhenAgain(_ status: HTTPResponse.Status) -> Bool {
        status == .tooManyRequests || status == .serviceUnavailable
    }

    private static let retryAfter = header(
        .retryAfter, "In how many seconds to ask again.", pattern: "^[0-9]+$")

    private var headers: JSONValue? {
        var members: [JSONMember] = []
        if operation.hasTag {
            members.append(Self.header(.eTag, "Stands for exactly this answer."))
        }
        if operation.answer.status == .created || operation.answer.status == .accepted {
            members.append(Self.header(.location, "Where what was made is."))
        }
        if operation.isOnce {
            members.append(
                Self.header(
                    HeaderNames.replayed,
                    "On an answer that was given before to the same request with its key.",
                    pattern: "^true$"))
        }
        if !operation.answer.types.isEmpty {
            members.append(Self.header(.contentDisposition, "What the file is called."))
        }
        return members.isEmpty ? nil : .object(members)
    }

    private static func header(
        _ name: HTTPField.Name, _ about: String, pattern: String? = nil
    ) -> JSONMember {
        JSONMember(
            name: name.rawName,
            value: .members([
                "description": .string(about),
                "schema": .members([
                    "type": .string("string"), "pattern": pattern.map { .string($0) },
                ]),
            ]))
    }

    private func content(_ answer: APIAnswer, _ schemas: inout OpenAPISchemas) -> JSONValue? {
        if !answer.types.isEmpty {
            return .object(
                answer.types.map {
                    JSONMember(name: $0, value: .members(["schema": .members([:])]))
                })
        }
        guard let schema = answer.schema else { return nil }
        return .members([
            "application/json": .members([
                "schema": schemas.json(schema), "example": SchemaExample.value(schema),
            ])
        ])
    }
}
