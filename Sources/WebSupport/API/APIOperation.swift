package import Hummingbird
package import Kernel
package import Tenancy

/// One method of one address of the API: what it takes, what it answers, who may call it and how
/// it is done. The description of the API is made from these, and requests are read by them.
package struct APIOperation: Sendable {
    enum Work: Sendable {
        /// For members of a company.
        case call(@Sendable (APICall) async throws -> APIReply)
        /// Reads its request itself.
        case plain(RouteTable.Handler)
    }

    /// The member of a body that an error is about; nil where it is about none, or not about one
    /// alone.
    package typealias Member = @Sendable (any DomainError) -> String?

    package let method: HTTPRequest.Method
    /// With a colon before the name of a part that varies.
    package let path: String
    /// Unique in the whole description: `listInvoices`.
    package let name: String
    package let tag: APITag
    package let summary: String
    package var about: String = ""
    /// What its sender must be allowed to do; nil where being a member, or logged in, is enough.
    package var permission: Permission?
    /// Whether it is about a company.
    package var needsTenant = true
    /// The parameter of the address that names the company, where that is not left to `X-Tenant`.
    package var tenantParameter: String?
    package var needsLogin = true
    package var parameters: [APIParameterInfo] = []
    package var input: APIObjectSchema?
    /// An example of the body, as JSON.
    package var example: String?
    /// What it takes that is no JSON: the content type.
    package var inputType: String?
    package var answer: APIAnswer
    /// Whether it may be sent again under a key.
    package var isOnce = false
    /// Finds what a request with a key was answered with before in one of its sender's companies;
    /// for what changes where its own address leads.
    package var answeredBefore: (@Sendable (Scope, OnceRequest) async throws -> OnceAnswer?)?
    /// Whether it looks at `If-Match`.
    package var checksMatch = false
    /// What may be wrong besides what may be wrong with every request.
    package var problems: [any DomainError] = []
    /// Which member of its body an error of its work points to.
    package var member: Member?
    package var bodyBytesMax = AppRequestContext.bodyBytesMax
    package var checksTokenItself = false
    /// Whether its answer has a tag, and is 304 to who has that already.
    package var hasTag: Bool
    /// Whether its handler reads what stands behind the question mark, and refuses what it does
    /// not know.
    package var readsQueryItself = false
    /// Whether what it did is read again for its answer, so that whoever may not read may not do it
    /// either.
    package var readsBack = false
    /// Whether its answers are nearly always at hand, or are made by the database's threads.
    package var isQuick = false
    let work: Work

    /// An operation for members of a company.
    package init(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, _ tag: APITag,
        _ summary: String, answer: APIAnswer,
        _ work: @escaping @Sendable (APICall) async throws -> APIReply
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.tag = tag
        self.summary = summary
        self.answer = answer
        hasTag = method == .get
        self.work = .call(work)
    }

    /// An operation that reads its request itself.
    package init(
        plain method: HTTPRequest.Method, _ path: String, _ name: String, _ tag: APITag,
        _ summary: String, answer: APIAnswer, _ handler: @escaping RouteTable.Handler
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.tag = tag
        self.summary = summary
        self.answer = answer
        hasTag = false
        work = .plain(handler)
    }

    /// The same with something more said of it.
    package func with(_ change: (inout APIOperation) -> Void) -> APIOperation {
        var copy = self
        change(&copy)
        return copy
    }

    /// Whether it only reads.
    package var isReading: Bool { method == .get || method == .head }

    private var queryNames: [String] {
        parameters.filter { $0.place == .query }.map(\.name)
    }

    func handler(_ environment: WebEnvironment) -> RouteTable.Handler {
        switch work {
        case .plain(let handler) where readsQueryItself: handler
        case .plain(let handler):
            pointing { request, context in
                if needsLogin { _ = try context.loggedIn() }
                try QueryParameters(request).allowOnly(queryNames)
                if input == nil { _ = try await body(of: request, context) }
                return try await handler(request, context)
            }
        case .call(let run):
            pointing { request, context in
                if let answer = try await answerBefore(to: request, context, environment) {
                    return APIReply.once(answer).response(to: request)
                }
                return try await run(try await call(request, context, environment))
                    .response(to: request)
            }
        }
    }

    /// The same, with the member of its body that what it is refused for is about.
    private func pointing(_ handler: @escaping RouteTable.Handler) -> RouteTable.Handler {
        guard let member else { return handler }
        return { request, context in
            do { return try await handler(request, context) } catch let error as any DomainError {
                throw RefusedMember.naming(error, by: member)
            }
        }
    }

    /// What exactly this request was answered with before, where the company that it was about may
    /// be called something else since. It is looked for in its sender's own companies alone, and
    /// found by its digest, address included: nobody learns of another's.
    private func answerBefore(
        to request: Request, _ context: AppRequestContext, _ environment: WebEnvironment
    ) async throws -> OnceAnswer? {
        guard let answeredBefore, request.headers[HeaderNames.onceKey] != nil else { return nil }
        _ = try context.loggedIn()
        // Of somebody who is logged in it is all there, and can be read again.
        let body = try await body(of: request, context)
        guard let sent = try APIStreamedOnce.request(request, body) else { return nil }
        return try await environment.tenants.firstOwn(of: request, context) {
            scope -> OnceAnswer? in
            if let permission, !scope.permissions.contains(permission) { return nil }
            return try await answeredBefore(scope, sent)
        }
    }

    private func call(
        _ request: Request, _ context: AppRequestContext, _ environment: WebEnvironment
    ) async throws -> APICall {
        let scope =
            if let tenantParameter {
                try await environment.tenants.scope(
                    of: request, context, named: context.parameters.get(tenantParameter) ?? "")
            } else {
                try await environment.tenants.scope(of: request, context)
            }
        if let permission { try scope.require(permission) }
        let query = try QueryParameters(request)
        try query.allowOnly(queryNames)
        for parameter in parameters where parameter.isRequired && parameter.place == .query {
            guard try query.text(parameter.name) != nil else {
                throw QueryError.missing(parameter.name)
            }
        }
        return APICall(
            request: request, context: context, scope: scope,
            body: try await body(of: request, context), environment: environment, query: query,
            declared: parameters, permission: permission)
    }
}
