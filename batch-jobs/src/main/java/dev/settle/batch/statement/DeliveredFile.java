package dev.settle.batch.statement;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was delivered.
 *
 * @param path where it lies
 * @param account the account whose folder it lies in; null in the channel's own folder
 */
public record DeliveredFile(Path path, @Nullable String account) {}
