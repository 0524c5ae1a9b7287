/** Brings the schemas and topics of any set of servers up to date. */
@NullMarked
package dev.settle.stack.migrate;

import org.jspecify.annotations.NullMarked;
