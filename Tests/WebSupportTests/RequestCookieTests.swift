import HTTPTypes
import Hummingbird
import Testing

@testable import WebSupport

@Suite("A request's cookies")
struct RequestCookieTests {
    private static func value(_ name: String, in lines: [String]) -> String? {
        var fields = HTTPFields()
        for line in lines { fields.append(HTTPField(name: .cookie, value: line)) }
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: fields)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer())).cookie(name)
            .map(String.init)
    }

    @Test(arguments: [
        (["a=1"], "1"), (["b=2; a=1"], "1"), (["b=2;a=1"], "1"), (["b=2;\t a=1; c=3"], "1"),
        (["b=2", "a=1"], "1"), (["a=1; a=2"], "1"), (["a="], ""), (["a=x=y"], "x=y"),
        (["a=ä"], "ä"), (["; ;a=1;"], "1"),
        (["ab=1"], nil), (["A=1"], nil), (["b=a=1"], nil), (["a"], nil), ([""], nil), ([], nil),
        (["xa=1"], nil), (["b=\"; a=1\""], "1\""),
    ])
    func `are found by their whole name`(lines: [String], expected: String?) {
        #expect(Self.value("a", in: lines) == expected)
    }
}
