import Kernel
import Testing

@testable import WebSupport

@Suite struct `Addresses of the network` {
    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("::1", "::1"), ("[2001:DB8::1]", "2001:db8::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
    ])
    func `are read however they are written`(_ text: String, _ shown: String) {
        #expect(NetworkAddress(text)?.description == shown)
    }

    @Test(arguments: ["", "10.0.0", "10.0.0.256", "01.2.3.4", "localhost", "1.2.3.4 ", "::g"])
    func `are nothing else`(_ text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test func `of one household count as one`() throws {
        let one = try #require(NetworkAddress("2001:db8:1:2:3:4:5:6"))
        let other = try #require(NetworkAddress("2001:db8:1:2:ffff::1"))
        let next = try #require(NetworkAddress("2001:db8:1:3::1"))
        #expect(one.neighbourhood == other.neighbourhood)
        #expect(one.neighbourhood != next.neighbourhood)
        let four = try #require(NetworkAddress("10.0.0.1"))
        #expect(four.neighbourhood == four)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
        ("10.0.0.7", "10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::8", false),
        ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
    ])
    func `are in a range or not`(_ range: String, _ address: String, _ isIn: Bool) throws {
        let address = try #require(NetworkAddress(address))
        #expect(try #require(AddressRange(range)).contains(address) == isIn)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "ten", "10.0.0.0/8/8", "::/129"])
    func `make no range otherwise`(_ range: String) {
        #expect(AddressRange(range) == nil)
    }

    @Test(arguments: [
        ("https://Books.example.com", "https://books.example.com"),
        ("https://books.example.com:443/", "https://books.example.com"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:80", "http://[::1]"),
    ])
    func `begin with an origin`(_ text: String, _ shown: String) {
        #expect(WebOrigin(text)?.description == shown)
    }

    @Test(arguments: [
        "books.example.com", "ftp://books.example.com", "https://", "https://a/b", "https://a?b",
        "https://user@a", "https://a:b", "https://a:70000", "https://a b", "null", "*",
        "https://a/\r\nb",
    ])
    func `are no origin otherwise`(_ text: String) {
        #expect(WebOrigin(text) == nil)
    }
}
