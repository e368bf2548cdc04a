/// Which jobs somebody asks for.
package struct JobFilter: Sendable {
    package var state: JobState?
    package var kind: String?

    package init(state: JobState? = nil, kind: String? = nil) {
        self.state = state
        self.kind = kind
    }
}
