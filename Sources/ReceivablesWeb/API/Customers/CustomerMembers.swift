import Kernel
import Receivables
import WebSupport

/// The members of customers that requests bring.
enum CustomerMembers {
    static let code = APIMember<String>.line(
        "code", "What files and other systems call the customer; no two have the same.", 1...200,
        example: "C-1001"
    ).required
    static let name = APIMember<String>.line("name", "Its name.", 1...500, example: "Acme Ltd")
    static let group = APIMember<ID<CustomerGroup>>.id(
        "group_id", "The group that it belongs to; null for none."
    ).orNull
    /// Terms that a file has brought may be called by several lines.
    static let terms = MasterMembers.text(
        "terms", "The name of its payment terms; null for none: invoices are due at once.", 1...200,
        example: "Net 30"
    ).orNull
    static let currency = APIMember<Currency>.currency(
        "currency", "The currency that it is usually invoiced in; null for the company's."
    ).orNull
}
