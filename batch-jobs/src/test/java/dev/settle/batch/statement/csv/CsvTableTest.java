package dev.settle.batch.statement.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  private static final int RECORD_CHARACTERS = 1 << 20;

  @Test
  void shouldBindByNameAndNumberRecordsByTheirFirstLine() throws Exception {
    CsvTable table = table("\uFEFFb,a\r\n\"x, \"\"y\"\"\nz\",1\r\n\r\n2,3");

    assertThat(table.next()).isTrue();
    assertThat(table.line()).isEqualTo(2);
    assertThat(table.get("b")).isEqualTo("x, \"y\"\nz");
    assertThat(table.get("a")).isEqualTo("1");
    assertThat(table.get("c")).isEmpty();
    assertThat(table.next()).isTrue();
    assertThat(table.line()).isEqualTo(5);
    assertThat(table.get("a")).isEqualTo("3");
    assertThat(table.next()).isFalse();
  }

  /** A character of four bytes and a byte order mark, each cut by the end of a read. */
  @Test
  void shouldReadStreamsThatGiveOneByteAtATime() throws Exception {
    byte[] bytes = "\uFEFFa\n茶😀\n".getBytes(StandardCharsets.UTF_8);
    CsvTable table = new CsvTable(new OneByOne(bytes));

    assertThat(table.next()).isTrue();
    assertThat(table.get("a")).isEqualTo("茶😀");
    assertThat(table.next()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| the file is empty",
        "'a,b,a~'| line 1, field a: the header names this column twice",
        "'a,b~1~'| line 2: 1 fields where the header has 2: the record is cut",
        "'a,b~1,2,3~'| line 2: 3 fields where the header has 2",
        "'a,b~1,2~3,\"x~'| line 4: the file ends within a quoted field",
        "'a~\"x~'| line 3: the file ends within a quoted field: it is cut off",
        "'a~\"x\"y~'| not CSV: Exception when reading record that started in line 2",
        "'a~1~\0~'| line 3: NUL byte",
      })
  void shouldRefuse(String text, String cause) {
    assertThatThrownBy(() -> read(text.replace('~', '\n')))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining(cause);
  }

  @Test
  void shouldRefuseAnotherEncodingNamingTheLine() {
    byte[] bytes = "a\nx\nMünchen\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining("line 3: not UTF-8 text");
  }

  @Test
  void shouldRefuseACharacterThatIsCutAtTheEnd() {
    byte[] bytes = {'a', '\n', 'x', (byte) 0xE8, (byte) 0x8C};

    assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining("line 2: not UTF-8 text");
  }

  /** An open quotation mark swallows what follows: it must end long before memory does. */
  @ParameterizedTest
  @ValueSource(strings = {"\"", ""})
  void shouldRefuseRecordsLongerThanAnyRealOne(String start) {
    assertThatThrownBy(() -> read("a,b\n" + start + "x".repeat(RECORD_CHARACTERS)))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining("not CSV");
  }

  @Test
  void shouldRefuseMoreColumnsThanAnyRealFile() {
    assertThatThrownBy(() -> read(",".repeat(600)))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining("not CSV");
  }

  @Test
  void shouldPassOnWhatTheStreamThrows() {
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8))) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read < 0) {
              throw new IOException("disk gone");
            }
            return read;
          }
        };

    assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class).hasMessage("disk gone");
  }

  private static CsvTable table(String text) throws IOException, StatementRefusedException {
    return new CsvTable(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Integer> read(String text) throws IOException, StatementRefusedException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Integer> read(InputStream in) throws IOException, StatementRefusedException {
    CsvTable table = new CsvTable(in);
    List<Integer> lines = new ArrayList<>();
    while (table.next()) {
      lines.add(table.line());
    }
    return lines;
  }

  /** Gives one byte a read. */
  private static final class OneByOne extends ByteArrayInputStream {
    OneByOne(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1));
    }
  }
}
