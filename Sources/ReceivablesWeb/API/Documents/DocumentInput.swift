import Kernel
import Receivables
import WebSupport

/// A document that a request brings.
protocol DocumentInput: APIInput {
    /// What may be wrong with it besides what may be wrong with every document.
    static var problems: [any DomainError] { get }

    var document: NewDocument { get }
}

extension DocumentInput {
    static var problems: [any DomainError] { [] }
}
