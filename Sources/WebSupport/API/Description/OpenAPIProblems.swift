import Kernel
import Tenancy

/// What may be wrong with a request to an operation.
enum OpenAPIProblems {
    static func all(_ operation: APIOperation) -> [any DomainError] {
        var all: [any DomainError] = [
            WebError.badRequest, WebError.tooManyRequests(seconds: 1), WebError.stopping,
            WebError.foreignHost, ServerProblem.unforeseen, ServerProblem.tooSlow,
            QueryError.malformed, QueryError.unknown("", allowed: []),
        ]
        all += operation.problems
        if operation.needsLogin { all.append(WebError.loginNeeded) }
        if operation.needsTenant {
            all +=
                [
                    TenancyError.notAccessible(""), TenancyError.nameNeeded(count: 2),
                    WebError.noMembership, WebError.secondFactorMissing,
                ] as [any DomainError]
        }
        if let permission = operation.permission {
            all += [TenancyError.notPermitted(permission), TenancyError.beyondPortfolio]
        }
        if operation.path.contains(":") { all.append(WebError.noSuchAddress) }
        if !operation.parameters.isEmpty {
            all += [
                QueryError.repeated(""), QueryError.empty(""),
                QueryError.notAllowed("", value: "", allowed: []),
            ]
        }
        if operation.input != nil {
            all += [
                APIBodyError.notJSON, APIBodyError.damaged(reason: ""),
                APIBodyError.missing(pointer: ""), APIBodyError.unknown(pointer: "", allowed: []),
                APIBodyError.repeated(pointer: ""), APIBodyError.wrongType(pointer: "", wanted: ""),
                APIBodyError.invalid(pointer: "", code: "text_invalid", reason: ""),
            ]
        }
        if !operation.isReading {
            all.append(WebError.bodyTooLarge(bytesMax: operation.bodyBytesMax))
        }
        if operation.isOnce { all += [OnceError.key, OnceError.keyUsed] }
        if operation.checksMatch { all.append(PreconditionError.changed) }
        return all
    }
}
