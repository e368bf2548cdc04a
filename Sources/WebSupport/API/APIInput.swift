/// An object that requests bring.
package protocol APIInput: Sendable {
    static var schema: APIObjectSchema { get }

    init(_ body: APIBodyReader) throws(APIBodyError)
}
