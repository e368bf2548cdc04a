/// What a program that logged in is called, from what it says of itself.
enum AgentName {
    private static let lengthMax = 60
    /// The first that is found: later browsers claim to be all the earlier ones as well.
    private static let programs = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    static func short(_ agent: String) -> String {
        guard !agent.isEmpty else { return "Unknown program" }
        let program = programs.first { agent.contains($0.0) }?.1
        let system = systems.first { agent.contains($0.0) }?.1
        switch (program, system) {
        case (let program?, let system?): return "\(program) on \(system)"
        case (let program?, nil): return program
        default: return String(agent.prefix(lengthMax))
        }
    }
}
