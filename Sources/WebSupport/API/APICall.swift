import Crypto
import Formats
package import Hummingbird
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
        guard let key = request.headers[HeaderNames.onceKey] else { return nil }
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.uri.string)\n".utf8))
        hash.update(data: body)
        return try OnceRequest(key: key, digest: Array(hash.finalize()))
    }

    /// Whether the sender has seen the object as it is.
    ///
    /// - Parameter current: the whole object as it would be read now.
    /// - Throws: `PreconditionError.changed`.
    package func checkMatch(_ current: @autoclosure () throws -> [UInt8]) throws {
        let known = request.headers[values: .ifMatch].joined(separator: ",")
        guard !known.isEmpty else { return }
        let tags = known.split(separator: ",").map { $0.trimming { $0 == " " || $0 == "\t" } }
        if tags.contains("*") { return }
        let tag = EntityTag(try current()).text
        guard tags.contains(where: { $0 == tag }) else { throw PreconditionError.changed }
    }
}

extension Substring {
    fileprivate func trimming(_ isSpace: (Character) -> Bool) -> Substring {
        var text = drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}
