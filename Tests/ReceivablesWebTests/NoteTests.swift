import Hummingbird
import HummingbirdTesting
import Kernel
import Tenancy
import Testing

@testable import Receivables

@Suite
struct `Writing a note` {
    private static func post(
        _ body: String, permissions: Set<Permission> = Set(Permission.allCases)
    ) async throws -> TestResponse {
        try await AccountFixtures.withServer(permissions: permissions) { client in
            try await client.execute(
                uri: "/ar/customers/12/notes", method: .post,
                headers: [
                    .accept: "text/html", .contentType: "application/x-www-form-urlencoded",
                ], body: ByteBuffer(string: body))
        }
    }

    @Test func `leads back to the customer and says that it is stored`() async throws {
        let response = try await Self.post("csrf_token=token-of-ann&text=Called%2C+pays+Friday")
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/ar/customers/12/")
        #expect(response.headers[.setCookie]?.contains("ch_flash=") == true)
    }

    @Test func `shows again what could not be stored, and why`() async throws {
        let empty = try await Self.post("csrf_token=token-of-ann&text=++")
        #expect(empty.status == .badRequest)
        #expect(empty.text.contains("The note is empty; write something."))
        #expect(empty.text.contains(#"aria-describedby="note-error""#))
        let long = String(repeating: "%3Cb%3E", count: 2_000)
        let response = try await Self.post("csrf_token=token-of-ann&text=\(long)")
        #expect(response.status == .badRequest)
        #expect(response.text.contains("4000 characters are the most"))
        #expect(response.text.contains(">&lt;b&gt;&lt;b&gt;"))
        #expect(!response.text.contains("<b><b>"))
    }

    @Test func `leads back whoever loads the address of a refused note again`() async throws {
        let response = try await AccountFixtures.get("/ar/customers/12/notes")
        #expect(response.status == .found)
        #expect(response.headers[.location] == "/ar/customers/12/#notes")
        #expect(try await AccountFixtures.get("/ar/customers/x/notes").status == .notFound)
    }

    @Test func `needs the token and the permission`() async throws {
        #expect(try await Self.post("text=x").status == .forbidden)
        let refused = try await Self.post(
            "csrf_token=token-of-ann&text=x", permissions: [.readReceivables])
        #expect(refused.status == .forbidden)
        let page = try await AccountFixtures.get(
            "/ar/customers/12/", permissions: [.readReceivables])
        #expect(page.status == .ok)
        #expect(!page.text.contains("Add note"))
    }
}
