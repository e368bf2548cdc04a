import Kernel
import Receivables

extension DemoDocument {
    /// What is posted for it.
    func draft(for customer: CustomerID) throws -> DocumentDraft {
        var draft = DocumentDraft(
            kind: kind, customer: customer, number: number, date: date, dueDate: dueDate,
            amount: amount)
        draft.reference = reference
        draft.isDisputed = isDisputed
        draft.instalments = instalments.map {
            DocumentDraft.Instalment(dueDate: $0.dueDate, amount: $0.amount)
        }
        draft.lines = try lines.map { line in
            DocumentDraft.Line(
                description: line.description, quantity: ExactDecimal(line.quantity),
                unitPrice: try ExactDecimal(
                    coefficient: Int128(line.unitPrice), scale: amount.currency.decimals),
                amount: Money(minorUnits: line.amount, currency: amount.currency))
        }
        return draft
    }
}
