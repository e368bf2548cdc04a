/// A set of date orders.
package struct DateOrderSet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package init(_ order: DateOrder) {
        switch order {
        case .ymd: self = .ymd
        case .mdy: self = .mdy
        case .dmy: self = .dmy
        }
    }

    package static let ymd = DateOrderSet(rawValue: 1)
    package static let mdy = DateOrderSet(rawValue: 2)
    package static let dmy = DateOrderSet(rawValue: 4)
    package static let all: DateOrderSet = [.ymd, .mdy, .dmy]

    /// The members, in the order of `DateOrder.allCases`.
    package var orders: [DateOrder] {
        DateOrder.allCases.filter { contains(DateOrderSet($0)) }
    }
}
