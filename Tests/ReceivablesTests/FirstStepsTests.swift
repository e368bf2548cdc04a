import Testing

@testable import Receivables

@Suite
struct `The first steps of a tenant` {
    @Test(arguments: [
        (false, false, false, FirstSteps.Step.importInvoices),
        (true, false, false, .importReceipts),
        (true, true, false, .addContacts), (true, false, true, .importReceipts),
        (false, true, true, .importInvoices), (true, true, true, nil),
    ])
    func `lead to the next one that is not done`(
        _ invoices: Bool, _ receipts: Bool, _ contacts: Bool, _ next: FirstSteps.Step?
    ) {
        let steps = FirstSteps(
            hasInvoices: invoices, hasReceipts: receipts, hasContacts: contacts)
        #expect(steps.next == next)
        #expect(steps.isDone(.importInvoices) == invoices)
        #expect(steps.isDone(.importReceipts) == receipts)
        #expect(steps.isDone(.addContacts) == contacts)
    }
}
