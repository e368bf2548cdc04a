import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on customers.
struct CustomerOperations: Sendable {
    static let path = "/api/v1/customers"

    private static let search = APIParameter<String>.text(
        "search", "Those whose name or code has all these words, in large or small letters.",
        1...100, example: "acme")
    private static let code = APIParameter<String>.text(
        "code", "The one with exactly this code.", 1...200, example: "C-1001")
    private static let group = APIParameter<ID<CustomerGroup>>.id(
        "group_id", "Those of one group.")
    private static let sort = APIParameter<CustomerQuestion.Sort>.choice(
        "sort", "`id`, where it is left out, is the order in which they were recorded.")
    private static let order = APIParameter<CustomerQuestion.Order>.choice(
        "order", "Ascending where it is left out.")
    private static let fields = APIParameters.fields(CustomerObjects.customer.names)
    static let id = APIParameter<String>.path("id", "The customer's id.", .id)

    private static let page = APIPage("CustomerPage", of: CustomerObjects.customer)

    let services: APIServices

    var all: [APIOperation] { [list, create, batch, one, change] }

    private var list: APIOperation {
        APIOperation(
            .get, Self.path, "listCustomers", .customers, "Lists customers",
            answer: .object(Self.page.schema)
        ) { call in
            let (customers, next) = try await services.customerRegister.list(
                call.scope, try Self.question(call))
            return .read(
                Self.page.bytes(
                    customers, next: try call.next(next?.text), try call.value(Self.fields)))
        }.with {
            $0.about = "A page of them, with what they owe today."
            $0.permission = .readReceivables
            $0.parameters = [
                Self.search.info, Self.code.info, Self.group.info, Self.sort.info,
                Self.order.info, APIParameters.limit.info, APIParameters.after.info,
                Self.fields.info,
            ]
            $0.problems = [RegisterError.foreignCursor]
        }
    }

    private static func question(_ call: APICall) throws -> CustomerQuestion {
        var question = CustomerQuestion(today: call.today)
        question.search = try call.value(search)
        question.code = try call.value(code)
        question.group = try call.value(group)
        question.sort = try call.value(sort) ?? .id
        question.order = try call.value(order) ?? .ascending
        question.limit = try call.value(APIParameters.limit) ?? APIParameters.limitStandard
        question.after = try call.place().map { try CustomerCursor($0) }
        return question
    }

    private var one: APIOperation {
        let object = CustomerObjects.customer
        return APIOperation(
            .get, "\(Self.path)/:id", "getCustomer", .customers, "One customer",
            answer: .object(object.schema)
        ) { call in
            let customer = try await services.customerRegister.customer(
                call.scope, try Self.customer(call), today: call.today)
            return .readWithState(
                object.bytes(customer, try call.value(Self.fields)),
                state: CustomerObjects.state.bytes(customer))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info, Self.fields.info]
            $0.problems = [PostingError.unknownCustomer]
        }
    }

    private var create: APIOperation {
        let object = CustomerObjects.customer
        return APIOperation(
            .post, Self.path, "createCustomer", .customers, "Creates a customer",
            answer: .created(object.schema)
        ) { call in
            let customer = try call.input(CustomerInput.self).customer
            let (services, today) = (services, call.today)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let ids = try services.customers.create(
                        call.scope, [customer], on: connection)
                    guard let id = ids.first else { throw PostingError.unknownCustomer }
                    let made = try services.customerRegister.customer(
                        call.scope, id, today: today, on: connection)
                    return OnceAnswer(
                        status: 201, body: object.bytes(made), path: "\(Self.path)/\(id)/")
                })
        }.with {
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.input = CustomerInput.schema
            $0.example = APIExamples.customer
            $0.isOnce = true
            $0.problems = Self.problems
            $0.member = NewMember.of
        }
    }

    private var batch: APIOperation {
        BatchOperation<CustomerInput>(
            path: "\(Self.path)/batch", name: "createCustomers", tag: .customers,
            summary: "Creates up to 1,000 customers", services: services,
            make: { customers, call, connection in
                try services.customers.create(
                    call.scope, customers.map(\.customer), on: connection
                ).map { "\($0)" }
            }, problems: Self.problems,
            example: APIExamples.batch(of: APIExamples.customer, "C-2001")
        ).operation
    }

    private var change: APIOperation {
        let object = CustomerObjects.customer
        return APIOperation(
            .patch, "\(Self.path)/:id", "changeCustomer", .customers, "Changes a customer",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.customer(call)
            let change = try call.input(CustomerPatch.self).change
            let (services, today) = (services, call.today)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    try services.customers.lock(call.scope, id, on: connection)
                    try call.checkMatch(
                        state: CustomerObjects.state.bytes(
                            try services.customerRegister.customer(
                                call.scope, id, today: today, on: connection)))
                    try services.customers.change(call.scope, id, change, on: connection)
                    let left = try services.customerRegister.customer(
                        call.scope, id, today: today, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                "What is left out stays as it is, and null empties it. What the customer owes is"
                + " nothing that `If-Match` looks at."
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.parameters = [Self.id.info]
            $0.input = CustomerPatch.schema
            $0.example = #"{"name": "Northwind Trading", "currency": "USD"}"#
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [
                PostingError.unknownCustomer, PostingError.unknownTerms(""),
                CustomerGroupError.unknown,
            ]
            $0.member = Self.changed
        }
    }

    /// The member of a change that an error is about; the customer is that of the address.
    @Sendable
    private static func changed(_ error: any DomainError) -> String? {
        if case PostingError.unknownCustomer = error { return nil }
        return NewMember.of(error)
    }

    /// - Throws: `PostingError.unknownCustomer` for what is no id, too.
    static func customer(_ call: APICall) throws -> CustomerID {
        try call.id(id, orThrow: PostingError.unknownCustomer)
    }

    private static var problems: [any DomainError] {
        [
            PostingError.duplicateCustomer(""), PostingError.unknownTerms(""),
            CustomerGroupError.unknown,
        ]
    }
}

extension APICall {
    /// The day where the company is.
    var today: LocalDate { scope.today(at: environment.now()) }
}
