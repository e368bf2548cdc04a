import Testing
import Webhooks

@Suite struct `The pause before something is sent again` {
    @Test func `grows from seconds to half a day, for three days in all`() {
        var total: Duration = .zero
        var last: Duration = .zero
        for attempt in 1...14 {
            guard let pause = WebhookPatience.pause(afterAttempt: attempt, chance: 0) else {
                Issue.record("given up after \(attempt)")
                return
            }
            #expect(pause >= last)
            last = pause
            total += pause
        }
        #expect(WebhookPatience.pause(afterAttempt: 15, chance: 0) == nil)
        #expect(WebhookPatience.pause(afterAttempt: 1, chance: 0) == .seconds(5))
        #expect(total >= .seconds(3 * 86_400) && total <= .seconds(4 * 86_400))
        #expect(WebhookPatience.pause(afterAttempt: 1, chance: 1) == .seconds(5.5))
    }

    @Test func `of an endpoint is a minute at most`() {
        #expect(WebhookPatience.rest(afterFailures: 2) == .zero)
        #expect(WebhookPatience.rest(afterFailures: 3) == .seconds(1))
        #expect(WebhookPatience.rest(afterFailures: 5) == .seconds(4))
        #expect(WebhookPatience.rest(afterFailures: 99) == .seconds(60))
    }

    @Test func `does not change what is signed`() {
        // As openssl computes it: printf '1.{}' | openssl dgst -sha256 -hmac key
        let signature = WebhookSecret.signature(
            of: Array("{}".utf8), at: 1, with: [WebhookSecret(text: "key")])
        #expect(signature == "t=1,v1=" + Self.expected)
    }

    private static let expected = "1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224"
}
