package import Kernel

/// Finds out from whole columns whether their amounts have a decimal point or a decimal comma.
///
/// A single `1.234` says nothing; one `12.50` or `1.234,50` among a million does. All amount
/// columns of a file go into one detector: a file is written in one style.
package struct AmountStyleDetector: Sendable {
    /// What the texts say together.
    package enum Verdict: Hashable, Sendable {
        /// No text is an amount.
        case noAmounts
        /// No text has a separator; both styles read the same.
        case plain
        /// Every text that shows a style shows this one.
        case certain(DecimalStyle)
        /// Texts such as `1.234` have other values in each style, and none settles it.
        case ambiguous
        /// Some can only have a decimal point, others only a decimal comma.
        case mixed
    }

    /// Texts that are an amount in some style; blanks and lone dashes do not count.
    package private(set) var amounts = 0
    /// Of these, how many can only be read with a decimal point.
    package private(set) var pointAmounts = 0
    /// Of these, how many can only be read with a decimal comma.
    package private(set) var commaAmounts = 0
    /// Of these, how many have other values in each style.
    package private(set) var openAmounts = 0
    /// Of these, how many would have decimals that their currency does not have if the sign were
    /// a point; if it were a comma.
    private var pointThousands = 0
    private var commaThousands = 0
    private var thousandsExample: ColumnExample?
    /// Texts that are neither blank nor an amount.
    package private(set) var rejected = 0
    /// The first text that can be read with a decimal point only.
    package private(set) var pointExample: ColumnExample?
    /// The first text that can be read with a decimal comma only.
    package private(set) var commaExample: ColumnExample?
    /// The first text that has other values in each style.
    package private(set) var doubtful: ColumnExample?

    package init() {}

    /// Takes the next text.
    ///
    /// - Parameters:
    ///   - line: the file's, counted from 1; 0 when it does not matter.
    ///   - decimals: of the currency, where it is known: of `1.234` in one with two decimals the
    ///     point can only separate thousands.
    package mutating func add(_ bytes: Span<UInt8>, line: Int64 = 0, decimals: Int? = nil) {
        switch AmountShape(bytes) {
        case .blank:
            return
        case .notAnAmount:
            rejected += 1
            return
        case .plain:
            break
        case .point:
            pointAmounts += 1
            if pointExample == nil { pointExample = ColumnExample(bytes, line: line) }
        case .comma:
            commaAmounts += 1
            if commaExample == nil { commaExample = ColumnExample(bytes, line: line) }
        case .open:
            openAmounts += 1
            if doubtful == nil { doubtful = ColumnExample(bytes, line: line) }
            if let decimals { addThousands(bytes, line, decimals) }
        }
        amounts += 1
    }

    /// Takes the next text.
    package mutating func add(_ text: String, line: Int64 = 0, decimals: Int? = nil) {
        add(text.utf8.span, line: line, decimals: decimals)
    }

    private mutating func addThousands(_ bytes: Span<UInt8>, _ line: Int64, _ decimals: Int) {
        func isTooPrecise(_ style: DecimalStyle) -> Bool {
            do throws(DecimalError) {
                _ = try AmountText.parse(bytes, decimals: decimals, style: style)
                return false
            } catch {
                return error == .tooPrecise(decimals: decimals)
            }
        }
        switch (isTooPrecise(.point), isTooPrecise(.comma)) {
        case (true, false): pointThousands += 1
        case (false, true): commaThousands += 1
        default: return
        }
        if thousandsExample == nil { thousandsExample = ColumnExample(bytes, line: line) }
    }

    /// What the decimals say that no currency of the column has; nil if nothing, or both.
    private var thousandsStyle: DecimalStyle? {
        switch (pointThousands > 0, commaThousands > 0) {
        case (true, false): .comma
        case (false, true): .point
        default: nil
        }
    }

    /// What the texts taken so far say.
    package var verdict: Verdict {
        switch (pointAmounts > 0, commaAmounts > 0) {
        case (true, true): .mixed
        case (true, false): .certain(.point)
        case (false, true): .certain(.comma)
        case (false, false):
            if amounts == 0 {
                .noAmounts
            } else if openAmounts > 0 {
                thousandsStyle.map(Verdict.certain) ?? .ambiguous
            } else {
                .plain
            }
        }
    }

    /// The first text that settled the style; nil when none did.
    package var settledBy: ColumnExample? {
        switch verdict {
        case .certain(.point): pointExample
        case .certain(.comma): commaExample
        default: nil
        }
    }

    /// The style to read the columns with. Where they mix styles it is the one of most texts.
    ///
    /// - Parameter usual: the one to take when the texts leave it open, such as the tenant's.
    package func style(usual: DecimalStyle) -> DecimalStyle {
        switch verdict {
        case .certain(let style): style
        case .mixed: commaAmounts > pointAmounts ? .comma : .point
        case .noAmounts, .plain, .ambiguous: usual
        }
    }

    /// What a report should warn of; nil when the texts agree.
    ///
    /// - Parameter usual: as for `style(usual:)`.
    package func sentence(usual: DecimalStyle) -> String? {
        switch verdict {
        case .certain(let style) where pointAmounts + commaAmounts == 0:
            let example = thousandsExample.map { " such as \($0.phrase)" } ?? ""
            return "Amounts\(example) have more decimals than their currency if the sign is that of"
                + " decimals; they were read with a decimal \(style.word)."
        case .noAmounts, .plain, .certain:
            return nil
        case .ambiguous:
            let example = doubtful.map { " such as \($0.phrase)" } ?? ""
            return "Amounts\(example) can be read with a decimal point or with a decimal comma;"
                + " they were read with a decimal \(usual.word), as is usual here."
        case .mixed:
            let isComma = commaAmounts > pointAmounts
            let example = (isComma ? pointExample : commaExample).map { ", such as \($0.phrase)," }
            let outvoted = min(pointAmounts, commaAmounts)
            let style: DecimalStyle = isComma ? .comma : .point
            return "\(outvoted) of \(amounts) amounts\(example ?? "") cannot be read with a"
                + " decimal \(style.word), as the others are; their lines were rejected."
        }
    }
}

extension DecimalStyle {
    /// As sentences call the sign.
    fileprivate var word: StaticString { self == .point ? "point" : "comma" }
}
