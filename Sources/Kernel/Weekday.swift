/// A day of the week, numbered as ISO 8601 does.
package enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// True for Saturday and Sunday.
    package var isWeekend: Bool { rawValue >= 6 }
}
