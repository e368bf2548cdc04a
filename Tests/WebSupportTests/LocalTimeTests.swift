import Kernel
import PostgresClient
import Testing

@testable import Tenancy
@testable import WebSupport

@Suite struct `A time on a page` {
    private static func time(_ zone: String, _ locale: String) throws -> LocalTime {
        LocalTime(
            Tenant(
                id: ID(1), name: try TenantName("acme"), schema: try Identifier("t1_acme"),
                role: try Identifier("ch_t1"), currency: try #require(Currency.find("EUR")),
                timeZone: try TimeZoneName(zone), locale: locale, agingLimits: [30, 60, 90, 120],
                status: .active))
    }

    @Test func `is the company's, as its locale writes dates`() throws {
        // 2026-03-29T00:59:07Z: the last minute of winter time, and the first after it.
        let instant = Instant(unixSeconds: 1_774_745_947)
        let berlin = try Self.time("Europe/Berlin", "de-DE")
        #expect(berlin.second(instant) == "29.03.2026, 01:59:07")
        #expect(berlin.minute(instant.adding(.seconds(60))) == "29.03.2026, 03:00")
        #expect(berlin.zone == "Europe/Berlin")
        let york = try Self.time("America/New_York", "en-US")
        #expect(york.minute(instant) == "3/28/2026, 20:59" && york.day(instant) == "3/28/2026")
    }

    @Test func `is in UTC where there is no company`() {
        #expect(LocalTime.utc.second(Instant(unixSeconds: 1_774_745_947)) == "2026-03-29, 00:59:07")
        #expect(LocalTime.utc.second(Instant(unixSeconds: -1)) == "1969-12-31, 23:59:59")
    }

    @Test func `of a day is as the clocks show it that day`() throws {
        let (winter, summer) = (
            Instant(unixSeconds: 1_767_268_800), Instant(unixSeconds: 1_782_907_200)
        )
        let berlin = try Self.time("Europe/Berlin", "de-DE")
        #expect(berlin.clock(hour: 3, minute: 10, at: winter) == "04:10")
        #expect(berlin.clock(hour: 23, minute: 10, at: summer) == "01:10")
        #expect(
            try Self.time("America/New_York", "en-US").clock(hour: 3, minute: 5, at: winter)
                == "22:05")
    }
}
