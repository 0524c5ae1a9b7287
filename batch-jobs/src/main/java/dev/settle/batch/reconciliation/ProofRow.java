package dev.settle.batch.reconciliation;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.schemas.payment.Channel;
import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One day of a channel and currency: what was open, came in on both sides, is settled, stays open.
 * Amounts in minor units.
 *
 * @param currency ISO 4217
 * @param opening open items of the day before
 * @param ledgerRows rows of the ledger on the day
 * @param ledger what the channel owes by them
 * @param channelLines lines of the statement on the day
 * @param channel what the channel says it owes
 * @param tolerated differences of closed items
 * @param adjusted what corrections of breaks did to the ledger's side
 * @param matchedRows closed items
 * @param matched their amount by the channel
 * @param fee fees charged by the day's lines
 * @param breakCount items that do not agree
 * @param breaks their difference
 * @param closing open items after the day
 * @param residual what none of it explains: must be zero
 */
public record ProofRow(
    String currency,
    BigInteger opening,
    long ledgerRows,
    BigInteger ledger,
    long channelLines,
    BigInteger channel,
    BigInteger tolerated,
    BigInteger adjusted,
    long matchedRows,
    BigInteger matched,
    BigInteger fee,
    long breakCount,
    BigInteger breaks,
    BigInteger closing,
    BigInteger residual) {

  /** A row of {@code 08_proof.sql} or of the proof table. */
  public static ProofRow of(GenericRecord row) {
    return new ProofRow(
        row.getString("currency"),
        row.getBigInteger("opening_open_amount"),
        row.getLong("ledger_rows"),
        row.getBigInteger("ledger_amount"),
        row.getLong("channel_lines"),
        row.getBigInteger("channel_amount"),
        row.getBigInteger("tolerated_amount"),
        row.getBigInteger("adjusted_amount"),
        row.getLong("matched_rows"),
        row.getBigInteger("matched_amount"),
        row.getBigInteger("fee_amount"),
        row.getLong("break_count"),
        row.getBigInteger("break_amount"),
        row.getBigInteger("closing_open_amount"),
        row.getBigInteger("residual"));
  }

  /** True when the day's movements explain every open item. */
  public boolean holds() {
    return residual.signum() == 0;
  }

  /**
   * The figures in one fixed form, which the chain hashes. Corrections stand at its end and only
   * when there are some: so proofs from before there were any keep their hash.
   */
  String canonical() {
    String figures =
        String.join(
            "|",
            currency,
            opening.toString(),
            Long.toString(ledgerRows),
            ledger.toString(),
            Long.toString(channelLines),
            channel.toString(),
            tolerated.toString(),
            Long.toString(matchedRows),
            matched.toString(),
            fee.toString(),
            Long.toString(breakCount),
            breaks.toString(),
            closing.toString(),
            residual.toString());
    return adjusted.signum() == 0 ? figures : figures + "|" + adjusted;
  }

  void writeTo(
      RowBinaryBlock block,
      LocalDate date,
      Channel of,
      String resultsSha256,
      @Nullable LocalDate previousDate,
      String previousSha256,
      String sha256) {
    block
        .date(date)
        .string(of.name())
        .string(currency)
        .int128(opening)
        .int64(ledgerRows)
        .int128(ledger)
        .int64(channelLines)
        .int128(channel)
        .int128(tolerated)
        .int128(adjusted)
        .int64(matchedRows)
        .int128(matched)
        .int128(fee)
        .int64(breakCount)
        .int128(breaks)
        .int128(closing)
        .int128(residual)
        .string(holds() ? "PROVED" : "INCOMPLETE")
        .string(resultsSha256)
        .nullableDate(previousDate)
        .string(previousSha256)
        .string(sha256)
        .int8(ResultChecksum.LAYOUT);
  }
}
