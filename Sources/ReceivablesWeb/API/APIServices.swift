package import Receivables
package import Tenancy

/// What the API's operations on receivables work with.
package struct APIServices: Sendable {
    package let once: OnceService
    package let register: DocumentRegister
    package let posting: PostingService

    package init(once: OnceService, register: DocumentRegister, posting: PostingService) {
        self.once = once
        self.register = register
        self.posting = posting
    }
}
