import Glibc

/// Sentences for what goes wrong below us while a command runs.
enum ServeProblem {
    /// The libraries' errors carry the system's number in their text only.
    static func sentence(for error: any Error) -> String {
        let text = String(describing: error)
        if text.contains("errno: \(EADDRINUSE))") {
            return "Something else listens on this port already; choose another one with --port."
        }
        if text.contains("errno: \(EACCES))") {
            return "This user may not listen on this port; choose one from 1024 up with --port."
        }
        return "The command failed: \(text)"
    }
}
