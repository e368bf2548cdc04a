import Kernel
import Testing

@testable import Outbound

@Suite struct `What may be asked outside` {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1", "198.19.255.1",
        "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::a00:1", "2001:db8::1",
        "2001::1", "2002:7f00:1::", "3fff::1",
    ])
    func `is not within a network of ours`(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1",
        "169.253.1.1", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8",
    ])
    func `is on the public internet`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "https://127.0.0.1/", "https://localhost/", "https://2130706433/", "https://0x7f.1/",
        "https://127.1/", "https://0177.0.0.1/", "https://0/", "https://10.0.0.1:8443/x",
        "https://169.254.169.254/latest/meta-data/", "http://8.8.8.8/",
    ])
    func `is found out by where a name leads, however it is spelled`(url: String) async throws {
        let target = try OutboundTarget(url)
        await #expect(throws: OutboundError.self) {
            try await OutboundGuard().address(of: target)
        }
    }

    @Test(arguments: [
        "", "x", "ftp://example.com/", "file:///etc/passwd", "https://",
        "https://user@example.com/",
        "https://example.com:0/", "https://example.com:99999/", "https://exa mple.com/",
        "https://[::1]/", "https://example.com\\@127.0.0.1/", "https://example.com/#x",
        "https://ex\u{E4}mple.com/", "https://example.com/\r\nX: y", "gopher://127.0.0.1:25/_x",
    ])
    func `is written as an address should be`(url: String) {
        #expect(throws: OutboundError.self) { try OutboundTarget(url) }
    }

    @Test func `is refused alike whether there is such a host or not`() {
        let (unknown, inside) = (
            OutboundError.unknownHost("db.internal"), OutboundError.notAllowed(host: "db.internal")
        )
        #expect(unknown.userMessage == inside.userMessage)
        #expect(unknown.code == inside.code && unknown.kind == inside.kind)
    }

    @Test func `may be this machine where a setting for trials says so`() async throws {
        let limits = OutboundGuard(allowsLoopback: true)
        let own = try await limits.address(of: try OutboundTarget("http://127.0.0.1:9/x"))
        #expect(own.description == "127.0.0.1")
        // Nothing else of what is not public.
        let other = try OutboundTarget("http://10.0.0.1/")
        await #expect(throws: OutboundError.self) { try await limits.address(of: other) }
        #expect(
            try OutboundTarget("HTTPS://Example.COM:444/a?b=c").text
                == "https://example.com:444/a?b=c")
    }
}
