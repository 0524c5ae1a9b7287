/**
 * What a night found, for a person who signs it and for programs: the same bytes for the same
 * results.
 */
@NullMarked
package dev.settle.batch.report;

import org.jspecify.annotations.NullMarked;
