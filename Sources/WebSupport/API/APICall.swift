import Formats
package import Hummingbird
package import Kernel
package import Tenancy

/// A request to an operation, whose sender may make it.
package struct APICall: Sendable {
    package let request: Request
    package let context: AppRequestContext
    package let scope: Scope
    /// What was sent along; empty for requests without a body.
    package let body: [UInt8]
    package let environment: WebEnvironment
    let query: QueryParameters
    let declared: [APIParameterInfo]
    /// What its sender needs; nil where every member may.
    let permission: Permission?

    /// - Throws: `QueryError`.
    package func value<Value>(_ parameter: APIParameter<Value>) throws -> Value? {
        let info = parameter.info
        assert(
            declared.contains { $0.name == info.name },
            "the operation does not say that it has \(info.name)")
        let text =
            info.place == .path ? context.parameters.get(info.name) : try query.text(info.name)
        return try text.map(parameter.parse)
    }

    /// The body, which must be a JSON object of that form.
    ///
    /// - Throws: `APIBodyError`.
    package func input<Input: APIInput>(_ type: Input.Type = Input.self) throws -> Input {
        try request.input(body)
    }

    /// What stands for the request where it is sent again; nil where its sender gave no key.
    ///
    /// - Throws: `OnceError.key`.
    package func once() throws -> OnceRequest? {
        try APIStreamedOnce.request(request, body)
    }

    /// The same for a body that is taken as it comes, before any of it was read.
    ///
    /// - Throws: `OnceError.key`.
    package func streamed() throws -> APIStreamedOnce? {
        try APIStreamedOnce(request)
    }

    /// Who sends what, and what they may do, once a body that was taken as it came is all there:
    /// it may have taken any time.
    ///
    /// - Throws: as the lookup of a request's tenant; `TenancyError.notPermitted`.
    package func scopeAfterBody() async throws -> Scope {
        let left = try await environment.tenants.scopeAfterBody(
            of: request, context, begun: scope)
        if let permission { try left.require(permission) }
        return left
    }

    /// Whether the sender has seen the object as it is.
    ///
    /// - Parameter current: the whole object as it would be read now.
    /// - Throws: `PreconditionError.changed`.
    package func checkMatch(_ current: @autoclosure () throws -> [UInt8]) throws {
        try checkTags { $0 == EntityTag(try current()).text }
    }

    /// The same of an object that also says what changes by itself, such as a balance.
    ///
    /// - Parameter state: of the object, what a request may change.
    /// - Throws: `PreconditionError.changed`.
    package func checkMatch(state: @autoclosure () throws -> [UInt8]) throws {
        try checkTags { EntityTag.isOf(state: try state(), $0) }
    }

    private func checkTags(_ isCurrent: (Substring) throws -> Bool) throws {
        let known = request.headers[values: .ifMatch].joined(separator: ",")
        guard !known.isEmpty else { return }
        let tags = known.split(separator: ",").map { $0.trimming { $0 == " " || $0 == "\t" } }
        if tags.contains("*") { return }
        guard try tags.contains(where: isCurrent) else { throw PreconditionError.changed }
    }

    /// How many items a page of a list holds.
    package func limit() throws -> Int {
        try value(APIParameters.limit) ?? APIParameters.limitStandard
    }

    /// The id that the address has.
    ///
    /// - Parameter unknown: what is thrown for what is no id: there is nothing of that name either.
    package func id<Tag>(
        _ parameter: APIParameter<String>, orThrow unknown: any DomainError
    ) throws -> ID<Tag> {
        guard let id = try value(parameter).flatMap({ ID<Tag>($0) }) else { throw unknown }
        return id
    }

    /// Where the page before ended in the list that is asked for: same address, same filters.
    ///
    /// - Throws: `QueryError`.
    package func place() throws -> String? {
        guard let cursor = try value(APIParameters.after) else { return nil }
        return try mark().place(cursor)
    }

    /// The cursor of the page that follows a place in that list.
    package func next(_ place: String?) throws -> String? {
        try place.map { try mark().cursor($0) }
    }

    /// Orders have a say in the places themselves.
    private func mark() throws -> ListMark {
        let filters = declared.filter { $0.place == .query && !Self.unmarked.contains($0.name) }
        return ListMark(
            request.uri.path,
            try filters.compactMap { info in
                try query.text(info.name).map { (info.name, $0) }
            })
    }

    private static let unmarked: Set<String> = [
        APIParameters.limit.info.name, APIParameters.after.info.name, APIParameters.fieldsName,
        "sort", "order",
    ]

    /// The item that the page before ended with, in a list by id.
    ///
    /// - Throws: `QueryError`.
    package func lastID<Tag>() throws -> ID<Tag>? {
        try place().map { text in
            guard let id = ID<Tag>(text) else {
                throw QueryError.foreignCursor
            }
            return id
        }
    }
}

extension Substring {
    fileprivate func trimming(_ isSpace: (Character) -> Bool) -> Substring {
        var text = drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}
