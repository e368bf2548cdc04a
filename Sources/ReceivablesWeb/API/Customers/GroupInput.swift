import Receivables
import WebSupport

/// A group that a request brings, or its new name.
struct GroupInput: APIInput {
    static let name = APIMember<String>.line(
        "name", "Its name; no two groups have the same.", 1...CustomerGroupService.nameLengthMax,
        example: "North"
    ).required

    static let schema = APIObjectSchema(
        name: "NewGroup", about: "A group of customers.", properties: [name.property])

    let name: String

    init(_ body: APIBodyReader) throws(APIBodyError) {
        name = try body.required(Self.name)
    }
}
