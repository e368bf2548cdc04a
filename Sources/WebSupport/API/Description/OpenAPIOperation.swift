import Formats
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
            "parameters": .array(parameters.map { Self.json($0, &schemas) }),
            "requestBody": body(&schemas), "responses": .object(responses(&schemas)),
            "x-permission": operation.permission.map { .string($0.rawValue) },
        ])
    }

    private var about: String {
        let right = operation.permission.map { "Needs the permission `\($0.rawValue)`." }
        return [operation.about, right ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var parameters: [APIParameterInfo] {
        var all = operation.parameters
        if operation.needsTenant, operation.tenantParameter == nil {
            all.append(APIParameters.tenant)
        }
        if operation.isOnce { all.append(APIParameters.onceKey) }
        if operation.checksMatch { all.append(APIParameters.ifMatch) }
        if operation.isReading, operation.needsTenant { all.append(APIParameters.ifNoneMatch) }
        return all
    }

    private static func json(
        _ parameter: APIParameterInfo, _ schemas: inout OpenAPISchemas
    ) -> JSONValue {
        .members([
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .boolean(parameter.isRequired), "description": .string(parameter.about),
            "schema": schemas.json(parameter.schema),
        ])
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
        if operation.isReading, operation.needsTenant {
            responses.append(
                JSONMember(
                    name: "304",
                    value: .members([
                        "description": .string("Nothing has changed since the tag sent along.")
                    ])))
        }
        let problem = schemas.reference(.problem)
        for (status, codes) in problems.sorted(by: { $0.key.code < $1.key.code }) {
            let list = codes.sorted().map { "`\($0)`" }.joined(separator: ", ")
            let value = JSONValue.members([
                "description": .string("\(status.reasonPhrase). Codes: \(list)."),
                "content": .members([
                    "application/problem+json": .members(["schema": problem])
                ]),
            ])
            responses.append(JSONMember(name: "\(status.code)", value: value))
        }
        return responses
    }

    private var headers: JSONValue? {
        var members: [JSONMember] = []
        func add(_ name: String, _ about: String) {
            members.append(
                JSONMember(
                    name: name,
                    value: .members([
                        "description": .string(about),
                        "schema": .members(["type": .string("string")]),
                    ])))
        }
        if operation.isReading, operation.needsTenant {
            add("ETag", "Stands for exactly this answer.")
        }
        if operation.answer.status == .created || operation.answer.status == .accepted {
            add("Location", "Where what was made is.")
        }
        return members.isEmpty ? nil : .object(members)
    }

    private func content(_ answer: APIAnswer, _ schemas: inout OpenAPISchemas) -> JSONValue? {
        if !answer.types.isEmpty {
            return .object(
                answer.types.map {
                    JSONMember(name: $0, value: .members(["schema": .members([:])]))
                })
        }
        guard let schema = answer.schema else { return nil }
        return .members(["application/json": .members(["schema": schemas.json(schema)])])
    }

    /// The codes of each status: the operation's own, and what any request may be answered.
    private var problems: [HTTPResponse.Status: Set<String>] {
        var problems: [HTTPResponse.Status: Set<String>] = [:]
        for error in OpenAPIProblems.all(operation) {
            let problem = Problem(error)
            problems[problem.status, default: []].insert(problem.code)
        }
        return problems
    }
}
