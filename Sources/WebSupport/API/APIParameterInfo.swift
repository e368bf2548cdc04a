/// What is said of a parameter.
package struct APIParameterInfo: Sendable {
    package enum Place: String, Sendable {
        case query, path, header
    }

    package let name: String
    package let about: String
    package let schema: APISchema
    package let place: Place
    package let isRequired: Bool

    package init(
        name: String, about: String, schema: APISchema, place: Place = .query,
        isRequired: Bool = false
    ) {
        self.name = name
        self.about = about
        self.schema = schema
        self.place = place
        self.isRequired = isRequired
    }
}
