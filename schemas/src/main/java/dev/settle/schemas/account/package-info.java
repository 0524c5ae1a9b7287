/** Addresses of ledger accounts and the shards of hot ones. */
@NullMarked
package dev.settle.schemas.account;

import org.jspecify.annotations.NullMarked;
