/// The upper ends of the aging buckets, in days past due.
///
/// Limits 30, 60 give the buckets Current (0 days or less), 1-30, 31-60 and 60+ (61 or more):
/// every whole number of days falls into exactly one.
package struct AgingLimits: Hashable, Sendable {
    /// Bounds the number of columns of a report.
    package static let countMax = 24
    /// A hundred years; later limits are a mistake.
    package static let daysMax = 36_525
    package static let standard = AgingLimits(unchecked: [30, 60, 90, 120])

    /// Strictly increasing, each at least 1.
    package let days: [Int]

    private init(unchecked days: [Int]) {
        self.days = days
    }

    /// - Throws: `AgingError.limits` unless there is at least one limit and they strictly
    ///   increase from 1 or more.
    package init(_ days: [Int]) throws(AgingError) {
        guard !days.isEmpty, days.count <= AgingLimits.countMax, days[0] >= 1,
            days[days.count - 1] <= AgingLimits.daysMax,
            zip(days, days.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw .limits }
        self.days = days
    }

    /// Reads `30,60,90`.
    package init(parsing text: String) throws(AgingError) {
        var days: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = part.drop(while: { $0 == " " })
            guard let day = Int(trimmed), days.count < AgingLimits.countMax else {
                throw .limits
            }
            days.append(day)
        }
        try self.init(days)
    }

    package var bucketCount: Int { days.count + 2 }

    /// The bucket of an age: 0 is Current, the last one is beyond every limit.
    package func bucket(daysPastDue: Int) -> Int {
        if daysPastDue <= 0 { return 0 }
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < daysPastDue { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }

    /// `Current`, `1-30`, …, `120+`.
    package var names: [String] {
        var names = ["Current"]
        var from = 1
        for day in days {
            names.append(from == day ? "\(day)" : "\(from)-\(day)")
            from = day + 1
        }
        return names + ["\(from - 1)+"]
    }
}
