/// What members an object of the API has.
package struct APIObjectSchema: Sendable, Equatable {
    /// A member.
    package struct Property: Sendable, Equatable {
        package let name: String
        /// What it means, in a sentence.
        package let about: String
        package let schema: APISchema
        package let isRequired: Bool

        package init(name: String, about: String, schema: APISchema, isRequired: Bool) {
            self.name = name
            self.about = about
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    /// Unique in the whole description: `Invoice`.
    package let name: String
    package let about: String
    package let properties: [Property]
    /// Whether more members may come with it than are said here.
    package let isOpen: Bool

    package init(
        name: String, about: String, properties: [Property], isOpen: Bool = false
    ) {
        self.name = name
        self.about = about
        self.properties = properties
        self.isOpen = isOpen
    }

    /// An amount of money: exact decimal text and the currency's code.
    package static let money = APIObjectSchema(
        name: "Money", about: "An exact amount in a currency.",
        properties: [
            Property(
                name: "amount",
                about: "The amount as decimal text with the currency's decimals, never a number.",
                schema: .text(APIText(pattern: DecimalShape.money.pattern, example: "1234.50")),
                isRequired: true),
            Property(
                name: "currency", about: "The ISO 4217 code.", schema: .currency,
                isRequired: true),
        ])
}
