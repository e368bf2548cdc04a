/// Why a text is not an exact decimal number.
package enum DecimalError: DomainError, Hashable {
    /// There is nothing to read.
    case empty
    /// The text is something else than a number.
    case notANumber
    /// `NaN`, `inf` and their like, which some programs write for a failed computation.
    case notFinite
    /// Scientific notation, which has usually lost digits already.
    case exponent
    /// A number in base 16.
    case hexadecimal
    /// More than one of plus, minus and parentheses.
    case twoSigns
    /// An opening parenthesis without a closing one, or the reverse.
    case unbalancedParentheses
    /// Thousands separators that do not group thousands.
    case badGrouping
    /// A currency sign or code other than the one expected here.
    case wrongCurrency
    /// Digits other than zero beyond the allowed number of decimals.
    case tooPrecise(decimals: Int)
    /// The number does not fit.
    case overflow

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .empty: "number_empty"
        case .notANumber: "number_malformed"
        case .notFinite: "number_not_finite"
        case .exponent: "number_has_exponent"
        case .hexadecimal: "number_hexadecimal"
        case .twoSigns: "number_two_signs"
        case .unbalancedParentheses: "number_parentheses"
        case .badGrouping: "number_grouping"
        case .wrongCurrency: "number_wrong_currency"
        case .tooPrecise: "number_too_precise"
        case .overflow: "number_too_large"
        }
    }

    package var userMessage: String {
        switch self {
        case .empty:
            "The amount is missing."
        case .notANumber:
            "This is not a number."
        case .notFinite:
            "This stands for a failed computation, not for a number."
        case .exponent:
            "The number is in scientific notation, which may have lost digits. Write it in full."
        case .hexadecimal:
            "The number is written in base 16. Write it in decimal digits."
        case .twoSigns:
            "The number has more than one sign."
        case .unbalancedParentheses:
            "One of the number’s parentheses is missing."
        case .badGrouping:
            "The thousands separators are not in their places, or the wrong sign separates decimals."
        case .wrongCurrency:
            "The amount is marked with another currency than the one expected."
        case .tooPrecise(let decimals):
            decimals == 0
                ? "The amount has decimals, which its currency does not have."
                : "The amount has more than \(decimals) decimals."
        case .overflow:
            "The number is too large."
        }
    }
}
