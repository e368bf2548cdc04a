import NIOCore
import NIOHTTP1
import Testing

@testable import WebSupport

@Suite struct `The head of a request` {
    private func head(
        _ uri: String, hosts: [String] = ["localhost"], method: HTTPMethod = .GET
    ) -> HTTPRequestHead {
        HTTPRequestHead(
            version: .http1_1, method: method, uri: uri,
            headers: HTTPHeaders(hosts.map { ("Host", $0) }))
    }

    @Test func `is taken when it can be read in one way`() {
        #expect(RequestHeadHandler.isClear(head("/login")))
        #expect(RequestHeadHandler.isClear(head("*", method: .OPTIONS)))
        // Without any host it is refused further in, with a sentence.
        #expect(RequestHeadHandler.isClear(head("/login", hosts: [])))
    }

    @Test func `is refused when it names two hosts or an address elsewhere`() {
        #expect(!RequestHeadHandler.isClear(head("/login", hosts: ["localhost", "evil.example"])))
        #expect(!RequestHeadHandler.isClear(head("/login", hosts: ["localhost", "localhost"])))
        #expect(!RequestHeadHandler.isClear(head("http://evil.example/login")))
        #expect(!RequestHeadHandler.isClear(head("*")))
        #expect(!RequestHeadHandler.isClear(head("login")))
    }
}
