import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on payment terms.
struct TermsOperations: Sendable {
    private static let path = "/api/v1/payment-terms"
    private static let id = APIParameter<String>.path("id", "The terms' id.", .id)
    private static let page = APIPage("PaymentTermsPage", of: CustomerObjects.terms)

    let services: APIServices

    var all: [APIOperation] { [list, set, one] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listPaymentTerms", .customers, "Lists payment terms", Self.page
        ) { call, after, limit in
            try await services.terms.list(call.scope, after: after, limit: limit)
        }
    }

    private var one: APIOperation {
        let object = CustomerObjects.terms
        return APIOperation(
            .get, "\(Self.path)/:id", "getPaymentTerms", .customers, "Payment terms by id",
            answer: .object(object.schema)
        ) { call in
            let id: ID<PaymentTerms> = try call.id(
                Self.id, orThrow: PaymentTermsError.unknown)
            return .read(object.bytes(try await services.terms.terms(call.scope, id)))
        }.with {
            $0.permission = .readReceivables
            $0.parameters = [Self.id.info]
            $0.problems = [PaymentTermsError.unknown]
        }
    }

    private var set: APIOperation {
        let object = CustomerObjects.terms
        return APIOperation(
            .post, Self.path, "setPaymentTerms", .customers,
            "Creates payment terms, or replaces those of the name",
            answer: .object(object.schema)
        ) { call in
            let terms = try call.input(TermsInput.self).terms
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let set = try services.terms.set(call.scope, terms, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(set))
                })
        }.with {
            $0.about = "Invoices that are in the books already keep the dates that they have."
            $0.permission = .postReceivables
            $0.input = TermsInput.schema
            $0.example = APIExamples.terms
            $0.isOnce = true
            $0.problems = [PaymentTermsError.shares]
            $0.member = { error in
                guard case PaymentTermsError.shares = error else { return nil }
                return TermsInput.instalments.name
            }
        }
    }
}
