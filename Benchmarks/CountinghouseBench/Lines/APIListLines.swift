import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Pages of 100 invoices at random places of the list, for every order and filter that is
/// offered.
struct APIListLines {
    private static let pages = 60
    private static let secondsMax = 0.015

    let site: Site
    let scope: Scope
    let server: Server
    let key: String

    /// A question, and the place in its order that a document stands at.
    private struct List {
        let query: String
        let sort: String
        /// The key of `d`, a document, or of `i`, its open item.
        let place: Query
        var status: RegisterQuestion.Status?
        var isOpen: Bool { status == .open || status == .overdue }

        /// What ends a cursor of it.
        var mark: UInt32 {
            var question = RegisterQuestion(kind: .invoice, today: .min)
            question.status = status
            return question.list
        }
    }

    private static let lists: [List] = [
        List(query: "sort=id", sort: "id", place: "d.id"),
        List(query: "sort=date", sort: "date", place: "d.document_on - DATE '2000-01-01'"),
        List(query: "sort=due_date", sort: "due_date", place: "d.due_on - DATE '2000-01-01'"),
        List(query: "sort=amount", sort: "amount", place: "d.amount"),
        List(
            query: "status=settled&sort=date", sort: "date",
            place: "d.document_on - DATE '2000-01-01'", status: .settled),
        List(
            query: "status=settled&sort=amount", sort: "amount", place: "d.amount",
            status: .settled),
        List(
            query: "status=open&sort=date", sort: "date",
            place: "i.document_on - DATE '2000-01-01'", status: .open),
        List(
            query: "status=overdue", sort: "due_date", place: "i.due_on - DATE '2000-01-01'",
            status: .overdue),
    ]

    func run() async throws -> [Measurement] {
        let connection = try server.connect()
        let fields = "Authorization: Bearer \(key)\r\n"
        var lines: [Measurement] = []
        for list in Self.lists {
            for order in ["asc", "desc"] {
                var times: [Double] = []
                for place in try await places(list) {
                    let path =
                        "/api/v1/invoices/?\(list.query)&order=\(order)&limit=100"
                        + "&after=\(list.sort).\(order).\(place).\(list.mark)"
                    times.append(
                        try Timing.measure { _ = try connection.text(path, fields: fields) })
                }
                let first = try Timing.measure {
                    _ = try connection.text(
                        "/api/v1/invoices/?\(list.query)&order=\(order)&limit=100", fields: fields)
                }
                lines.append(
                    .time(
                        "\(list.query), \(order): any page; the first"
                            + " \(Figure.milliseconds(first)) ms",
                        Timing.median(times), atMost: Self.secondsMax))
            }
        }
        for query in ["sort=date", "status=settled&sort=date"] {
            lines.append(try await ofCustomers(query, connection, fields))
        }
        return lines
    }

    /// The lists of single customers.
    private func ofCustomers(
        _ query: String, _ connection: HTTPConnection, _ fields: String
    ) async throws -> Measurement {
        let rows = try await site.tenantDatabase.read(
            scope, "SELECT id FROM ar_customer ORDER BY random() LIMIT \(Int64(Self.pages))")
        let times = try rows.map { row in
            let path = "/api/v1/invoices/?\(query)&limit=100&customer_id=\(try row.int64(0))"
            return try Timing.measure { _ = try connection.text(path, fields: fields) }
        }
        return .time("customer_id=…&\(query)", Timing.median(times), atMost: Self.secondsMax)
    }

    /// Random places of a list, and its last one.
    private func places(_ list: List) async throws -> [String] {
        let documents: Query =
            list.isOpen
            ? """
            ar_open_item AS i JOIN ar_document AS d ON d.id = i.document_id AND i.documents = 1
            """ : "ar_document AS d"
        let rows = try await site.tenantDatabase.read(
            scope,
            """
            (SELECT (\(fragment: list.place))::text || '.' || d.id FROM \(fragment: documents)
                WHERE d.kind = 1 ORDER BY random() LIMIT \(Int64(Self.pages)))
            UNION ALL
            (SELECT (\(fragment: list.place))::text || '.' || d.id FROM \(fragment: documents)
                WHERE d.kind = 1 ORDER BY \(fragment: list.place), d.id OFFSET 99 LIMIT 1)
            """)
        return try rows.map { try $0.string(0) }
    }
}
