package dev.settle.batch.statement.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The corpus, and a bounded number of mutations of it. Longer: {@code -Dfuzz.seconds=600} for each
 * format, {@code -Dfuzz.seed=…} for other inputs; with coverage as a guide see {@link
 * StatementFuzz}.
 */
class StatementCorpusTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20260704L);
  private static final long MUTATIONS = Long.getLong("fuzz.mutations", 400L);
  private static final long SECONDS = Long.getLong("fuzz.seconds", 0L);

  @TempDir private Path directory;

  @Test
  void shouldHoldStatementsOfEveryFormat() throws IOException {
    assertThat(Corpus.formats())
        .containsAll(StatementFormats.all().stream().map(StatementFormat::name).toList());
  }

  @TestFactory
  Stream<DynamicTest> shouldAcceptOrRefuseAsTheNameSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String format : Corpus.formats()) {
      for (Path file : Corpus.files(format)) {
        String name = file.getFileName().toString();
        tests.add(
            DynamicTest.dynamicTest(
                format + "/" + name,
                () -> {
                  StatementCheck check = Probe.check(file);
                  assertThat(check.accepted())
                      .as("%s", check.reason())
                      .isEqualTo(!name.startsWith("refused-"));
                  if (check.accepted()) {
                    assertThat(check.summary().format()).isEqualTo(format);
                  }
                }));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> shouldAcceptOrRefuseWhateverComes() throws IOException {
    return Corpus.formats().stream()
        .map(format -> DynamicTest.dynamicTest(format, () -> mutate(format)));
  }

  /** A wrapper changes no verdict and no hash. */
  @TestFactory
  Stream<DynamicTest> shouldSayTheSameOfEveryWrapper() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (StatementFormat format : StatementFormats.all()) {
      for (Path file : Corpus.files(format.name())) {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 1 && bytes[0] != 'P' && bytes[0] != 0x1F) {
          tests.add(
              DynamicTest.dynamicTest(
                  format.name() + "/" + file.getFileName(), () -> compareWrappers(file, bytes)));
        }
      }
    }
    return tests.stream();
  }

  private void compareWrappers(Path file, byte[] bytes) throws IOException {
    Probe probe = new Probe(directory);
    StatementCheck plain = Probe.check(file);
    for (byte[] wrapped : List.of(Parcel.gzip(bytes), Parcel.zip(bytes))) {
      StatementCheck check = probe.check(wrapped);
      assertThat(check.accepted()).as("%s", check.reason()).isEqualTo(plain.accepted());
      assertThat(check.sha256()).isEqualTo(plain.sha256());
      assertThat(check.summary()).isEqualTo(plain.summary());
    }
  }

  private void mutate(String format) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : Corpus.files(format)) {
      seeds.add(Parcel.open(Files.readAllBytes(file)));
    }
    Mutator mutator = new Mutator(SEED, seeds);
    Probe probe = new Probe(directory);
    long started = System.nanoTime();
    long count = 0;
    long accepted = 0;
    while (SECONDS == 0
        ? count < MUTATIONS
        : System.nanoTime() - started < SECONDS * 1_000_000_000L) {
      byte[] input = mutator.next();
      count++;
      accepted += probed(probe, input, format, count).accepted() ? 1 : 0;
    }
    long millis = Math.max(1, (System.nanoTime() - started) / 1_000_000);
    System.out.printf(
        "fuzz %s: %,d inputs in %,d ms (%,d/s), %,d accepted%n",
        format, count, millis, count * 1_000 / millis, accepted);
  }

  /** Keeps an input that fails, since its like may not come again. */
  private static StatementCheck probed(Probe probe, byte[] input, String format, long count)
      throws IOException {
    try {
      return probe.check(input);
    } catch (IOException | RuntimeException | Error e) {
      Path kept = Files.createDirectories(Path.of("target", "fuzz-findings"));
      Path file = kept.resolve(format + "-" + SEED + "-" + count);
      Files.write(file, input);
      throw new AssertionError("input kept in " + file + ": " + e, e);
    }
  }
}
