/** The quarantine: looking at refused changes, and having them judged anew. */
@NullMarked
package dev.settle.batch.quarantine;

import org.jspecify.annotations.NullMarked;
