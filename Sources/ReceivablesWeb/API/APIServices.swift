package import Receivables
package import Tenancy

/// What the API's operations on receivables work with.
package struct APIServices: Sendable {
    package let once: OnceService
    package let register: DocumentRegister
    package let posting: PostingService
    package let joint: JointPosting
    package let customers: CustomerService
    package let customerRegister: CustomerRegister
    package let contacts: ContactService
    package let groups: CustomerGroupService
    package let terms: PaymentTermsService
    package let settling: SettlingRegister
    package let rates: RateService
    package let statements: StatementService

    package init(
        once: OnceService, register: DocumentRegister, posting: PostingService,
        joint: JointPosting,
        customers: CustomerService, customerRegister: CustomerRegister, contacts: ContactService,
        groups: CustomerGroupService, terms: PaymentTermsService,
        settling: SettlingRegister, rates: RateService, statements: StatementService
    ) {
        self.once = once
        self.register = register
        self.posting = posting
        self.joint = joint
        self.customers = customers
        self.customerRegister = customerRegister
        self.contacts = contacts
        self.groups = groups
        self.terms = terms
        self.settling = settling
        self.rates = rates
        self.statements = statements
    }
}
