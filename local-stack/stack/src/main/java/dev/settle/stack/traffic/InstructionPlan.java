package dev.settle.stack.traffic;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A journal as the batch side would order it.
 *
 * @param instructionId primary key
 * @param kind such as CHANNEL_FEE
 * @param businessKey what it is for, unique per kind
 * @param businessDate the day that it belongs to
 * @param channel the channel whose business dates count
 * @param merchantId the merchant that it is about; null when it is about none
 * @param legs JSON, see the table
 * @param createdAt when it is written
 * @param attempt a forbidden write that PostgreSQL has to refuse, tried when it is written; usually
 *     null
 */
public record InstructionPlan(
    String instructionId,
    String kind,
    String businessKey,
    LocalDate businessDate,
    String channel,
    @Nullable String merchantId,
    String legs,
    Instant createdAt,
    @Nullable IllegalAttempt attempt) {}
