package dev.settle.batch.report;

import dev.settle.batch.reconciliation.ProofRow;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/**
 * The reconciliation of one channel and business date as it stands in the results, without its
 * breaks one by one, which may be many. Amounts: minor units.
 *
 * @param date business date
 * @param channel the channel's name
 * @param closed whether the day is closed: else what is found is provisional
 * @param proofs one a currency
 * @param chain how the proof hangs together with the one before
 * @param files the statements whose lines count
 * @param sides the day's rows of both sides by what they are
 * @param classes items by class
 * @param ages open breaks by class and age
 * @param statuses breaks by status
 * @param unapplied corrections that settled no break
 */
public record Report(
    LocalDate date,
    String channel,
    boolean closed,
    List<Proved> proofs,
    Chain chain,
    List<StatementFile> files,
    List<SideTotal> sides,
    List<ClassTotal> classes,
    List<AgeTotal> ages,
    List<StatusTotal> statuses,
    List<Unapplied> unapplied) {

  /** What it comes to. INCOMPLETE beats every other. */
  public Verdict verdict() {
    if (proofs.stream().anyMatch(proof -> !proof.verdict().equals("PROVED"))) {
      return Verdict.INCOMPLETE;
    }
    return closed ? Verdict.PROVED : Verdict.PROVISIONAL;
  }

  /** Number of breaks that somebody has to do something about. */
  public long openBreaks() {
    return ages.stream().mapToLong(AgeTotal::breaks).sum();
  }

  /** What a report comes to. */
  public enum Verdict {
    /** Every movement explains every open item. */
    PROVED,
    /** It does, but the day is not closed: it may still change. */
    PROVISIONAL,
    /** Something is not explained, or not there. */
    INCOMPLETE
  }

  /**
   * The statement of proof of one currency.
   *
   * @param row its figures
   * @param verdict PROVED or INCOMPLETE
   */
  public record Proved(ProofRow row, String verdict) {}

  /**
   * The chain.
   *
   * @param resultsSha256 of the day's results
   * @param previousDate the day before in the chain; empty at the first
   * @param previousSha256 its hash; empty at the first
   * @param sha256 hash of this proof
   */
  public record Chain(
      String resultsSha256, String previousDate, String previousSha256, String sha256) {}

  /**
   * A statement.
   *
   * @param account account at the channel
   * @param part what of the day it covers
   * @param name name of the file
   * @param format its format
   * @param sha256 of its uncompressed content
   * @param lines number of its lines
   */
  public record StatementFile(
      String account, String part, String name, String format, String sha256, long lines) {}

  /**
   * Rows of one side.
   *
   * @param side LEDGER or CHANNEL
   * @param cause PAYMENT, REFUND, …
   * @param amount what the channel owes by them
   * @param fee charged by them; of the channel's side only
   * @param expectedFee by the rate card
   */
  public record SideTotal(
      String side,
      String cause,
      String currency,
      long rows,
      BigInteger amount,
      BigInteger fee,
      BigInteger expectedFee) {}

  /**
   * Items of a class.
   *
   * @param name the class, or ADJUSTED
   */
  public record ClassTotal(
      String name, String currency, long items, BigInteger ledger, BigInteger channel) {}

  /**
   * Open breaks of a class and age.
   *
   * @param bucket 0-1, 2-7, 8-30 or &gt;30 days
   * @param stake their sizes, added
   */
  public record AgeTotal(
      String name, String bucket, String currency, long breaks, BigInteger stake) {}

  /**
   * Breaks of a status.
   *
   * @param name NEW, PERSISTING, ADJUSTED or RESOLVED
   */
  public record StatusTotal(String name, long breaks) {}

  /**
   * A correction that settled nothing.
   *
   * @param moved on the channel's account
   */
  public record Unapplied(String journalId, String breakId, String currency, BigInteger moved) {}
}
