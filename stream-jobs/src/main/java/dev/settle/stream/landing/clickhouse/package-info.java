/**
 * Exactly-once sink for ClickHouse: the writer forms blocks, the committer inserts each once. See
 * docs/decisions/0005-landing-exactly-once.md.
 */
@NullMarked
package dev.settle.stream.landing.clickhouse;

import org.jspecify.annotations.NullMarked;
