package dev.settle.batch.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementContentTest {
  private static final byte[] TEXT = "日期,金额\r\n1,2\r\n".getBytes(UTF_8);
  private static final byte[] OTHER = "汇总\r\n".getBytes(ByteLines.CHINESE);
  private static final Charset GBK = Charset.forName("GBK");

  private final Path folder;

  StatementContentTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldGiveTheOnePartOfPlainGzipAndZipUnderItsName() throws Exception {
    try (StatementContent plain = open("a.csv", TEXT);
        StatementContent gzip = open("a.csv.gz", Packed.gzip(TEXT));
        StatementContent zip = open("a.zip", Packed.zip(UTF_8, Map.of("b.csv", TEXT)))) {
      assertThat(plain.parts()).extracting(StatementPart::name).containsExactly("a.csv");
      assertThat(gzip.parts()).extracting(StatementPart::name).containsExactly("a.csv");
      assertThat(zip.parts()).extracting(StatementPart::name).containsExactly("b.csv");
      for (StatementContent content : List.of(plain, gzip, zip)) {
        assertThat(bytesOf(content.onlyPart())).isEqualTo(TEXT);
        assertThat(bytesOf(content.onlyPart())).as("a second time").isEqualTo(TEXT);
        assertThat(content.sha256()).isEqualTo(plain.sha256()).hasSize(64);
      }
    }
  }

  @Test
  void shouldDecodeEntryNamesInGbkWithoutAFlagAndInUtf8() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("20881_业务明细.csv", TEXT);
    files.put("20881_业务明细(汇总).csv", OTHER);
    try (StatementContent gbk = open("gbk.zip", Packed.zip(GBK, files));
        StatementContent utf8 = open("utf8.zip", Packed.zip(UTF_8, files))) {
      assertThat(gbk.parts())
          .extracting(StatementPart::name)
          .containsExactly("20881_业务明细(汇总).csv", "20881_业务明细.csv");
      assertThat(utf8.sha256()).isEqualTo(gbk.sha256());
      assertThat(bytesOf(gbk.parts().get(0))).isEqualTo(OTHER);
      assertThat(gbk.head().parts().get(0).firstLine(ByteLines.CHINESE)).isEqualTo("汇总");
    }
  }

  @Test
  void shouldGiveAnotherHashWhenAPartOrItsNameIsAnother() throws Exception {
    try (StatementContent one = open("1.zip", Packed.zip(UTF_8, Map.of("a", TEXT, "b", OTHER)));
        StatementContent two = open("2.zip", Packed.zip(UTF_8, Map.of("a", OTHER, "b", TEXT)))) {
      assertThat(one.sha256()).isNotEqualTo(two.sha256());
    }
  }

  @Test
  void shouldHashAPartThatIsReadOnlyInPart() throws Exception {
    try (StatementContent half = open("half", TEXT);
        StatementContent whole = open("whole", TEXT)) {
      try (InputStream in = half.onlyPart().open()) {
        assertThat(in.readNBytes(3)).hasSize(3);
        assertThat(in.skip(2)).isEqualTo(2);
      }
      bytesOf(whole.onlyPart());
      assertThat(half.sha256()).isEqualTo(whole.sha256());
    }
  }

  @Test
  void shouldMakeNamesWithFoldersHarmless() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("../../etc/cron.d/evil", TEXT);
    files.put("c:\\windows\\evil.csv", OTHER);
    files.put("folder/", new byte[0]);
    files.put("__MACOSX/._evil", new byte[] {1, 2, 3});
    try (StatementContent content = open("evil.zip", Packed.zip(UTF_8, files))) {
      assertThat(content.parts())
          .extracting(StatementPart::name)
          .containsExactly("evil", "evil.csv");
    }
  }

  @Test
  void shouldRefuseTwoEntriesOfOneName() throws IOException {
    byte[] zip = Packed.zip(UTF_8, Map.of("x/a.csv", TEXT, "y/a.csv", OTHER));
    assertThatThrownBy(() -> open("twice.zip", zip)).hasMessage("the zip holds a.csv twice");
  }

  @Test
  void shouldRefuseAnArchiveWithinAnArchive() throws Exception {
    byte[] inner = Packed.zip(UTF_8, Map.of("a.csv", TEXT));
    try (StatementContent zip = open("z.zip", Packed.zip(UTF_8, Map.of("inner.dat", inner)));
        StatementContent gzip = open("z.gz", Packed.gzip(Packed.gzip(TEXT)))) {
      assertThatThrownBy(zip::head).hasMessageContaining("another archive (inner.dat)");
      assertThatThrownBy(gzip::head).hasMessageContaining("another archive (z)");
    }
  }

  @Test
  void shouldRefuseAnEncryptedZip() throws IOException {
    byte[] zip = Packed.zip(UTF_8, Map.of("a.csv", TEXT));
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[6] |= 1;
    zip[directory + 8] |= 1;
    assertThatThrownBy(() -> open("secret.zip", zip)).hasMessageContaining("the zip is encrypted");
  }

  @Test
  void shouldRefuseAZipOfAnotherMethodThanDeflate() throws IOException {
    byte[] zip = Packed.zip(UTF_8, Map.of("a.csv", TEXT));
    zip[8] = 12;
    zip[indexOf(zip, new byte[] {'P', 'K', 1, 2}) + 10] = 12;
    assertThatThrownBy(() -> open("bzip2.zip", zip)).hasMessageContaining("other than deflate");
  }

  @Test
  void shouldRefuseADamagedZipWhereverItIsDamaged() throws Exception {
    byte[] text = "line of a statement, 1.00\n".repeat(200).getBytes(UTF_8);
    byte[] zip = Packed.zip(UTF_8, Map.of("a.csv", text));
    for (int end = 4; end < zip.length; end++) {
      byte[] cut = Arrays.copyOf(zip, end);
      assertThatThrownBy(() -> readAll("cut.zip", cut)).as("cut at %d", end).isNotNull();
    }
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    int refused = 0;
    for (int i = 30 + "a.csv".length(); i < directory - 16; i++) {
      byte[] flipped = zip.clone();
      flipped[i] ^= 0x10;
      try (StatementContent content = open("flipped.zip", flipped)) {
        assertThat(bytesOf(content.onlyPart())).as("byte %d does not matter", i).isEqualTo(text);
      } catch (StatementDamagedException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void shouldRefuseACutOrDamagedGzip() throws IOException {
    byte[] gzip = Packed.gzip("line of a statement, 1.00\n".repeat(200).getBytes(UTF_8));
    for (int end = 2; end < gzip.length; end++) {
      byte[] cut = Arrays.copyOf(gzip, end);
      assertThatThrownBy(() -> readAll("cut.gz", cut))
          .as("cut at %d", end)
          .isInstanceOf(StatementDamagedException.class);
    }
  }

  @Test
  void shouldRefuseAZipOfTooManyFilesOrOfNone() throws IOException {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i <= UnpackLimits.ENTRIES_MAX; i++) {
      many.put("f" + i, TEXT);
    }
    assertThatThrownBy(() -> open("many.zip", Packed.zip(UTF_8, many)))
        .hasMessageContaining("the zip holds 65 files, more than 64");
    assertThatThrownBy(() -> open("none.zip", Packed.zip(UTF_8, Map.of())))
        .hasMessage("the zip holds no file");
    assertThatThrownBy(() -> open("folder.zip", Packed.zip(UTF_8, Map.of("f/", new byte[0]))))
        .hasMessage("the zip holds no file");
  }

  @Test
  void shouldRefuseBombsBeforeTheyUnpack() throws IOException {
    byte[] zeros = new byte[64 << 20];
    assertThatThrownBy(() -> open("bomb.zip", Packed.zip(UTF_8, Map.of("a.csv", zeros))))
        .hasMessageContaining("a.csv unpacks to more than 200 times its size");
    assertThatThrownBy(() -> readAll("bomb.gz", Packed.gzip(zeros)))
        .isInstanceOf(StatementDamagedException.class)
        .hasMessageContaining("more than 200 times its size");
  }

  @Test
  void shouldRefuseAZipThatUnpacksToMoreThanItDeclares() throws IOException {
    byte[] zip = Packed.zip(UTF_8, Map.of("a.csv", TEXT));
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    CRC32 crc = new CRC32();
    crc.update(TEXT, 0, 4);
    for (int i = 0; i < 4; i++) {
      zip[directory + 16 + i] = (byte) (crc.getValue() >>> (8 * i));
    }
    zip[directory + 24] = 4;
    assertThatThrownBy(() -> readAll("liar.zip", zip))
        .isInstanceOf(StatementDamagedException.class);
  }

  @Test
  void shouldReadAGzipOfSeveralMembers() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : List.of(TEXT, OTHER)) {
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(part);
      }
    }
    try (StatementContent content = open("two.gz", bytes.toByteArray())) {
      assertThat(bytesOf(content.onlyPart())).hasSize(TEXT.length + OTHER.length);
    }
  }

  @Test
  void shouldSayWhichFormatsAreKnownAndWhatWasSeen() throws IOException {
    assertThat(reason("a.txt", "hello, world\n".getBytes(UTF_8)))
        .isEqualTo(
            "a.txt no known statement format begins with 'hello, world' (known formats: "
                + StatementFormats.names()
                + ")");
    assertThat(reason("gbk.txt", "你好\n".getBytes(GBK))).contains("'你好'");
    assertThat(reason("two.zip", Packed.zip(UTF_8, Map.of("a", TEXT, "b", OTHER))))
        .contains("a, which begins with '日期,金额'; b, which begins with '汇总'")
        .contains("WECHAT_TRADE_BILL");
    assertThat(reason("err.html", "<!DOCTYPE html><p>".getBytes(UTF_8))).contains("a web page");
    assertThat(reason("nul", new byte[] {1, 0, 2})).contains("NUL byte at column 2");
  }

  /** What people give for a statement, and what they should give instead. */
  @Test
  void shouldSayWhatToGiveInsteadOfAPersonalBillOrADocument() throws IOException {
    assertThat(reason("微信支付账单.csv", "\uFEFF微信支付账单明细,,,,,,,,\n".getBytes(UTF_8)))
        .contains("a personal bill of WeChat")
        .contains("give the 交易账单");
    assertThat(reason("alipay_record.csv", "支付宝交易记录明细查询\n账号:[a@b.c]\n".getBytes(GBK)))
        .contains("a personal bill of Alipay")
        .contains("give the 业务明细");
    assertThat(reason("alipay.csv", "----\n导出信息：\n----支付宝（中国）网络技术有限公司  电子客户回单----\n".getBytes(GBK)))
        .contains("a personal bill of Alipay");
    assertThat(reason("a.pdf", "%PDF-1.7\n".getBytes(UTF_8))).contains("a PDF");
    assertThat(reason("a.sta", "{1:F01ABNANL2A}{4:\n:20:1\n".getBytes(UTF_8))).contains("camt.053");
    assertThat(
            reason(
                "a.xlsx",
                Packed.zip(UTF_8, Map.of("[Content_Types].xml", TEXT, "xl/a.xml", OTHER))))
        .contains("a spreadsheet");
  }

  private String reason(String name, byte[] bytes) throws IOException {
    StatementCheck check =
        StatementFiles.check(write(name, bytes), Expectation.none(), LineConsumer.NONE);
    assertThat(check.accepted()).isFalse();
    return String.valueOf(check.reason());
  }

  private StatementContent open(String name, byte[] bytes)
      throws IOException, StatementRefusedException {
    return StatementContent.open(write(name, bytes));
  }

  private void readAll(String name, byte[] bytes) throws IOException, StatementRefusedException {
    try (StatementContent content = open(name, bytes)) {
      content.sha256();
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] bytesOf(StatementPart part) throws IOException, StatementRefusedException {
    try (InputStream in = part.open()) {
      return in.readAllBytes();
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }
}
