import Tenancy
import Testing

@Suite
struct `A tenant's name` {
    @Test(arguments: [
        "a", "acme", "acme-2", "a-", "a--b", String(repeating: "z", count: TenantName.lengthMax),
    ])
    func `has lower-case letters, digits and hyphens`(text: String) throws {
        #expect(try TenantName(text).text == text)
    }

    @Test(
        arguments: [
            "", " ", "Acme", "1acme", "-acme", "acme_eu", "acme.eu", "acme ", "münchen", "ａcme",
            "a;drop schema public", "a\"b", "a'b", "a\0b", "a\nb", "../etc", "😀",
            String(repeating: "z", count: TenantName.lengthMax + 1),
        ])
    func `is refused otherwise`(text: String) {
        #expect { try TenantName(text) } throws: { error in
            guard case TenancyError.invalidName(text)? = error as? TenancyError else {
                return false
            }
            return true
        }
    }
}
