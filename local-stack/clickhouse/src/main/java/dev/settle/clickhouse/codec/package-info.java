/** ClickHouse's compressed blocks and HTTP's content encodings. */
@NullMarked
package dev.settle.clickhouse.codec;

import org.jspecify.annotations.NullMarked;
