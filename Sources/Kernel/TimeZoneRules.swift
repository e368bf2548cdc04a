/// A zone's offsets from UTC over time.
final class TimeZoneRules: Sendable {
    /// An offset and the moment from which it holds.
    struct Transition: Sendable {
        let unixSeconds: Int64
        let offsetSeconds: Int
    }

    /// Sorted by time.
    private let transitions: [Transition]
    /// The offset before the first transition.
    private let fixedOffsetSeconds: Int
    /// What holds from the last transition on; nil keeps its offset for ever.
    private let footer: PosixTimeZone?

    init(transitions: [Transition], fixedOffsetSeconds: Int, footer: PosixTimeZone?) {
        self.transitions = transitions
        self.fixedOffsetSeconds = fixedOffsetSeconds
        self.footer = footer
    }

    /// Seconds east of UTC.
    func offsetSeconds(unixSeconds: Int64) -> Int {
        guard let last = transitions.last else {
            return footer?.offsetSeconds(unixSeconds: unixSeconds) ?? fixedOffsetSeconds
        }
        if unixSeconds >= last.unixSeconds {
            return footer?.offsetSeconds(unixSeconds: unixSeconds) ?? last.offsetSeconds
        }
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].unixSeconds <= unixSeconds {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? fixedOffsetSeconds : transitions[low - 1].offsetSeconds
    }
}
