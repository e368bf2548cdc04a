import Foundation
import Kernel
import Testing

@testable import Mail

@Suite struct `A mail` {
    private static let from = try? MailAddress("ar@books.example", name: "Countinghouse")

    private static func message(
        subject: String = "Hello", text: String = "Text", html: String? = nil,
        to: String = "ada@example.com", name: String = "", headers: [MailHeader] = []
    ) throws -> String {
        let message = try MailMessage(
            from: try #require(from), to: try MailAddress(to, name: name), subject: subject,
            text: text, html: html, messageID: "1@books.example",
            date: Instant(iso: "2026-11-21T21:56:51Z"), headers: headers)
        return String(decoding: try message.rendered(), as: UTF8.self)
    }

    @Test func `is a head, an empty line and the text`() throws {
        #expect(
            try Self.message()
                == """
                From: "Countinghouse" <ar@books.example>\r
                To: ada@example.com\r
                Subject: Hello\r
                Date: Sat, 21 Nov 2026 21:56:51 +0000\r
                Message-ID: <1@books.example>\r
                MIME-Version: 1.0\r
                Auto-Submitted: auto-generated\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                \r
                Text\r

                """)
    }

    @Test func `shows text and HTML as alternatives`() throws {
        let text = try Self.message(text: "Grüße", html: "<p>Grüße</p>")
        #expect(
            text.contains("Content-Type: multipart/alternative; boundary=\"=_alternative\"\r\n\r\n")
        )
        #expect(text.contains("\r\n\r\nGr=C3=BC=C3=9Fe\r\n\r\n--=_alternative\r\n"))
        #expect(text.hasSuffix("<p>Gr=C3=BC=C3=9Fe</p>\r\n\r\n--=_alternative--\r\n"))
    }

    @Test func `encodes what is not ASCII in words of at most 75 letters`() throws {
        let subject = String(repeating: "Zahlung überfällig 💶 ", count: 8)
        let text = try Self.message(subject: subject, name: "Müller, \"Ä\"")
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(text.contains("To: =?UTF-8?B?TcO8bGxlciwgIsOEIg==?= <ada@example.com>"))
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject:") })
        let words = lines[start...].prefix { $0.hasPrefix("Subject:") || $0.hasPrefix(" ") }
            .flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("=?UTF-8?B?") }
        #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasSuffix("?=") })
        let decoded = try words.map { word in
            // Each word alone is whole characters.
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(data: data, encoding: .utf8))
        }
        #expect(decoded.joined() == subject)
    }

    @Test(arguments: [
        String(repeating: "x", count: 800), "=?UTF-8?Q?looks_encoded?=", " space ", "two  spaces",
        String(repeating: "many words ", count: 60) + "end",
    ])
    func `keeps a subject of any kind in short lines`(subject: String) throws {
        let lines = try Self.message(subject: subject).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    }

    @Test(arguments: [
        "a\r\nBcc: eve@example.com", "a\nb", "a\rb", "a\u{0}b", "a\u{85}b", "a\u{2028}b",
    ])
    func `has no line break in its head`(text: String) throws {
        #expect(throws: MailError.self) { try Self.message(subject: text) }
        #expect(throws: MailError.self) { try Self.message(name: text) }
        #expect(throws: MailError.self) { try MailHeader("X-Test", text) }
        #expect(throws: MailError.self) { try MailHeader(text, "x") }
        #expect(throws: MailError.self) { try Self.message(to: "\(text)@example.com") }
        #expect(throws: MailError.self) { try Self.message(to: "ada@example.com\(text)") }
    }

    @Test(arguments: [
        "", "ada", "@example.com", "ada@", "ada@@example.com", "a b@example.com",
        "ada@exa mple.com",
        "<ada@example.com>", "ada@example.com>", ".ada@example.com", "a..b@example.com",
        "ada@-example.com", "ada@example..com", "ädä@example.com", "ada@exämple.com",
        "\"a b\"@example.com", "ada@[127.0.0.1]", "ada,eve@example.com",
    ])
    func `goes to no address that a server could take for another`(text: String) {
        #expect(throws: MailError.self) { try MailAddress(text) }
    }

    @Test func `may come from an address with a name`() throws {
        let address = try MailAddress(parsing: "\"Acme, Ltd\" <ar@acme.example>")
        #expect(address.text == "ar@acme.example" && address.name == "Acme, Ltd")
        #expect(try MailAddress(parsing: "ar@acme.example").name.isEmpty)
        #expect(throws: MailError.self) { try MailAddress(parsing: "A <a@b.c> <d@e.f>") }
    }

    @Test func `has no header twice`() throws {
        let header = try MailHeader("X-SES-CONFIGURATION-SET", "ar")
        #expect(try Self.message(headers: [header]).contains("X-SES-CONFIGURATION-SET: ar\r\n"))
        #expect(throws: MailError.self) { try Self.message(headers: [header, header]) }
        #expect(throws: MailError.self) { try MailHeader("Subject", "x") }
    }

    @Test func `breaks long lines of its text where nobody sees it`() throws {
        let long = String(repeating: "0123456789", count: 30)
        let text = try Self.message(text: ".\nFrom here\n\(long)\ntrailing \n=")
        let body = try #require(text.components(separatedBy: "\r\n\r\n").last)
        let lines = body.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines[0] == "=2E" && lines[1] == "=46rom here")
        #expect(body.replacing("=\r\n", with: "").contains("\(long)\r\ntrailing=20\r\n=3D\r\n"))
    }
}
