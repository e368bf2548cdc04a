import Kernel
import Receivables
import Tenancy
import WebSupport

/// Pays credit back. What reads refunds reads all documents.
struct RefundOperation: Sendable {
    private static let path = "/api/v1/refunds"

    let object: APIObject<DocumentDetails>
    let services: APIServices

    var operation: APIOperation {
        APIOperation(
            .post, Self.path, "createRefund", .refunds, "Pays credit back",
            answer: .created(object.schema)
        ) { call in
            let refund = try call.input(RefundInput.self).refund
            let (services, object, today) = (services, object, call.today)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let id = try services.posting.refund(
                        call.scope, refund, today: today, on: connection)
                    let made = try services.register.document(
                        call.scope, id, .refund, on: connection)
                    return OnceAnswer(
                        status: 201, body: object.bytes(made), path: "\(Self.path)/\(id)/")
                })
        }.with {
            $0.about = "The credit is set against the refund, as far as it goes."
            $0.permission = .postReceivables
            $0.readsBack = true
            $0.input = RefundInput.schema
            $0.example = APIExamples.refund
            $0.isOnce = true
            $0.problems = [
                PostingError.unknownDocument, PostingError.notAllocatable,
                PostingError.otherCurrency,
                PostingError.settlesNothing, PostingError.tooLarge(""),
                PostingError.duplicateNumber, PostingError.noRate(""), PostingError.rate,
                PostingError.rateOfBase, PostingError.inFuture, MoneyError.overflow,
            ]
            $0.member = Self.member
        }
    }

    /// The member that an error is about.
    @Sendable
    private static func member(_ error: any DomainError) -> String? {
        switch error as? PostingError {
        case .unknownDocument, .unknownCredit, .notAllocatable: RefundInput.creditID.name
        case .settlesNothing, .moreThanOpen, .otherCurrency: DocumentMembers.amount.name
        case .inFuture: RefundInput.day.name
        default: NewMember.of(error)
        }
    }
}
