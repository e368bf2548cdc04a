import Hummingbird
import Kernel
import Tenancy

/// What may be wrong with a request to an operation.
enum OpenAPIProblems {
    static func all(_ operation: APIOperation) -> [any DomainError] {
        let ofWork = operation.problems.map { RefusedMember.naming($0, by: operation.member) }
        let parts = [
            always, ofWork, ofSender(operation), ofAddress(operation),
            operation.input.map(ofBody) ?? [], operation.isReading ? [] : ofWriting(operation),
        ]
        return parts.flatMap { $0 }
    }

    /// By status.
    static func codes(_ operation: APIOperation) -> [HTTPResponse.Status: Set<String>] {
        var codes: [HTTPResponse.Status: Set<String>] = [:]
        for error in all(operation) {
            let problem = Problem(error)
            codes[problem.status, default: []].insert(problem.code)
        }
        return codes
    }

    private static let always: [any DomainError] =
        [
            WebError.badRequest, WebError.tooManyRequests(seconds: 1), WebError.stopping,
            WebError.foreignHost, WebError.hostMissing, WebError.unprotected,
            ServerProblem.unforeseen, ServerProblem.tooSlow, QueryError.malformed,
            QueryError.unknown("", allowed: []), QueryError.repeated(""),
        ] + DatabaseProblems.all

    private static func ofSender(_ operation: APIOperation) -> [any DomainError] {
        var all: [any DomainError] = []
        if operation.needsLogin { all.append(WebError.loginNeeded) }
        if operation.needsTenant {
            all += [
                TenancyError.notAccessible(""), TenancyError.invalidName(""),
                TenancyError.suspended(""),
                TenancyError.deleted(""), TenancyError.nameNeeded(count: 2),
            ]
            all += [WebError.noMembership, WebError.secondFactorMissing]
        }
        if let permission = operation.permission {
            all += [TenancyError.notPermitted(permission), TenancyError.beyondPortfolio]
        }
        return all
    }

    private static func ofAddress(_ operation: APIOperation) -> [any DomainError] {
        var all: [any DomainError] = []
        if operation.path.contains(":") { all.append(WebError.noSuchAddress) }
        let parameters = operation.parameters.filter { $0.place == .query }
        if !parameters.isEmpty { all.append(QueryError.empty("")) }
        if parameters.contains(where: \.isRequired) { all.append(QueryError.missing("")) }
        if parameters.contains(where: { $0.name == APIParameters.after.info.name }) {
            all.append(QueryError.foreignCursor)
        }
        // A list of names, each of which must be one of the answer's.
        if parameters.contains(where: { $0.name == APIParameters.fieldsName }) {
            all.append(QueryError.notAllowed("", value: "", allowed: []))
        }
        return all + parameters.flatMap { SchemaProblems.inAddress($0.schema) }
    }

    private static func ofBody(_ input: APIObjectSchema) -> [any DomainError] {
        let form: [any DomainError] = [
            APIBodyError.notJSON, APIBodyError.damaged(reason: ""),
            APIBodyError.missing(pointer: ""), APIBodyError.unknown(pointer: "", allowed: []),
            APIBodyError.repeated(pointer: ""), APIBodyError.wrongType(pointer: "", wanted: ""),
        ]
        return form + SchemaProblems.inBody(input)
    }

    private static func ofWriting(_ operation: APIOperation) -> [any DomainError] {
        var all = DatabaseProblems.writing
        all += [
            WebError.bodyTooLarge(bytesMax: operation.bodyBytesMax), WebError.tokenWrong,
            WebError.foreignPage, WebError.encodedBody,
        ]
        if operation.input == nil, operation.inputType == nil {
            all.append(APIBodyError.notTaken)
        }
        if operation.isOnce { all += [OnceError.key, OnceError.keyUsed, OnceError.underWay] }
        if operation.checksMatch { all.append(PreconditionError.changed) }
        return all
    }
}
