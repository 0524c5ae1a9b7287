package dev.settle.stack.bench;

import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.process.Template;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/**
 * A day of ledger rows in the engine and the channel's bill of it on disk, both made from one model
 * in SQL ({@code reconcile/model.sql}), so that what the night must find is known beforehand.
 */
final class ReconcileLoad {
  /** The day that is measured; the day before holds what is carried over. */
  static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private static final String HEADER =
      "\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
          + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
  private static final String SUMMARY_HEADER =
      "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";

  private final BenchEngine engine;
  private final Path statements;
  private final Map<String, String> values;

  ReconcileLoad(BenchEngine engine, Path statements, ReconcileBenchSettings settings) {
    this.engine = engine;
    this.statements = statements;
    this.values =
        Map.of(
            "rows", Long.toString(settings.rows()),
            "seed", Long.toString(settings.seed()),
            "business_date", DAY.toString());
  }

  /** Makes it all. */
  void make(Progress progress) throws IOException, InterruptedException, SQLException {
    long started = System.nanoTime();
    engine.migrate();
    engine.ask("CREATE DATABASE IF NOT EXISTS bench");
    engine.ask(sql("model.sql", Map.of()));
    engine.ask(sql("agreement.sql", Map.of()));
    engine.ask(sql("ledger.sql", values));
    Path bill = statements.resolve("wechat").resolve("1900000109All" + DAY + ".csv");
    Files.createDirectories(statements.resolve("wechat"));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(bill), 1 << 20)) {
      out.write(HEADER.getBytes(StandardCharsets.UTF_8));
      engine.copyLines(sql("bill.sql", values), out);
      out.write(SUMMARY_HEADER.getBytes(StandardCharsets.UTF_8));
      engine.copyLines(sql("totals.sql", values), out);
    }
    progress.line(
        String.format(
            Locale.ROOT,
            "made: %s ledger rows, a bill of %,d MB, in %d s",
            engine.ask("SELECT count() FROM settlement.ledger_entry"),
            Files.size(bill) / 1_000_000,
            (System.nanoTime() - started) / 1_000_000_000));
  }

  /**
   * Compares what the night found with what it had to find.
   *
   * @throws ServerFailedException when they differ
   */
  String requireFound() throws IOException, InterruptedException {
    String expected = engine.ask(sql("expected.sql", values));
    String found = engine.ask(sql("found.sql", values));
    if (!found.equals(expected)) {
      throw new ServerFailedException(
          "the night did not find what is in the load; expected:\n%s\nfound:\n%s"
              .formatted(expected, found));
    }
    return found.replace('\t', ' ').replace("\n", ", ");
  }

  private static String sql(String name, Map<String, String> values) throws IOException {
    return Template.render(ReconcileLoad.class, "reconcile/" + name, values);
  }
}
