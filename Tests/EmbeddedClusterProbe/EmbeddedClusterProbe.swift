import Glibc
import PostgresClient

/// A process that attaches to a cluster, says so, and then does what the lines on its standard
/// input tell: `restart`, `detach`. The end of the input detaches as well.
@main
enum EmbeddedClusterProbe {
    static func main() async {
        do {
            let cluster = try await EmbeddedCluster.attach(configuration())
            say("attached \(cluster.serverProcessID) \(cluster.socketDirectory)")
            while let line = readLine(), line != "detach" {
                if line == "restart" {
                    let isRestarted = try await cluster.restartIfDown()
                    say("restarted \(isRestarted) \(cluster.serverProcessID)")
                }
            }
            try await cluster.detach()
            say("detached")
        } catch let error as EmbeddedError {
            say("failed \(error.diagnostic)")
            exit(1)
        } catch {
            say("failed \(error)")
            exit(1)
        }
    }

    /// Writes a line at once; standard output to a pipe would keep it back.
    private static func say(_ line: String) {
        let text = line + "\n"
        write(STDOUT_FILENO, text, text.utf8.count)
    }

    private static func configuration() -> EmbeddedConfiguration {
        var settings = ["fsync": "off"]
        for argument in CommandLine.arguments.dropFirst(2) {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { settings[parts[0]] = parts[1] }
        }
        return EmbeddedConfiguration(
            dataDirectory: CommandLine.arguments.dropFirst().first ?? "", settings: settings)
    }
}
