import Hummingbird
import HummingbirdTesting
import Kernel
import Testing

@testable import WebSupport

@Suite struct `Answering errors` {
    @Test(arguments: [
        (Failing.invalid, 400), (.notFound, 404), (.conflict, 409), (.forbidden, 403),
        (.unauthenticated, 401), (.unavailable, 503), (.tooLarge, 413), (.timeout, 504),
    ])
    func `gives each kind its status`(_ failing: Failing, _ status: Int) async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(
                uri: "/api/fails/\(failing.rawValue)", method: .get)
            #expect(response.status.code == status)
            #expect(response.headers[.contentType] == "application/problem+json")
            #expect(response.text.contains("\"code\":\"failing_\(failing.rawValue)\""))
            #expect(response.text.contains("\"detail\":\"secret of \(failing.rawValue)\""))
        }
    }

    @Test func `says nothing about a fault of ours but the request's id`() async throws {
        try await WebFixtures.withServer { client in
            for path in ["/api/fails/internalFailure", "/api/fails/unforeseen"] {
                let response = try await client.execute(
                    uri: path, method: .get, headers: [HeaderNames.requestID: "abc-1"])
                #expect(response.status == .internalServerError)
                #expect(!response.text.contains("secret"))
                #expect(!response.text.contains("failing"))
                #expect(response.text.contains("\"code\":\"internal_error\""))
                #expect(response.text.contains("\"request_id\":\"abc-1\""))
            }
        }
    }

    @Test func `asks to come back when the database is gone`() async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(uri: "/fails", method: .get)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "2")
            #expect(response.headers[.cacheControl] == "no-store")
        }
    }

    @Test func `is a page for people with the same sentence and id`() async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(
                uri: "/fails", method: .get,
                headers: [.accept: "text/html,*/*;q=0.8", HeaderNames.requestID: "abc-2"])
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.headers[.retryAfter] == "2")
            #expect(response.text.contains("The database does not answer at the moment."))
            #expect(response.text.contains("<code>abc-2</code>"))
            #expect(response.text.contains("/static/"))
        }
    }

    @Test func `stays a document for programs even in a browser`() async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(
                uri: "/api/nothing", method: .get, headers: [.accept: "text/html"])
            #expect(response.status == .notFound)
            #expect(response.headers[.contentType] == "application/problem+json")
            #expect(response.text.contains("\"code\":\"not_found\""))
        }
    }

    @Test func `tells the methods an address answers to`() async throws {
        try await WebFixtures.withServer { client in
            for method in [HTTPRequest.Method.post, .put, .patch, .delete, .options] {
                let response = try await client.execute(uri: "/page/", method: method)
                #expect(response.status == .methodNotAllowed)
                #expect(response.headers[.allow] == "GET, HEAD")
                #expect(response.text.contains("\"code\":\"method_not_allowed\""))
            }
        }
    }

    @Test func `answers HEAD like GET without the body`() async throws {
        try await WebFixtures.withServer { client in
            let response = try await client.execute(uri: "/page/", method: .head)
            #expect(response.status == .ok)
            #expect(response.headers[.contentLength] == "11")
            #expect(response.body.readableBytes == 0)
        }
    }

    @Test func `refuses a body that is too large`() async throws {
        try await WebFixtures.withServer { client in
            let large = ByteBuffer(repeating: 0, count: AppRequestContext.bodyBytesMax + 1)
            let refused = try await client.execute(
                uri: "/api/v1/takes", method: .post, body: large)
            #expect(refused.status == .contentTooLarge)
            #expect(refused.text.contains("1 MB"))
            let taken = try await client.execute(
                uri: "/api/v1/takes", method: .post,
                headers: [HeaderNames.csrfToken: "token-of-ann"], body: ByteBuffer(string: "four"))
            #expect(taken.text == "4")
        }
    }
}
