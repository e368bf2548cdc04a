import Foundation
import Kernel
import Mail
import PeerTestSupport
import Testing

/// Against a real server, and one that misbehaves.
@Suite struct `Sending a mail` {
    private static func message(text: String = "Text", to: String = "ada@example.com") throws
        -> MailMessage
    {
        try MailMessage(
            from: try MailAddress("ar@books.example", name: "Books"), to: try MailAddress(to),
            subject: "Hello", text: text, date: Instant(unixSeconds: 1_790_000_000))
    }

    private static func sender(
        _ peer: MailPeer, _ encryption: MailPeer.Encryption = .starttls, password: String? = nil,
        trusts: Bool = true, timeLimit: Duration = .seconds(20)
    ) throws -> SMTPSender {
        let secret = (password ?? MailPeer.passphrase).replacing("@", with: "%40")
            .replacing("/", with: "%2F")
        let scheme = encryption == .implicit ? "smtps" : "smtp"
        return SMTPSender(
            settings: try SMTPSettings(
                url: "\(scheme)://\(MailPeer.user):\(secret)@127.0.0.1:\(peer.port)",
                isPlain: encryption == .none, authorities: trusts ? peer.authority : nil),
            timeLimit: timeLimit)
    }

    @Test(arguments: [MailPeer.Encryption.starttls, .implicit])
    func `logs in once it is encrypted`(encryption: MailPeer.Encryption) async throws {
        let peer = try await MailPeer(encryption)
        let sender = try Self.sender(peer, encryption)
        let text = ".\n..\nA line\n" + String(repeating: "long ", count: 400)
        let outcome = try await sender.send(try Self.message(text: text))
        #expect(outcome == .accepted(reply: "250 2.0.0 queued as 0001"))
        let mail = try await peer.next()
        #expect(mail.from == "ar@books.example" && mail.to == ["ada@example.com"])
        #expect(mail.isEncrypted && mail.user == MailPeer.user)
        // What arrives is what was sent, byte for byte.
        #expect(mail.text.contains("\r\n\r\n=2E\r\n=2E.\r\nA line\r\nlong long"))
        #expect(await sender.check() == .accepted(reply: "250 OK"))
        #expect(peer.waiting == 0)
    }

    @Test func `does without encryption only where that was asked for`() async throws {
        let peer = try await MailPeer(.none, logsIn: false)
        let plain = SMTPSender(
            settings: try SMTPSettings(url: "smtp://127.0.0.1:\(peer.port)", isPlain: true))
        guard case .accepted = try await plain.send(try Self.message()) else {
            Issue.record("not taken")
            return
        }
        #expect(try await peer.next().isEncrypted == false)
        // A server that does not offer to encrypt gets neither password nor message.
        let strict = try Self.sender(peer)
        let outcome = try await strict.send(try Self.message())
        #expect(
            outcome
                == .temporary(reason: "the server does not offer to encrypt (STARTTLS)"))
        #expect(peer.waiting == 0)
    }

    @Test func `trusts no certificate of unknown origin`() async throws {
        for encryption in [MailPeer.Encryption.starttls, .implicit] {
            let peer = try await MailPeer(encryption)
            let outcome = try await Self.sender(peer, encryption, trusts: false)
                .send(try Self.message())
            guard case .temporary(let reason) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(reason.contains("certificate"), "\(reason)")
            #expect(peer.waiting == 0)
        }
    }

    @Test func `says what the server refused, and whether for good`() async throws {
        let expected: [(String, SMTPOutcome)] = [
            ("refuse-login", .permanent(reason: "535 5.7.8 wrong")),
            ("refuse-address", .permanent(reason: "553 5.1.3 no such mailbox")),
            ("later-address", .temporary(reason: "450 4.2.0 greylisted")),
            ("refuse", .permanent(reason: "554 5.7.1 rejected")),
            ("later", .temporary(reason: "451 4.3.0 try again later")),
        ]
        for (mode, wanted) in expected {
            let peer = try await MailPeer(mode: mode)
            let outcome = try await Self.sender(peer).send(try Self.message())
            #expect(outcome == wanted, "\(mode)")
            #expect(peer.waiting == 0, "\(mode)")
        }
    }

    @Test func `does not know what became of it where no answer came`() async throws {
        let peer = try await MailPeer(mode: "drop")
        let outcome = try await Self.sender(peer).send(try Self.message())
        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
        // The server has it all the same: that is why it must not be sent again.
        #expect(try await peer.next().to == ["ada@example.com"])
    }

    @Test func `tries again later where nobody answers`() async throws {
        let nobody = SMTPSender(
            settings: try SMTPSettings(url: "smtp://127.0.0.1:1"), timeLimit: .seconds(5))
        guard case .temporary = try await nobody.send(try Self.message()) else {
            Issue.record("not temporary")
            return
        }
    }
}
