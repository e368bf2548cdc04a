/// Finds out how a list separates its fields when titles and headings may stand around its rows.
///
/// A separator followed by a blank is punctuation ("Acme, Inc", "As of July 25, 2026") unless
/// all of them are. Otherwise the separator counts that is the same in the most records; where
/// two do about as well, the one that is regular from an earlier record on, if it goes on being
/// so where the other begins.
struct TableSniffer {
    /// Records beyond these add nothing.
    private static let recordsMax = 500
    private static let candidates = CSVDelimiter.allCases

    /// One candidate's most frequent number of separators per record.
    private struct Regularity {
        var delimiter: CSVDelimiter
        var separators = 0
        /// The records that have just so many.
        var records: [Int] = []
        /// How many it has in every record.
        var counts: [Int] = []

        var first: Int { records.first ?? .max }

        func count(from record: Int) -> Int { records.count { $0 >= record } }

        /// Whether this divides a header in which the other does not occur into far more fields:
        /// then the other is punctuation in titles, headings and names.
        func isPlainlyWider(than other: Regularity) -> Bool {
            separators >= 2 * other.separators && records.count * 2 >= other.records.count
                && other.counts[first] == 0
        }
    }

    /// Per record, how many of each candidate; without and with those before a blank.
    private var strict: [SIMD4<Int>] = []
    private var loose: [SIMD4<Int>] = []

    /// - Parameters:
    ///   - head: the beginning of the text, in UTF-8.
    ///   - isWhole: whether that is all of it.
    /// - Returns: the separator; comma when nothing divides any record.
    static func delimiter(of head: Span<UInt8>, isWhole: Bool) -> CSVDelimiter {
        var sniffer = TableSniffer()
        sniffer.count(head, isWhole: isWhole)
        return sniffer.best
    }

    private var best: CSVDelimiter {
        var best: Regularity?
        for (place, delimiter) in Self.candidates.enumerated() {
            let counts = strict.map { $0[place] }
            let isPunctuation = counts.allSatisfy { $0 == 0 }
            let found = Self.regularity(
                of: isPunctuation ? loose.map { $0[place] } : counts, delimiter)
            if Self.isBetter(found, than: best) { best = found }
        }
        return best?.delimiter ?? .comma
    }

    private static func isBetter(_ found: Regularity, than other: Regularity?) -> Bool {
        guard !found.records.isEmpty else { return false }
        guard let other else { return true }
        if found.isPlainlyWider(than: other) { return true }
        if other.isPlainlyWider(than: found) { return false }
        let (mine, theirs) = (found.records.count, other.records.count)
        if abs(mine - theirs) > max(mine, theirs) / 8 + 1 { return mine > theirs }
        if found.first < other.first {
            return found.count(from: other.first) * 2 >= mine
        }
        if found.first > other.first {
            return other.count(from: found.first) * 2 < theirs
        }
        return found.separators > other.separators
    }

    private static func regularity(
        of counts: [Int], _ delimiter: CSVDelimiter
    ) -> Regularity {
        var found: [Int: Regularity] = [:]
        for (record, separators) in counts.enumerated() where separators > 0 {
            found[separators, default: Regularity(delimiter: delimiter, separators: separators)]
                .records.append(record)
        }
        var best =
            found.values.max {
                ($0.records.count, $0.separators) < ($1.records.count, $1.separators)
            } ?? Regularity(delimiter: delimiter)
        best.counts = counts
        return best
    }

    private mutating func count(_ head: Span<UInt8>, isWhole: Bool) {
        var (tight, all) = (SIMD4<Int>(), SIMD4<Int>())
        var isQuoted = false
        var atFieldStart = true
        var isEmpty = true
        for index in head.indices {
            let byte = head[index]
            if isQuoted {
                // A doubled quote closes and, the field start being remembered, opens again.
                if byte == CSVScanner.quote { (isQuoted, atFieldStart) = (false, true) }
                continue
            }
            switch byte {
            case CSVScanner.quote where atFieldStart:
                isQuoted = true
                isEmpty = false
            case CSVScanner.lineFeed, CSVScanner.carriageReturn:
                if !isEmpty { add(tight, all) }
                if strict.count == Self.recordsMax { return }
                (tight, all, isEmpty, atFieldStart) = (SIMD4(), SIMD4(), true, true)
            default:
                isEmpty = false
                guard let place = Self.candidates.firstIndex(where: { $0.rawValue == byte }) else {
                    // An opening quote may follow a separator and a blank.
                    atFieldStart = atFieldStart && byte == 0x20
                    continue
                }
                atFieldStart = true
                all[place] += 1
                let isBeforeBlank = index + 1 < head.count && head[index + 1] == 0x20
                if !isBeforeBlank { tight[place] += 1 }
            }
        }
        // The last line may be cut off where the head ends.
        if !isEmpty, strict.isEmpty || isWhole { add(tight, all) }
    }

    private mutating func add(_ tight: SIMD4<Int>, _ all: SIMD4<Int>) {
        strict.append(tight)
        loose.append(all)
    }
}
