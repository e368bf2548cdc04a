import Kernel

/// Something that the database found worth a warning.
struct ImportFinding {
    let line: Int64
    let code: String
    let subject: String
    let object: String
    /// Minor units of the currency, or how many.
    let amount: Int64
    let currency: String
    /// Whether to say that `--complete` closes what the file lacks.
    var advises = true

    var sentence: String {
        switch code {
        case "duplicate": "Line \(line) repeats line \(object); it was counted once."
        case "invoice_missing":
            "Receipt \(subject) is applied to invoice \(object), which is not there yet;"
                + " that part stays unapplied until it arrives."
        case "not_allocatable":
            "Receipt \(subject) cannot be applied to invoice \(object), which is void, a"
                + " draft or in another currency; that part stays unapplied."
        case "still_applied":
            "Line \(line): receipt \(subject) stays applied to invoice \(object) with \(money), which"
                + " another file said; a line of the receipt without an invoice takes that back."
        case "over_applied":
            "Receipt \(subject) is applied to invoice \(object) with \(money) more than is open;"
                + " that part was left out."
        default: spelling ?? balance ?? aging ?? "Line \(line): \(code) \(subject) \(object)."
        }
    }

    private var spelling: String? {
        switch code {
        case "customer_zeros":
            "Customer \(subject) was taken for \(object): leading zeros seem to be lost, as"
                + " spreadsheets do."
        case "number_zeros":
            "Line \(line): number \(subject) was taken for \(object): leading zeros seem to be"
                + " lost, as spreadsheets do."
        case "looks_alike":
            "Customer “\(subject)” is written with other characters than “\(object)”, such as another"
                + " kind of blank or accent, and looks the same; it was taken for that one."
        case "alike":
            "Customers “\(subject)” and “\(object)” differ in upper and lower case only; they were"
                + " kept apart."
        case "entry_summed":
            "Line \(line): the \(amount) lines of entry \(subject) were added up."
        case "unnumbered":
            "\(count("line", "lines")) without a number got one made of kind, date and amount."
        case "rate_differs":
            "The amounts of \(count("document", "documents")) in the own currency are not those of"
                + " the rate beside them (\(named)); the amounts count."
        case "item_dates":
            "The lines of \(count("document", "documents")) bear different dates (\(named)); the"
                + " earliest one counts."
        case "taken_for_same":
            "\(count("line", "lines")) without a number \(amount == 1 ? "was" : "were") taken for what"
                + " an earlier file said: the same kind, day and amount."
        case "terms_unknown":
            "The payment terms “\(subject)” are not known; they were left out."
        default: nil
        }
    }

    private var balance: String? {
        switch code {
        case "open_exceeds":
            "Line \(line): more is open of \(subject) (\(money)) than it amounts to; the books keep"
                + " its amount."
        case "open_opposite":
            "Line \(line): \(subject) is overpaid by \(money); the books keep it as paid in full."
        case "open_grew":
            "More is open of \(count("document", "documents")) than a list of an earlier day says"
                + " (\(named)); the later list counts, also for \(object)."
        case "assumed":
            "\(count("payment", "payments")) without a date of \(amount == 1 ? "its" : "their") own"
                + " \(amount == 1 ? "counts" : "count") from "
                + (subject == object ? "\(subject)." : "\(subject) to \(object).")
        case "not_listed":
            "\(count("document is", "documents are")) open in the books on \(object) and not in the"
                + " file: \(named).\(advice)"
        case "closed":
            "\(count("document", "documents")) that the file no longer lists"
                + " \(amount == 1 ? "was" : "were") closed on \(object): \(named)."
        default: nil
        }
    }

    private var aging: String? {
        switch code {
        case "only_compared":
            "\(count("customer has", "customers have")) documents of their own in the books; the"
                + " list's amounts were compared with them and not booked."
        case "newer_list":
            "For \(count("customer", "customers")) a newer aging list has been imported; what this one"
                + " says of them counts until the day of that."
        case "beside_estimates":
            "\(count("customer has", "customers have")) documents here of before the day of an aging"
                + " list whose estimates still count; import an open list of a day to replace them."
        case "estimates_stand":
            "\(count("customer", "customers")) whom the list does not name keep the balance of an"
                + " earlier list.\(advice)"
        default: nil
        }
    }

    /// Only a list of everything that is open says that the rest is not.
    private var advice: String {
        advises
            ? " If the file lists all that is open, --complete closes"
                + " \(amount == 1 ? "it" : "them")." : ""
    }

    /// The first few, and that there are more.
    private var named: String { amount > 3 ? "\(subject) and \(amount - 3) more" : subject }

    private func count(_ one: String, _ many: String) -> String {
        "\(amount) \(amount == 1 ? one : many)"
    }

    private var money: String {
        let decimals = Currency.find(currency)?.decimals ?? 2
        return "\(currency) \(DecimalText.formatMinorUnits(amount, decimals: decimals))"
    }
}
