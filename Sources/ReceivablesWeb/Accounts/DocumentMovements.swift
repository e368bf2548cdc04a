import Kernel
import Receivables
import WebSupport

/// What moved a document, in one of two orders, with the balance after each.
struct DocumentMovements {
    struct Tab {
        let title: String
        let link: String
        let isCurrent: Bool
    }

    struct Row {
        let date: String
        let isLater: Bool
        let recorded: String
        let machineTime: String
        let kind: String
        let cause: String?
        let part: Int?
        let otherKind: String?
        let otherNumber: String?
        let otherLink: String?
        let amount: AmountCell
        let balance: AmountCell
        let base: AmountCell?
        let baseBalance: AmountCell?
    }

    let tabs: [Tab]
    let hasParts: Bool
    let isForeign: Bool
    let currency: String
    let baseCurrency: String
    let rows: [Row]
    let pager: Pager
    let exports: ExportLinks

    init(
        _ record: DocumentRecord, of question: DocumentQuestion, _ paths: AccountPaths,
        _ figures: AccountFigures
    ) {
        func link(_ order: DocumentMovement.Order, page: String? = nil) -> String {
            paths.document(
                record.id,
                [("order", order == .effective ? nil : order.rawValue), ("page", page)])
        }
        let isForeign = record.currency != figures.currency
        let hasParts = record.instalments.count > 1
        tabs = DocumentMovement.Order.allCases.map { order in
            Tab(
                title: order == .effective ? "By effective date" : "As recorded",
                link: link(order), isCurrent: order == question.order)
        }
        self.isForeign = isForeign
        self.hasParts = hasParts
        currency = record.currency.code
        baseCurrency = figures.currency.code
        rows = record.movements.map { movement in
            Row(
                date: figures.date(movement.effectiveOn),
                isLater: movement.effectiveOn > question.asOf,
                recorded: figures.time(movement.recordedAt),
                machineTime: figures.machine(movement.recordedAt), kind: movement.kind.name,
                cause: movement.cause.name, part: hasParts ? movement.instalment : nil,
                otherKind: movement.otherKind?.name, otherNumber: movement.otherNumber,
                otherLink: movement.other.map { paths.document($0) },
                amount: figures.cell(movement.amount, record.currency),
                balance: figures.cell(movement.balance, record.currency),
                base: isForeign ? figures.cell(movement.baseAmount) : nil,
                baseBalance: isForeign ? figures.cell(movement.baseBalance) : nil)
        }
        pager = Pager(
            count: record.movementCount, page: question.page, pageSize: AccountView.pageSize,
            noun: ("movement", "movements"), figures
        ) { link(question.order, page: $0) }
        let order = question.order == .effective ? nil : question.order.rawValue
        exports = ExportLinks(of: "Movements") { ending in
            paths.documentFile(record.id, "movements.\(ending)", [("order", order)])
        }
    }
}
