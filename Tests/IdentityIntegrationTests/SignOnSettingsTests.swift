import BooksTestSupport
import Identity
import Kernel
import Tenancy
import Testing

@Suite struct `A company's provider` {
    @Test func `is not taken away by who was dismissed meanwhile`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await people.make("eve@example.org", role: .admin).user
            let late = Scope(
                tenant: people.books.tenant,
                actor: .person(id: user.id.rawValue, email: user.email),
                grant: Membership(role: .admin).grant)
            #expect(try await story.service.find(late) != nil)
            try await story.postbox.members.remove(story.scope, user.id)
            let refusal = await SignOnStory.refusal { try await story.service.remove(late) }
            #expect(refusal == "not_permitted")
            #expect(try await story.service.find(story.scope) != nil)
            try await story.service.remove(story.scope)
            #expect(try await story.service.find(story.scope) == nil)
        }
    }
}
