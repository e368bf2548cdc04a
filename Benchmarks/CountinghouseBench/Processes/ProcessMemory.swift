import Glibc

/// A process's resident memory, as the kernel counts it.
struct ProcessMemory {
    let residentBytes: Int
    /// The most it has been since the program started.
    let peakBytes: Int

    /// Nil once the process has ended.
    init?(of process: pid_t) {
        guard let text = TextFile.read("/proc/\(process)/status") else { return nil }
        var values: [Substring: Int] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("Vm") {
            let words = line.split(whereSeparator: { $0 == ":" || $0 == " " || $0 == "\t" })
            if words.count >= 2, let kibibytes = Int(words[1]) { values[words[0]] = kibibytes }
        }
        guard let resident = values["VmRSS"], let peak = values["VmHWM"] else { return nil }
        residentBytes = resident << 10
        peakBytes = peak << 10
    }
}
