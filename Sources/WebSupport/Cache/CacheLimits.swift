/// How long and how much is kept of answers that were computed.
package struct CacheLimits: Hashable, Sendable {
    /// Answers are exact for as long as they are kept; this bounds what a fault could do. 0 keeps
    /// nothing.
    package var lifetime: Duration = .seconds(600)
    /// In this process; 0 keeps nothing.
    package var bytesMax = 64 << 20

    package init() {}

    /// One answer takes no more than this part of it.
    var answerBytesMax: Int { bytesMax / 8 }
    package var keepsNothing: Bool { lifetime <= .zero || bytesMax <= 0 }
}
