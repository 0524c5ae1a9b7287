package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteBackCacheTest {
  private static final int GENERATION_MAX = 10;

  private final Map<String, Long> stored = new HashMap<>();
  private int reads;
  private int writes;

  private final WriteBackCache<Long> cache =
      new WriteBackCache<>(
          new WriteBackCache.Store<>() {
            @Override
            public @Nullable Long read(String key) {
              reads++;
              return stored.get(key);
            }

            @Override
            public void write(String key, Long value) {
              writes++;
              stored.put(key, value);
            }
          },
          GENERATION_MAX);

  private void add(String key, long amount) throws Exception {
    cache.makeRoom();
    WriteBackCache.Slot<Long> slot = cache.at(key);
    Long before = slot.value();
    slot.update((before == null ? 0 : before) + amount);
  }

  @Test
  void shouldReadAndWriteAValueThatIsUsedAgainOnce() throws Exception {
    for (int i = 0; i < 100; i++) {
      add("a", 1);
    }
    assertThat(stored).isEmpty();
    cache.writeBack();
    assertThat(stored).containsOnly(Map.entry("a", 100L));
    assertThat(reads).isEqualTo(1);
    assertThat(writes).isEqualTo(1);
  }

  @Test
  void shouldWriteOnlyWhatWasChangedSince() throws Exception {
    add("a", 1);
    cache.writeBack();
    cache.at("a").value();
    cache.at("never stored").value();
    cache.writeBack();
    assertThat(writes).isEqualTo(1);
    assertThat(stored).containsOnlyKeys("a");
  }

  @Test
  void shouldHoldNoMoreThanTwoGenerationsAndLoseNothing() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + random.nextInt(1 + random.nextInt(60));
      add(key, i);
      expected.merge(key, (long) i, Long::sum);
      assertThat(cache.size()).isLessThanOrEqualTo(2 * GENERATION_MAX);
      if (i % 997 == 0) {
        cache.writeBack();
        assertThat(stored).isEqualTo(expected);
      }
    }
    cache.writeBack();
    assertThat(stored).isEqualTo(expected);
  }

  @Test
  void shouldKeepWhatIsUsedAndLetGoWhatIsNot() throws Exception {
    add("hot", 1);
    for (int i = 0; i < 1_000; i++) {
      add("cold" + i, 1);
      add("hot", 1);
    }
    assertThat(reads).isEqualTo(1_001);
    assertThat(stored).doesNotContainKey("hot").hasSizeGreaterThan(900);
  }
}
