import Kernel
import Receivables
import WebSupport

/// The filters and orders of lists of documents.
struct DocumentListParameters: Sendable {
    static let about = """
        A page of them. Filters by date come in the order of that date, which is taken where \
        none is asked for; open and overdue invoices come by date or due date, by the oldest \
        part that is open, overdue ones by date only where they are filtered by it. What an \
        import brought comes by id, and is filtered by no date and no status but `void`.
        """

    private static let customer = APIParameter<CustomerID>.id(
        "customer_id", "Those of one customer.")
    private static let number = APIParameter<String>.text(
        "number", "Those with exactly this number.", 1...200, example: "R-1042")
    /// What cannot be overdue is not asked for it.
    private var status: APIParameter<RegisterQuestion.Status> {
        let canBeOverdue = words.kind.canBeOverdue
        let found = RegisterQuestion.Status.allCases.filter { canBeOverdue || $0 != .overdue }
        let overdue = canBeOverdue ? "; `overdue`: part of that is past due" : ""
        return APIParameter<RegisterQuestion.Status>.choice(
            "status", "`open`: not all of it is settled\(overdue)."
        ).described(as: .words(found.map(\.rawValue)))
    }
    private static let importID = APIParameter<ID<ImportHistoryEntry>>.id(
        "import_id", "Those that one import brought.")
    private static let dateFrom = APIParameter<LocalDate>.date("date_from", "Of that day or later.")
    private static let dateTo = APIParameter<LocalDate>.date("date_to", "Of that day or earlier.")
    private static let dueFrom = APIParameter<LocalDate>.date("due_from", "Due that day or later.")
    private static let dueTo = APIParameter<LocalDate>.date("due_to", "Due that day or earlier.")
    private static let sort = APIParameter<RegisterQuestion.Sort>.choice(
        "sort",
        "`id` is the order in which their posting began. `amount` goes by how many of the"
            + " smallest unit of its own currency a document is of, whatever they are worth: 500 JPY"
            + " (500) stands below 30.00 USD (3,000), and that below 4.000 KWD (4,000).")
    private static let order = APIParameter<RegisterQuestion.Order>.choice(
        "order", "Descending where it is left out.")

    let words: DocumentWords
    let fields: APIParameter<Set<String>>

    init(words: DocumentWords, names: [String]) {
        self.words = words
        fields = APIParameters.fields(names)
    }

    var all: [APIParameterInfo] {
        [
            Self.customer.info, Self.number.info, status.info, Self.importID.info,
            Self.dateFrom.info, Self.dateTo.info, Self.dueFrom.info, Self.dueTo.info,
            Self.sort.info, Self.order.info, APIParameters.limit.info, APIParameters.after.info,
            fields.info,
        ]
    }

    func question(_ call: APICall) throws -> RegisterQuestion {
        var question = RegisterQuestion(
            kind: words.kind, today: call.scope.today(at: call.environment.now()))
        question.customer = try call.value(Self.customer)
        question.number = try call.value(Self.number)
        question.status = try call.value(status)
        question.importID = try call.value(Self.importID)?.rawValue
        question.dateFrom = try call.value(Self.dateFrom)
        question.dateTo = try call.value(Self.dateTo)
        question.dueFrom = try call.value(Self.dueFrom)
        question.dueTo = try call.value(Self.dueTo)
        question.sort = try call.value(Self.sort)
        question.order = try call.value(Self.order) ?? .descending
        question.limit = try call.value(APIParameters.limit) ?? APIParameters.limitStandard
        question.after = try call.value(APIParameters.after).map { try DocumentCursor($0) }
        return question
    }
}
