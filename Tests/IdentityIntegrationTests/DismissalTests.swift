import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `Whoever was dismissed` {
    private static func takeIn(_ story: SignOnStory) async throws -> NewUser {
        try await story.postbox.members.add(
            story.scope, EmailAddress(SignOnStory.email), name: nil, role: .accountant,
            at: People.start)
    }

    @Test func `is not brought back by the provider that they came by`() async throws {
        try await SignOnStory.use { story in
            let session = try #require(try await story.logIn())
            try await story.postbox.members.remove(story.scope, session.user.id)
            #expect(await SignOnStory.refusal { try await story.logIn() } == "sign_on_not_member")
        }
    }

    /// No provider has said yet who they are, and they have no password by which they are known.
    @Test func `is not brought in by one that they never came by`() async throws {
        try await SignOnStory.use { story in
            let (members, owner) = (
                story.postbox.members, story.postbox.people.books.installation.owner
            )
            let user = try await Self.takeIn(story).user.id
            try await members.remove(story.scope, user)
            for _ in 0..<2 {
                #expect(
                    await SignOnStory.refusal { try await story.logIn() } == "sign_on_not_member")
            }
            #expect(try await Self.takeIn(story).user.id == user)
            #expect(try await story.logIn()?.memberships.values.map(\.role) == [.accountant])
            // It does not hang on what else is known of them.
            try await members.remove(story.scope, user)
            try await owner.execute("DELETE FROM public.sign_on_identities")
            #expect(await SignOnStory.refusal { try await story.logIn() } == "sign_on_not_member")
            // Who is erased is forgotten, that too.
            try await owner.execute("DELETE FROM public.users WHERE id = \(user)")
            #expect(try await story.logIn()?.memberships.values.map(\.role) == [.viewer])
        }
    }

    @Test func `is so no more once taken in again, in whichever way`() async throws {
        try await SignOnStory.use { story in
            let postbox = story.postbox
            let books = postbox.people.books
            func dismissed() async throws -> Int64 {
                try await books.installation.owner.query(
                    "SELECT count(*) FROM public.dismissals"
                ).single().int64(0)
            }
            func dismiss(_ user: ID<User>) async throws {
                try await postbox.members.remove(story.scope, user)
                #expect(try await dismissed() == 1)
            }
            let user = try await Self.takeIn(story).user.id
            #expect(try await dismissed() == 0)
            try await dismiss(user)
            _ = try await Self.takeIn(story)
            #expect(try await dismissed() == 0)
            try await dismiss(user)
            _ = try await postbox.users.grant(
                EmailAddress(SignOnStory.email), name: nil, role: .viewer, in: books.tenant,
                password: People.password, at: People.start)
            #expect(try await dismissed() == 0)
            try await dismiss(user)
            // Being asked is not being there.
            #expect(try await Self.takeIn(story).isInvited)
            #expect(try await dismissed() == 1)
            try await postbox.work()
            let link = try #require(Postbox.token(postbox.messages.last))
            try await postbox.members.invitations.accept(
                link, as: user, from: .here, at: People.start)
            #expect(try await dismissed() == 0)
        }
    }
}
