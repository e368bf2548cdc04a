import HTTPTypes
import Hummingbird
import Testing

@testable import WebSupport

@Suite struct `An entity tag` {
    private static func request(_ tags: String...) -> Request {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")
        for tag in tags { head.headerFields.append(HTTPField(name: .ifNoneMatch, value: tag)) }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    @Test func `is the same for the same bytes only`() {
        let bytes = Array("{\"total\":\"15.00\"}".utf8)
        #expect(EntityTag(bytes) == EntityTag(bytes))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(EntityTag(changed) != EntityTag(bytes))
        }
        #expect(EntityTag(bytes + [0]) != EntityTag(bytes))
        #expect(EntityTag([]) != EntityTag([0]))
    }

    @Test func `matches a list, a weak form and a star`() {
        let tag = EntityTag([1, 2, 3])
        #expect(tag.matches(Self.request(tag.text)))
        #expect(tag.matches(Self.request("\"x\" , W/\(tag.text)")))
        #expect(tag.matches(Self.request("\"x\"", tag.text)))
        #expect(tag.matches(Self.request("*")))
        #expect(!tag.matches(Self.request("\"x\"")))
        #expect(!tag.matches(Self.request()))
    }
}
