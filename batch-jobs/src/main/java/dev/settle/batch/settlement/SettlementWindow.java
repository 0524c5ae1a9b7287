package dev.settle.batch.settlement;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is settled together: the instants between two cut-offs.
 *
 * @param day the banking day at whose cut-off it closes
 * @param from cut-off of the banking day before, included
 * @param to cut-off of its day, excluded: exactly then the next window begins
 * @param due banking day on which it is paid
 */
public record SettlementWindow(LocalDate day, Instant from, Instant to, LocalDate due) {}
