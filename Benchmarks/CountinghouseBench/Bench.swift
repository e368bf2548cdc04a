import Glibc
import Kernel

/// Measures the release build against the limits of the machine it runs on.
@main
enum Bench {
    static func main() async {
        // A server that goes away must not take the harness with it.
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = CommandLine.arguments
            if arguments.count == 4, arguments[1] == BareServer.argument {
                return try await BareServer.run(
                    port: Int(arguments[2]) ?? 0, body: arguments[3])
            }
            let options = try Options(Array(arguments.dropFirst()))
            let machine = try await Machine.describe()
            Console.print(machine.description)
            var report = Report()
            for size in options.parts == [.tenants] ? [] : options.sizes {
                try await Run(options: options, size: size, isLast: size == options.sizes.last)
                    .measure(&report)
            }
            if options.parts.contains(.tenants) {
                let site = try await Site.open(
                    options, name: "tenants", connections: TenantLines.connections)
                report.begin("A thousand tenants")
                do { report.add(try await TenantLines(site: site).run()) } catch {
                    try? await site.close()
                    throw error
                }
                try await site.close()
            }
            if let document = options.document {
                let today = LocalDate.today(in: .utc, at: .now())
                try Document.replaceFigures(
                    in: document, with: report.markdown(machine: machine, day: today))
            }
            let missed = report.missed.map(\.what)
            Console.print(missed.isEmpty ? "\nEvery target is met." : "\nMissed:")
            for line in missed { Console.print("  \(line)") }
        } catch {
            Console.complain("bench: \(error)")
            exit(1)
        }
    }
}
