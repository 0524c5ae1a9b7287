/** Channel statements: files, canonical lines, intake. */
@NullMarked
package dev.settle.batch.statement;

import org.jspecify.annotations.NullMarked;
