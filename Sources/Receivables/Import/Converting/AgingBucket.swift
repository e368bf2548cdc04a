/// A column or a section of an aging report: how many days past due its amounts are.
struct AgingBucket: Hashable, Sendable {
    /// As the file calls it.
    let label: String
    /// The first day past due; nil for what is not due yet.
    var from: Int?
    /// The last day past due; nil for all that is older.
    var to: Int?

    /// What a label says by itself; some need their neighbours.
    private enum Meaning {
        case notDue
        case range(Int, Int)
        /// `30 days`, `30 days or less`: from where the column before it ends.
        case upTo(Int)
        /// `> 90`, `90+`: but never what another column has.
        case beyond(Int)
        case older
    }

    /// What one label means.
    ///
    /// - Returns: nil for any other text.
    init?(label: String) {
        guard let bucket = Self.resolved([label])[0] else { return nil }
        self = bucket
    }

    init(label: String, from: Int?, to: Int?) {
        self.label = label
        self.from = from
        self.to = to
    }

    /// What the labels of a header mean beside each other; nil for those that are no buckets.
    static func resolved(_ labels: [String]) -> [AgingBucket?] {
        let meanings = labels.map(meaning)
        let bounds = Bounds(meanings.compactMap { $0 })
        return zip(labels, meanings).map { label, meaning in
            meaning.map { bounds.bucket(label, $0) }
        }
    }

    /// Where the buckets of a header end, in days.
    private struct Bounds {
        private var ends: Set<Int> = []
        private var hasNotDue = false
        private var hasOlder = false

        init(_ meanings: [Meaning]) {
            for meaning in meanings {
                switch meaning {
                case .notDue: hasNotDue = true
                case .range(_, let to), .upTo(let to): ends.insert(to)
                case .beyond, .older: hasOlder = true
                }
            }
        }

        func bucket(_ label: String, _ meaning: Meaning) -> AgingBucket {
            switch meaning {
            case .notDue: AgingBucket(label: label, from: nil, to: 0)
            case .range(let from, let to):
                AgingBucket(label: label, from: start(from), to: to)
            case .upTo(let to):
                AgingBucket(label: label, from: start(before(to)), to: isOldest(to) ? nil : to)
            case .beyond(let from): AgingBucket(label: label, from: start(from), to: nil)
            case .older: AgingBucket(label: label, from: (ends.max() ?? 0) + 1, to: nil)
            }
        }

        /// `30-60` beside `0-30` begins a day later; what begins at 0 holds what is not due as
        /// well, unless that has a column of its own.
        private func start(_ day: Int) -> Int? {
            if day == 0 { return hasNotDue ? 1 : nil }
            return ends.contains(day) ? day + 1 : day
        }

        private func before(_ end: Int) -> Int { ends.filter { $0 < end }.max() ?? 0 }

        /// The last of several columns has to take everything that is older.
        private func isOldest(_ end: Int) -> Bool {
            !hasOlder && ends.count > 1 && end == ends.max()
        }
    }

    private static func meaning(_ label: String) -> Meaning? {
        guard label.utf8.count <= 60 else { return nil }
        let name = HeaderName.normalized(label)
        if notDueNames.contains(name) { return .notDue }
        if olderNames.contains(name) { return .older }
        guard let parts = BucketWords(label) else { return nil }
        let days = parts.isMonths ? 30 : 1
        switch parts.numbers.count {
        case 2
        where parts.isRange && parts.numbers[0] < parts.numbers[1]
            && parts.numbers[1] * days <= daysMax:
            return .range(parts.numbers[0] * days, parts.numbers[1] * days)
        case 1:
            let number = parts.numbers[0]
            if parts.isPeriod, number >= 1, number <= 12 {
                return .range(number * 30 - 29, number * 30)
            }
            if parts.isBeyond { return .beyond(number * days + (parts.isInclusive ? 0 : 1)) }
            if parts.isBelow { return .upTo(number * days) }
            if parts.isMonths { return .range(number * 30 + 1, number * 30 + 30) }
            return parts.hasUnit ? .upTo(number) : nil
        default: return nil
        }
    }

    /// Two larger numbers are those of customers.
    private static let daysMax = 1_100

    private static let notDueNames: Set<String> = [
        "current", "notdue", "notyetdue", "notoverdue", "comingdue", "future", "duenow",
        "nichtfällig", "nochnichtfällig", "nichtüberfällig", "aktuell", "nonéchu", "nonechu",
        "àéchoir", "novencido", "porvencer", "corriente", "ascadere", "nonscaduto",
        "nietvervallen", "avencer", "notyetoverdue", "upcoming", "currentopenbalance",
        "currentbalance", "notdueyet", "atdate", "currentamount", "currentdue", "amountnotdue",
        "pasencoreéchu",
    ]

    private static let olderNames: Set<String> = [
        "older", "oldest", "andolder", "älter", "ältere", "plusancien", "plusanciens", "antérieur",
        "másantiguo", "ouder", "piùvecchio",
    ]
}
