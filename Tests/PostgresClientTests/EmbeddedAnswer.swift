import CLibPQ
import Foundation

@testable import PostgresClient

/// Asks a cluster one question over a connection of its own.
enum EmbeddedAnswer {
    /// The server did not let us in or did not like the question.
    struct Refused: Error {
        let message: String
    }

    /// The first column of the first row, or nothing.
    @discardableResult
    static func of(
        _ sql: String, from cluster: EmbeddedCluster, as user: String = "postgres"
    ) throws -> String {
        try of(address: cluster.connectionString(database: "postgres", user: user), sql)
    }

    static func of(address: String, _ sql: String) throws -> String {
        let connection = PQconnectdb(address)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw Refused(message: String(cString: PQerrorMessage(connection)))
        }
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK where PQntuples(result) > 0:
            return String(cString: PQgetvalue(result, 0, 0))
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
            return ""
        default:
            throw Refused(message: String(cString: PQerrorMessage(connection)))
        }
    }
}
