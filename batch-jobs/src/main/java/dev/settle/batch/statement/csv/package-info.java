/** CSV files with quoting as channels publish them, read strictly and bound by column name. */
@NullMarked
package dev.settle.batch.statement.csv;

import org.jspecify.annotations.NullMarked;
