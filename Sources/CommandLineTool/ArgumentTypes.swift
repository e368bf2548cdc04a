import ArgumentParser
import Kernel
import Receivables

// Each argument type says in its own words what it expects: the parser prints the sentence.

extension LocalDate: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

extension Instant: ExpressibleByArgument {
    package init?(argument: String) {
        guard let instant = try? Instant(iso: argument) else { return nil }
        self = instant
    }
}

extension AgingBasis: ExpressibleByArgument {}
extension AgingRequest.Rows: ExpressibleByArgument {}
extension AgingRequest.Unapplied: ExpressibleByArgument {}
