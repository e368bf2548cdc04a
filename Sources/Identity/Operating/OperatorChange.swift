/// What somebody has lost by becoming an operator of the installation.
package struct OperatorChange: Equatable, Sendable {
    /// How many providers let them in whom they had not connected themselves, and do so no more.
    package let providers: Int
    /// Their password was set by a link that a company's people may have had: it is no password any
    /// more, and what was begun with it has ended.
    package let lostPassword: Bool
}
