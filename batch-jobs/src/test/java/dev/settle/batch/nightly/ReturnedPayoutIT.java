package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.payout.PayoutDesk;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.statement.wechat.Bill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A payout from its settlement to the bank and back: what the bank returns is booked backwards and
 * is paid with the next settlement, once.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReturnedPayoutIT extends NightHistory {
  /** A Tuesday. */
  private static final String DAY = "2026-11-24";

  private static final String NEXT_DAY = "2026-11-25";
  private static final String ACCOUNT = "11014567890001";
  private static String returned = "";

  @Test
  @Order(1)
  void shouldPayWhatTheNightSettled() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 0, 0, "2026-01-01");
    pipeline.sql(
        "INSERT INTO payments.bank_account (account_no, currency, effective_from, holder, clearing_member) VALUES ('%s', 'CNY', '2020-01-01', 'Settle', '102100099996')"
            .formatted(ACCOUNT),
        "INSERT INTO payments.payout_limit (currency, effective_from, per_batch, per_payout, payouts_max, agreed_by) VALUES ('CNY', '2020-01-01', 1000000, 1000000, 10, 'ops')",
        "INSERT INTO payments.payee_bank_account (payee, currency, effective_from, holder, account_no, clearing_member, agreed_by) VALUES ('merchant:m1', 'CNY', '2020-01-01', 'Shop', '6200001539645303', '102100099996', 'ops')");
    pipeline.payment("o1", "t1", 10_000, "CNY", DAY);
    write(DAY, new Bill(Bill.ALL_27, MERCHANT, DAY).payment("t1", "o1", 10_000, 60).text());

    night(DAY);
    returned = texts("SELECT payout_id FROM batch.payout").get(0);
    try (Connection connection = postgres.getConnection()) {
      PayoutDesk desk = new PayoutDesk(connection);
      String batch =
          desk.propose("CNY", ACCOUNT, LocalDate.parse("2026-12-01"), "alice")
              .batches()
              .get(0)
              .id();
      desk.approve(batch, "bob", null);
    }
    pipeline.bookOrdered();

    assertThat(balance("merchant:m1")).isZero();
    assertThat(balance("bank:" + ACCOUNT)).isEqualTo(9_940);
    assertProved();
  }

  @Test
  @Order(2)
  void shouldPayWhatCameBackWithTheNextSettlement() throws Exception {
    pipeline.payment("o2", "t2", 5_000, "CNY", NEXT_DAY);
    write(
        NEXT_DAY, new Bill(Bill.ALL_27, MERCHANT, NEXT_DAY).payment("t2", "o2", 5_000, 30).text());
    bankReturns(9_940);

    night(NEXT_DAY);
    pipeline.bookOrdered();

    assertThat(
            texts(
                "SELECT kind || ' ' || amount FROM batch.settlement_line JOIN batch.settlement USING (settlement_id) WHERE window_day = '2026-11-25' ORDER BY line_no"))
        .containsExactly("FEE -30", "PAYMENT 5000", "PAYOUT_RETURNED 9940");
    assertThat(texts("SELECT state FROM batch.payout_state WHERE payout_id = '" + returned + "'"))
        .containsExactly("RETURNED");
    assertThat(texts("SELECT amount FROM batch.payout WHERE payout_id <> '" + returned + "'"))
        .containsExactly("14910");
    assertThat(balance("merchant:m1")).isEqualTo(14_910);
    assertThat(balance("bank:" + ACCOUNT)).isZero();
    assertProved();
  }

  @Test
  @Order(3)
  void shouldBookTheReturnOnceHoweverOftenTheNightRuns() throws Exception {
    night(NEXT_DAY);
    String thursday = "2026-11-26";
    pipeline.payment("o3", "t3", 1_000, "CNY", thursday);
    write(thursday, new Bill(Bill.ALL_27, MERCHANT, thursday).payment("t3", "o3", 1_000, 6).text());
    night(thursday);
    pipeline.bookOrdered();

    assertThat(texts("SELECT count(*) FROM batch.settlement_line WHERE kind = 'PAYOUT_RETURNED'"))
        .containsExactly("1");
    assertThat(balance("merchant:m1")).isEqualTo(14_910 + 994);
    assertProved();
  }

  /** The bank's statement, with a credit that names the payout. */
  private static void bankReturns(long cents) throws Exception {
    Path folder = Files.createDirectories(statements.resolve("bank"));
    String amount = "%d.%02d".formatted(cents / 100, cents % 100);
    Files.writeString(
        folder.resolve("camt053_" + NEXT_DAY + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>%1$sT20:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>S1</Id><CreDtTm>%1$sT20:00:00Z</CreDtTm>
        <Acct><Id><Othr><Id>%2$s</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%1$s</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%4$s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%1$s</Dt></Dt></Bal>
        <Ntry><Amt Ccy="CNY">%3$s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>%1$s</Dt></BookgDt><ValDt><Dt>%1$s</Dt></ValDt>
        <AcctSvcrRef>R1</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
        <NtryDtls><TxDtls><Refs><EndToEndId>%5$s</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """
            .formatted(
                NEXT_DAY,
                ACCOUNT,
                amount,
                "%d.%02d".formatted((cents + 100) / 100, cents % 100),
                returned));
  }

  private static long balance(String account) {
    return number(
        "SELECT toInt64(sum(amount)) AS n FROM settlement.ledger_entry WHERE account = '"
            + account
            + "'");
  }

  private static void assertProved() throws SQLException {
    pipeline.bookOrdered();
    try (Connection connection = postgres.getConnection()) {
      assertThat(new Prover(clickHouse).all(connection, null)).allMatch(Proof::holds);
    }
  }
}
