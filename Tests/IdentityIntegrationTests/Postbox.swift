import BooksTestSupport
import Identity
import Kernel
import Mail
import PostgresClient
import Synchronization
import Tenancy

/// People with a mail queue, and whoever sends from it: in this process, with the outcomes that a
/// test wants.
final class Postbox: Sendable {
    static let address = "https://books.example.com"

    let people: People
    let queue: MailQueue
    let users: UserService
    let members: MemberService
    let login: LoginService
    let resets: PasswordResetService
    private let outcomes = Mutex<[SMTPOutcome]>([])
    private let taken = Mutex<[MailMessage]>([])

    init(_ people: People, hasServer: Bool = true) throws {
        self.people = people
        let books = people.books
        let owner = books.installation.owner
        queue = MailQueue(
            box: SecretBox(.setting(SecretKeyring())),
            from: try MailAddress("books@books.example"), hasServer: hasServer,
            address: PublicAddress(Self.address))
        users = UserService(owner: owner, mail: queue)
        members = MemberService(
            pool: books.pool, owner: owner, sessions: people.sessions, mail: queue)
        login = LoginService(
            pool: books.pool, sessions: people.sessions,
            secrets: SecretBox(.setting(SecretKeyring())), mail: queue)
        resets = PasswordResetService(pool: books.pool, owner: owner, mail: queue)
    }

    static func use(
        hasServer: Bool = true, _ body: (Postbox) async throws -> Void
    ) async throws {
        try await People.use { people in try await body(Postbox(people, hasServer: hasServer)) }
    }

    /// What became of the messages that are sent next; accepted where nothing is said.
    func expect(_ next: SMTPOutcome...) {
        outcomes.withLock { $0 += next }
    }

    /// The messages that were handed to the mail server so far.
    var messages: [MailMessage] { taken.withLock { $0 } }

    var delivery: MailDelivery {
        MailDelivery(pool: people.books.pool, queue: queue) { [self] message in
            taken.withLock { $0.append(message) }
            return outcomes.withLock { $0.isEmpty ? .accepted(reply: "250 OK") : $0.removeFirst() }
        }
    }

    /// Answers who asked and sends all that is due.
    func work(at now: Instant = People.start) async throws {
        while try await resets.answer(at: now) > 0 {}
        while try await delivery.next(at: now) != nil {}
    }

    func status() async throws -> [String] {
        try await people.books.installation.owner.query(
            "SELECT status FROM public.mail_outbox ORDER BY id"
        ).map { try $0.string(0) }
    }

    /// The token in the link of a message.
    static func token(_ message: MailMessage?) -> SecretToken? {
        let mark = "\(address)/login/link/"
        return message.flatMap { message in
            message.text.split(separator: "\n").first { $0.hasPrefix(mark) }
                .flatMap { SecretToken($0.dropFirst(mark.count)) }
        }
    }
}
