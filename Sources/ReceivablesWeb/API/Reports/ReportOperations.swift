import Formats
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on reports; the aging report has its own.
struct ReportOperations: Sendable {
    /// A report that there is.
    private struct Report: Sendable {
        let name: String
        let about: String
    }

    private static let path = "/api/v1/reports"
    private static let reports = [
        Report(name: "aging", about: "What is open on a day, by how late it is."),
        Report(name: "statement", about: "What moved a customer's balance."),
    ]
    private static let customer = APIParameter<CustomerID>.id(
        "customer_id", "Whose statement it is."
    ).required
    private static let from = APIParameter<LocalDate>.date(
        "from", "The first day; the whole history where it is left out.")
    private static let to = APIParameter<LocalDate>.date(
        "to", "The last day; today where it is left out.")

    private static let listing = APIPage(
        "ReportPage",
        of: APIObject<Report>(
            "Report", "A report that can be asked for.",
            [
                .text("name", "Its name.", .text(1...100, example: "aging")) { $0.name },
                .text("about", "What it tells.", .text(1...500, example: "What is open.")) {
                    $0.about
                },
                .text(
                    "path", "Where it is.", .text(1...200, example: "/api/v1/reports/aging/")
                ) { "\(ReportOperations.path)/\($0.name)/" },
            ]))

    let services: APIServices

    var all: [APIOperation] { [list, statement] }

    private var list: APIOperation {
        APIOperation(
            .get, Self.path, "listReports", .reports, "Lists the reports that there are",
            answer: .object(Self.listing.schema)
        ) { _ in .read(Self.listing.bytes(Self.reports, next: nil)) }.with {
            $0.permission = .readReceivables
        }
    }

    private var statement: APIOperation {
        let object = StatementObjects.statements
        return APIOperation(
            .get, "\(Self.path)/statement", "getStatement", .reports,
            "A customer's statement of account", answer: .object(object.schema)
        ) { call in
            guard let id = try call.value(Self.customer) else {
                throw QueryError.missing("customer_id")
            }
            let customer = try await services.customerRegister.customer(
                call.scope, id, today: call.today
            ).customer
            let statements = try await services.statements.statements(
                call.scope, of: customer, from: try call.value(Self.from),
                to: try call.value(Self.to) ?? call.today)
            return .read(object.bytes((customer, statements)))
        }.with {
            $0.about =
                "One for each currency in which the customer has documents. Allocations do not move"
                + " the balance and are left out."
            $0.permission = .readReceivables
            $0.parameters = [Self.customer.info, Self.from.info, Self.to.info]
            $0.problems = [
                PostingError.unknownCustomer, AgingError.dateRange, AgingError.totalTooLarge,
            ]
        }
    }
}
