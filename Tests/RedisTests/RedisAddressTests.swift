import Redis
import Testing

@Suite
struct `Where Redis is` {
    @Test(arguments: [
        ("redis://localhost", "localhost:6379"),
        ("redis://redis.example.com:7000/3", "redis.example.com:7000"),
        ("redis://:s%40cret@10.0.0.1:6379/0", "10.0.0.1:6379"),  // not a secret
        ("redis://user:secret@[::1]:6380", "::1:6380"),  // not a secret
        ("unix:///run/redis/redis.sock", "/run/redis/redis.sock"),
    ])
    func `is read, and shown without its password`(text: String, shown: String) throws {
        let address = try #require(RedisAddress(text))
        #expect("\(address)" == shown)
        #expect(String(reflecting: address) == shown)
        #expect("\(Mirror(reflecting: address).children.count)" == "0")
    }

    @Test(arguments: [
        "", "localhost", "redis://", "http://localhost", "redis://host:0", "redis://host:70000",
        "redis://host/x", "redis://host/-1", "redis://host/5000", "redis://host?x=1", "unix://",
        "unix://redis.sock", "rediss://host",
    ])
    func `is refused where it is no such address`(text: String) {
        #expect(RedisAddress(text) == nil)
    }
}
