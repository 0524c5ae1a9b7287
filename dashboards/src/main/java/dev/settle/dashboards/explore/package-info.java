/** An analyst's own SQL: what of it is let through, how it is run, stopped and read back. */
@NullMarked
package dev.settle.dashboards.explore;

import org.jspecify.annotations.NullMarked;
