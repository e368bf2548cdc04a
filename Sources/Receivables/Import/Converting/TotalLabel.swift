import Kernel

/// The label of a row that sums up others.
enum TotalLabel: Hashable {
    /// `TOTAL`: of all rows so far.
    case grand
    /// `Total for Acme`: of a section, by its name in small letters.
    case section(String)
    /// `Subtotal`: of the section in which it stands.
    case current
    /// `Percentage of total`: says nothing that could be checked.
    case share

    init?(_ label: String) {
        guard Self.mayBe(label) else { return nil }
        let text = label.lowercased().trimmedOfBlanks
        let name = HeaderName.normalized(text)
        if Self.grandNames.contains(name) || Self.isGrandInCurrency(text) {
            self = .grand
        } else if Self.currentNames.contains(name) {
            self = .current
        } else if name.hasPrefix("percentageoftotal") || name.hasPrefix("percentoftotal")
            || name == "percentage" || name == "oftotal" || name == "inprozent"
            || name == "ageingpercent" || name == "agingpercent"
        {
            self = .share
        } else if let section = Self.section(text) {
            self = .section(section)
        } else {
            return nil
        }
    }

    /// `Total (LCY)`, `Total USD`, `Grand total (EUR)`.
    private static func isGrandInCurrency(_ text: String) -> Bool {
        guard text.hasPrefix("total") || text.hasPrefix("grand total") else { return false }
        let last = text.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == ":" }.last ?? ""
        guard last == "lcy" || last == "fcy" || last == "bcy" || Currency.find(last) != nil else {
            return false
        }
        return ["total", "totalin", "grandtotal", "grandtotalin"].contains(
            String(HeaderName.normalized(text).dropLast(3)))
    }

    /// Names are compared in small letters.
    static func key(_ label: String) -> String { label.lowercased().trimmedOfBlanks }

    private static func section(_ text: String) -> String? {
        var rest = text[...]
        if let prefix = prefixes.first(where: text.hasPrefix) {
            rest = rest.dropFirst(prefix.count)
        } else if let suffix = suffixes.first(where: text.hasSuffix) {
            rest = rest.dropLast(suffix.count)
        } else {
            return nil
        }
        for suffix in furtherSuffixes where rest.hasSuffix(suffix) {
            rest = rest.dropLast(suffix.count)
        }
        let name = String(rest).trimmedOfBlanks
        return name.isEmpty ? nil : name
    }

    /// Few labels need a closer look.
    private static func mayBe(_ label: String) -> Bool {
        let bytes = label.utf8
        guard let first = bytes.first, bytes.count >= 3 else { return false }
        switch first | 0x20 {
        case UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "g"), UInt8(ascii: "z"),
            UInt8(ascii: "i"), UInt8(ascii: "r"), UInt8(ascii: "o"), UInt8(ascii: "c"),
            UInt8(ascii: "p"), UInt8(ascii: "a"), UInt8(ascii: "%"):
            return true
        default:
            return bytes.suffix(9).elementsEqual("Subtotal:".utf8)
                || bytes.suffix(6).contains { $0 | 0x20 == UInt8(ascii: "t") }
        }
    }

    private static let prefixes = [
        "total for ", "totals for ", "subtotal for ", "sub-total for ", "subtotal: ",
        "total général ", "total pour ", "total: ", "total - ", "sous-total ", "subtotal ",
        "sub total ", "sub-total ", "total ", "totale ", "totaal ", "summe für ", "summe ",
        "zwischensumme ", "gesamt ", "customer total: ", "customer total ",
    ]
    private static let suffixes = [
        " subtotal", " sub-total", ": total", " - total", " total", " totals", " totals:",
        " total:", " gesamt", " summe",
    ]
    private static let furtherSuffixes = [
        " with sub-customers", " with subcustomers", " with sub-jobs", " including sub-customers",
        ":",
    ]
    private static let grandNames: Set<String> = [
        "total", "totals", "grandtotal", "grandtotals", "totalgeneral", "totalgénéral", "summe",
        "gesamt", "gesamtsumme", "insgesamt", "totale", "totaal", "reporttotal", "reporttotals",
        "overalltotal", "sum", "totaux", "totalgeneraal", "totalegenerale", "closingbalance",
        "totalreceivables", "totalaccountsreceivable", "totaloutstanding", "totalar",
        "totalallcustomers", "alltotals", "totalunpaid", "totalcustomers", "customertotals",
        "totalopenbalance", "endsumme", "totalinvoices",
    ]
    private static let currentNames: Set<String> = [
        "subtotal", "subtotals", "zwischensumme", "soustotal", "customertotal", "accounttotal",
        "totalforcustomer", "subtotaal", "totalcustomer",
    ]
}
