/// In which order a text gives year, month and day.
package enum DateOrder: String, Hashable, Sendable, CaseIterable, Codable {
    /// 2026-09-30
    case ymd
    /// 09/30/2026
    case mdy
    /// 30.09.2026
    case dmy
}
