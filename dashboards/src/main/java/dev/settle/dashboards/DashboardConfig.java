package dev.settle.dashboards;

import dev.settle.dashboards.query.ClickHouseAddress;
import java.time.ZoneId;

/**
 * Everything that the server is told.
 *
 * @param host address to listen on
 * @param port port to listen on; 0: any free one
 * @param clickHouse where the figures are
 * @param zone whose "today" the boards mean
 * @param boards folder of the SQL files, as a Spring resource
 */
public record DashboardConfig(
    String host, int port, ClickHouseAddress clickHouse, ZoneId zone, String boards) {}
