import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations on exchange rates.
struct RateOperations: Sendable {
    private static let path = "/api/v1/rates"
    private static let currency = APIParameter<Currency>.currency(
        "currency", "Those of one currency.")
    private static let page = APIPage("RatePage", of: SettlingObjects.rate)

    let services: APIServices

    var all: [APIOperation] { [list, set] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listRates", .settling, "Lists exchange rates", Self.page,
            .readReceivables, filters: [Self.currency.info]
        ) { call in
            let after = try call.place().map { try RateCursor($0) }
            let (rates, next) = try await services.rates.list(
                call.scope, of: try call.value(Self.currency), after: after,
                limit: try call.limit())
            return (rates, next?.text)
        }.with {
            $0.about = "By currency and day."
            $0.problems = [RegisterError.foreignCursor]
        }
    }

    private var set: APIOperation {
        let object = SettlingObjects.rate
        return APIOperation(
            .post, Self.path, "setRate", .settling, "Sets an exchange rate",
            answer: .object(object.schema)
        ) { call in
            let rate = try call.input(RateInput.self).rate
            let services = services
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    try services.rates.set(call.scope, rate, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(rate))
                })
        }.with {
            $0.about =
                "A rate of the same day is replaced. Documents that are in the books keep the rate"
                + " that they were posted with."
            $0.permission = .postReceivables
            $0.input = RateInput.schema
            $0.example = APIExamples.rate
            $0.isOnce = true
            $0.problems = [PostingError.rate, PostingError.rateOfBase]
            $0.member = NewMember.of
        }
    }
}
