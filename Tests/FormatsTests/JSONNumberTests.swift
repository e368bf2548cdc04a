import Testing

@testable import Formats

@Suite struct `A number of a JSON document` {
    @Test(
        arguments: [
            ("1.25e2", "125"), ("1.250E+1", "12.50"), ("-5e-3", "-0.005"), ("0e0", "0"),
            ("12", "12"), ("0.10", "0.10"), ("1e401", nil), ("1e-401", nil),
            ("1e9223372036854775807", nil), ("1e-9223372036854775807", nil),
            ("1e-9223372036854775808", nil), ("-1e-9223372036854775808", nil),
            ("1e9223372036854775808", nil), ("0e99999999999999999999999999", nil),
        ] as [(String, String?)])
    func `loses its exponent, or is none that anybody has`(text: String, plain: String?) {
        #expect(JSONNumber.plain(text) == plain)
    }
}
