/** Tests of this package. */
@NullMarked
package dev.settle.clickhouse.http;

import org.jspecify.annotations.NullMarked;
