import Mail
import Testing

@Suite struct `The address of a mail server` {
    @Test func `says host, port and how it is encrypted`() throws {
        let starting = try SMTPSettings(url: "smtp://mail.example.com")
        #expect(starting.host == "mail.example.com" && starting.port == 587)
        #expect(starting.encryption == .startTLS && starting.user == nil)
        let implicit = try SMTPSettings(url: "smtps://a%40b:p%3Aq@mail.example.com/")
        #expect(implicit.port == 465 && implicit.encryption == .implicit)
        #expect(implicit.user == "a@b")
        let plain = try SMTPSettings(url: "smtp://[::1]:2525", isPlain: true)
        #expect(plain.host == "[::1]" && plain.port == 2_525 && plain.encryption == .none)
    }

    @Test(arguments: [
        "", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://:587",
        "smtp://mail.example.com:0", "smtp://mail.example.com:x", "smtp://mail.example.com:70000",
        "smtp://user@mail.example.com", "smtp://u:%zz@mail.example.com",
        "smtp://u:a%0d%0ab@mail.example.com", "smtp://mail.example.com/path",
        "smtp://mail example.com",
    ])
    func `is refused where it is none`(url: String) {
        #expect(throws: MailError.self) { try SMTPSettings(url: url) }
    }

    @Test func `sends no password in clear to another machine`() throws {
        let url = "smtp://u:pw@mail.example.com"
        #expect(throws: MailError.self) { try SMTPSettings(url: url, isPlain: true) }
        _ = try SMTPSettings(url: "smtp://u:pw@127.0.0.1:25", isPlain: true)
        #expect(throws: MailError.self) {
            try SMTPSettings(url: "smtps://mail.example.com", isPlain: true)
        }
    }

    @Test func `never shows its password`() throws {
        let settings = try SMTPSettings(url: "smtp://u:topsecret@mail.example.com")
        #expect(!"\(settings)".contains("topsecret"))
        do {
            _ = try SMTPSettings(url: "smtp://u:topsecret@mail.example.com:99999")
        } catch { #expect(!"\(error)".contains("topsecret")) }
    }
}
