package dev.settle.batch.statement.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets for Jazzer, guided by coverage; docs/statements.md says how to run one for long. Its name
 * keeps it out of the normal build, where the agent would slow the other tests: there {@link
 * StatementCorpusTest} stands for it. Zips are laid open, see {@link Parcel}.
 */
class StatementFuzz {
  private static final Probe PROBE = new Probe(scratch());

  @MethodSource("wechatTradeBillSeeds")
  @FuzzTest(maxDuration = "1h")
  void wechatTradeBill(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("wechatFundFlowSeeds")
  @FuzzTest(maxDuration = "1h")
  void wechatFundFlow(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("alipayTradeBillSeeds")
  @FuzzTest(maxDuration = "1h")
  void alipayTradeBill(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("alipayAccountBillSeeds")
  @FuzzTest(maxDuration = "1h")
  void alipayAccountBill(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("unionpaySeeds")
  @FuzzTest(maxDuration = "1h")
  void unionpay(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("stripeSeeds")
  @FuzzTest(maxDuration = "1h")
  void stripe(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("adyenSeeds")
  @FuzzTest(maxDuration = "1h")
  void adyen(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  @MethodSource("camtSeeds")
  @FuzzTest(maxDuration = "1h")
  void camt(byte[] input) throws IOException {
    PROBE.check(Parcel.pack(input));
  }

  /** Archives as they are: what is inside is the others' business. */
  @MethodSource("wrapperSeeds")
  @FuzzTest(maxDuration = "1h")
  void wrapper(byte[] input) throws IOException {
    PROBE.check(input);
  }

  static List<byte[]> wechatTradeBillSeeds() throws IOException {
    return seeds("WECHAT_TRADE_BILL");
  }

  static List<byte[]> wechatFundFlowSeeds() throws IOException {
    return seeds("WECHAT_FUND_FLOW");
  }

  static List<byte[]> alipayTradeBillSeeds() throws IOException {
    return seeds("ALIPAY_TRADE_BILL");
  }

  static List<byte[]> alipayAccountBillSeeds() throws IOException {
    return seeds("ALIPAY_ACCOUNT_BILL");
  }

  static List<byte[]> unionpaySeeds() throws IOException {
    return seeds("UNIONPAY_SETTLEMENT");
  }

  static List<byte[]> stripeSeeds() throws IOException {
    return seeds("STRIPE_PAYOUT_RECONCILIATION");
  }

  static List<byte[]> adyenSeeds() throws IOException {
    return seeds("ADYEN_SETTLEMENT_DETAILS");
  }

  static List<byte[]> camtSeeds() throws IOException {
    return seeds("CAMT_053");
  }

  static List<byte[]> wrapperSeeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String format : Corpus.formats()) {
      for (Path file : Corpus.files(format)) {
        byte[] bytes = Files.readAllBytes(file);
        if (format.equals("WRAPPER") || (bytes.length > 1 && bytes[0] == 'P')) {
          seeds.add(bytes);
        }
      }
    }
    return seeds;
  }

  private static List<byte[]> seeds(String format) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : Corpus.files(format)) {
      seeds.add(Parcel.open(Files.readAllBytes(file)));
    }
    return seeds;
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("statement-fuzz");
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
