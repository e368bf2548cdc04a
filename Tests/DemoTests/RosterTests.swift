import BooksTestSupport
import Demo
import Kernel
import Receivables
import Testing

@Suite struct `The demonstration's customers` {
    let customers: [DemoCustomer]

    init() throws {
        customers = try `The demonstration's story`.story("2026-11-21").customers
    }

    @Test func `are 150, told apart by code and name`() {
        #expect(customers.count == 150)
        #expect(Set(customers.map(\.code)).count == 150)
        #expect(Set(customers.map(\.name)).count == 150)
    }

    @Test func `can be written to nowhere`() {
        for contact in customers.flatMap(\.contacts) {
            #expect(contact.email.hasSuffix("@example.com"))
            if let phone = contact.phone { #expect(phone.hasPrefix("+1 202 555 01")) }
        }
    }

    @Test func `have names that software gets wrong`() {
        let names = customers.map(\.name)
        #expect(names.contains { $0.contains("&") })
        #expect(names.contains { $0.contains("'") })
        #expect(names.contains { $0.contains("ß") })
        #expect(
            names.contains { $0.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) } })
    }

    @Test func `show every habit, size and kind of terms`() {
        #expect(Set(customers.map(\.habit)) == Set(PaymentHabit.allCases))
        #expect(Set(customers.map(\.size)) == Set(CustomerSize.allCases))
        #expect(Set(customers.map(\.terms)) == Set(DemoTerms.allCases))
        #expect(customers.contains { $0.prepays })
    }
}
