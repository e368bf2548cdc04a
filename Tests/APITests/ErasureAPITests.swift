import BooksTestSupport
import Identity
import Kernel
import Testing

@Suite struct `An answer that is given again` {
    @Test func `tells nothing of somebody who was erased since`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let list = "/api/v1/customers/\(customer)/contacts/"
            let body =
                #"{"name": "Zora \"Z\" Quill", "email": "Zora@example.com", "phone": "555-77"}"#
            let made = try await site.send(.post, list, body, once: "one")
            #expect(made.status == 201)
            let path = try #require(made.headers[.location])
            let patch = #"{"role": "Buyer"}"#
            let changed = try await site.send(.patch, path, patch, once: "two")
            #expect(changed.status == 200 && changed["email"] != nil)
            let other = #"{"name": "Otto", "email": "otto@example.com"}"#
            let stays = try await site.send(.post, list, other, once: "three")
            #expect(try await site.send(.post, list, body, once: "one").text == made.text)

            let erasure = try await site.parts.services.people.erase(
                EmailAddress("zora@example.com"))
            #expect(erasure.contacts == 1 && erasure.answers == 2)
            for (again, status) in [
                (try await site.send(.post, list, body, once: "one"), 201),
                (try await site.send(.patch, path, patch, once: "two"), 200),
            ] {
                // It was done, and is not done again.
                #expect(again.status == status && again.text.isEmpty)
            }
            #expect(try await site.send(.post, list, other, once: "three").text == stays.text)
            let names = try await site.get(list).texts("name")
            #expect(names.sorted() == ["Otto", "erased contact"])
        }
    }
}
