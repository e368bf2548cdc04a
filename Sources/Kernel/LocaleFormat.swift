/// Writes amounts, numbers and dates as the people of a country do.
///
/// It covers the locales of `supported` from a small built-in table, so that a server needs no
/// 30 MB of language data for figures.
package struct LocaleFormat: Sendable {
    private let rules: LocaleRules

    /// The format of a locale such as `de-CH`, `de_CH.UTF-8` or `de`.
    ///
    /// An unknown region falls back to the language's main country, an unknown language to en-US.
    package init(_ identifier: String) {
        rules = LocaleFormat.rules(for: identifier)
    }

    /// The locales with a format of their own.
    package static var supported: [String] { LocaleRules.table.map(\.identifier) }

    /// The locale that is really used, for example `de-CH`.
    package var identifier: String { rules.identifier }

    /// The sign between whole part and decimals of a plain number.
    package var decimalSeparator: String { rules.decimal }

    /// The sign between the groups of a plain number.
    package var groupSeparator: String { rules.group }

    /// The order in which this locale writes dates: a good guess for its people's files.
    package var dateOrder: DateOrder {
        switch rules.datePattern.first {
        case "y": .ymd
        case "M": .mdy
        default: .dmy
        }
    }

    /// The sign of a currency in this locale, or its code: `$`, `US$`, `KWD`.
    package func symbol(of currency: Currency) -> String {
        rules.symbol(of: currency)
    }

    /// An amount with its currency: `-$1,234.50`, `-1.234,50 €`.
    package func format(_ money: Money) -> String {
        let digits = grouped(
            money.minorUnits, decimals: money.currency.decimals,
            decimal: rules.currencyDecimal, group: rules.currencyGroup)
        let symbol = rules.symbol(of: money.currency)
        let minus = money.isNegative ? rules.minus : ""
        let space = "\u{A0}"
        switch rules.currencyPattern {
        case .prefix:
            let gap = symbol.last?.isLetter ?? false ? space : ""
            return minus + symbol + gap + digits
        case .prefixSpaced:
            return minus + symbol + space + digits
        case .prefixBeforeMinus:
            return symbol + (money.isNegative ? minus : space) + digits
        case .prefixSpacedBeforeMinus:
            return symbol + space + minus + digits
        case .suffix:
            return minus + digits + space + symbol
        }
    }

    /// An amount without its currency: `-1,234.50`.
    ///
    /// - Parameter decimals: 0…18.
    package func format(minorUnits: Int64, decimals: Int) -> String {
        let digits = grouped(
            minorUnits, decimals: decimals, decimal: rules.decimal, group: rules.group)
        return minorUnits < 0 ? rules.minus + digits : digits
    }

    /// A whole number: `1,234`.
    package func format(_ number: Int) -> String {
        format(minorUnits: Int64(number), decimals: 0)
    }

    /// A date in digits: `9/30/2026`, `30.09.2026`.
    package func format(_ date: LocalDate) -> String {
        let (year, month, day) = date.components
        var text = ""
        var rest = rules.datePattern[...]
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest[run.endIndex...]
            switch letter {
            case "y": text += LocaleFormat.padded(year, to: 4)
            case "M": text += LocaleFormat.padded(month, to: run.count)
            case "d": text += LocaleFormat.padded(day, to: run.count)
            default: text += run
            }
        }
        return text
    }

    /// The magnitude with the given signs between its digits.
    private func grouped(
        _ minorUnits: Int64, decimals: Int, decimal: String, group: String
    ) -> String {
        var digits = DecimalDigits(minorUnits, decimals: decimals)
        let isGrouped = digits.wholeDigits >= 3 + rules.minimumGroupingDigits
        var bytes: [UInt8] = []
        bytes.reserveCapacity(48)
        var left = digits.wholeDigits
        while let byte = digits.next() {
            switch byte {
            case UInt8(ascii: "-"):
                continue
            case UInt8(ascii: "."):
                bytes.append(contentsOf: decimal.utf8)
            default:
                let startsGroup = isGrouped && left < digits.wholeDigits && startsGroup(left)
                if startsGroup { bytes.append(contentsOf: group.utf8) }
                bytes.append(byte)
                left -= 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a separator stands before the digit with so many digits from it to the end.
    private func startsGroup(_ left: Int) -> Bool {
        // Below one are the decimals.
        guard left > 0 else { return false }
        return switch rules.grouping {
        case .thousands: left % 3 == 0
        case .lakh: left == 3 || (left > 3 && left % 2 == 1)
        }
    }

    private static func padded(_ number: Int, to length: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }

    private static func rules(for identifier: String) -> LocaleRules {
        let parts = identifier.prefix { $0 != "." && $0 != "@" }
            .split { $0 == "-" || $0 == "_" }
            .map { $0.lowercased() }
        var language = parts.first ?? "en"
        // Nynorsk and the code for Norwegian as a whole share Bokmål's figures.
        if language == "no" || language == "nn" { language = "nb" }
        let region = parts.dropFirst().last { $0.utf8.count == 2 } ?? ""
        let exact = "\(language)-\(region.uppercased())"
        return LocaleRules.table.first { $0.identifier == exact }
            ?? LocaleRules.table.first { $0.identifier.hasPrefix(language + "-") }
            ?? LocaleRules.table[0]
    }
}

extension LocaleFormat: Hashable {
    package static func == (left: LocaleFormat, right: LocaleFormat) -> Bool {
        left.identifier == right.identifier
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(identifier)
    }
}
