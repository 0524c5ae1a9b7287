/** Tests of this package. */
@NullMarked
package dev.settle.clickhouse.codec;

import org.jspecify.annotations.NullMarked;
