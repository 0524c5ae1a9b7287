package dev.settle.dashboards;

import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.web.AccessConfig;
import java.time.ZoneId;

/**
 * Everything that the server is told.
 *
 * @param port port to listen on; 0: any free one
 * @param clickHouse where the figures are
 * @param zone whose "today" the boards mean
 * @param boards folder of the SQL files, as a Spring resource
 * @param access the address to listen on, and who is let in
 */
public record DashboardConfig(
    int port, ClickHouseAddress clickHouse, ZoneId zone, String boards, AccessConfig access) {}
