import Glibc

/// What the figures were taken on.
struct Machine: CustomStringConvertible {
    let processor: String
    let cores: Int
    let memoryBytes: Int
    let system: String
    let postgres: String

    static func describe() async throws -> Machine {
        let processors = TextFile.read("/proc/cpuinfo") ?? ""

        let release = TextFile.read("/etc/os-release") ?? ""
        let version = try await Command(["psql", "--version"]).run().output
        return Machine(
            processor: value(of: "model name", in: processors, separator: ":"),
            cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            memoryBytes: sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)),
            system: value(of: "PRETTY_NAME", in: release, separator: "="),
            postgres: version.split(separator: " ").dropFirst(2).first.map(String.init) ?? "")
    }

    var description: String {
        "\(cores) cores of \(processor), \(memoryBytes >> 30) GiB of memory, \(system),"
            + " PostgreSQL \(postgres)"
    }

    private static func value(of name: String, in text: String, separator: Character) -> String {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
            let place = line.firstIndex(of: separator)
        else { return "?" }
        let value = line[line.index(after: place)...].split(separator: " ").joined(separator: " ")
        return value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
    }
}
