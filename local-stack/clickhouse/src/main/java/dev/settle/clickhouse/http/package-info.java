/** ClickHouse's HTTP interface on Jetty. */
@NullMarked
package dev.settle.clickhouse.http;

import org.jspecify.annotations.NullMarked;
