/// Where somebody logs in from, as they are shown it in the list of their sessions.
package struct LoginOrigin: Sendable {
    private static let agentLengthMax = 300

    /// The network address; empty where there is none.
    package let address: String
    /// What the program calls itself; anybody can claim anything.
    package let agent: String

    package init(address: String, agent: String = "") {
        self.address = address
        // No text with a NUL reaches the database.
        self.agent = String(agent.filter { $0 != "\0" }.prefix(Self.agentLengthMax))
    }

    /// On the machine itself, without a network between.
    package static let here = LoginOrigin(address: "")
}
