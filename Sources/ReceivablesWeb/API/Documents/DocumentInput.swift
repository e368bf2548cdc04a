import Receivables
import WebSupport

/// A document that a request brings.
protocol DocumentInput: APIInput {
    var document: NewDocument { get }
}
