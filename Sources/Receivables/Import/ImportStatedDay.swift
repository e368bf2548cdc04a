import Kernel

/// The day for which what a list says is open holds.
struct ImportStatedDay: Sendable {
    let date: LocalDate
    /// Neither the file nor the caller named it: it is today.
    let isAssumed: Bool

    /// What the caller says goes before what the file says.
    init(asked: LocalDate?, stated: LocalDate?, today: LocalDate) {
        date = asked ?? stated ?? today
        isAssumed = asked == nil && stated == nil
    }
}
