package import Hummingbird

/// What an operation answers where all went well.
package struct APIAnswer: Sendable {
    package let status: HTTPResponse.Status
    package let about: String
    /// nil for an answer without a body.
    package let schema: APISchema?
    /// What the body may be, where it is no JSON.
    package let types: [String]

    package init(
        _ status: HTTPResponse.Status, _ about: String, _ schema: APISchema?,
        types: [String] = []
    ) {
        self.status = status
        self.about = about
        self.schema = schema
        self.types = types
    }

    package static func object(_ schema: APIObjectSchema) -> APIAnswer {
        APIAnswer(.ok, schema.about, .object(schema))
    }

    package static func created(_ schema: APIObjectSchema) -> APIAnswer {
        APIAnswer(.created, "It was made: \(schema.about)", .object(schema))
    }

    package static let nothing = APIAnswer(.noContent, "It was done.", nil)
}
