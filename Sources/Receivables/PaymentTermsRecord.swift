package import Kernel

/// Payment terms as they are kept.
package struct PaymentTermsRecord: Sendable {
    package let id: ID<PaymentTerms>
    package let terms: PaymentTerms
}
