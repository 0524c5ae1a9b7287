package dev.settle.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteBackCacheTest {
  private static final int VALUES_MAX = 20;

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

            @Override
            public void remove(String key) {
              writes++;
              stored.remove(key);
            }
          },
          VALUES_MAX);

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
  void shouldTakeAValueOutOfTheStoreWhenItIsRemoved() throws Exception {
    add("a", 1);
    add("b", 1);
    cache.writeBack();
    cache.at("a").remove();
    cache.at("never stored").remove();
    assertThat(cache.at("a").value()).isNull();
    cache.writeBack();
    assertThat(stored).containsOnlyKeys("b");
    assertThat(writes).isEqualTo(3);
  }

  @Test
  void shouldHoldNoMoreThanItMayAndLoseNothing() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + random.nextInt(1 + random.nextInt(60));
      add(key, i);
      expected.merge(key, (long) i, Long::sum);
      assertThat(cache.size()).isLessThanOrEqualTo(VALUES_MAX);
      if (i % 997 == 0) {
        cache.writeBack();
        assertThat(stored).isEqualTo(expected);
      }
    }
    cache.writeBack();
    assertThat(stored).isEqualTo(expected);
  }

  @Test
  void shouldLetGoWhatWasNotUsedInTheSecondHalf() throws Exception {
    for (int i = 0; i < VALUES_MAX; i++) {
      add("k" + i, 1);
    }
    cache.at("k0").value();
    add("one more", 1);
    assertThat(stored).doesNotContainKeys("k0", "k19").containsKeys("k1", "k8");
    assertThat(cache.size()).isLessThan(VALUES_MAX).isGreaterThan(VALUES_MAX / 2);
  }

  @Test
  void shouldLetGoWhatIsDoneBeforeAnythingElse() throws Exception {
    for (int i = 0; i < VALUES_MAX; i++) {
      add("k" + i, 1);
      if (i >= VALUES_MAX / 2) {
        cache.at("k" + i).done();
      }
    }
    add("one more", 1);
    assertThat(stored).containsKeys("k10", "k19").doesNotContainKeys("k0", "k9");
    assertThat(cache.size()).isEqualTo(VALUES_MAX / 2 + 1);
  }

  @Test
  void shouldKeepWhatIsChangedAgainAfterItWasDone() throws Exception {
    add("again", 1);
    cache.at("again").done();
    add("again", 1);
    for (int i = 1; i < VALUES_MAX; i++) {
      add("k" + i, 1);
      cache.at("k" + i).done();
    }
    add("one more", 1);
    assertThat(stored).doesNotContainKey("again").hasSize(VALUES_MAX - 1);
  }

  @Test
  void shouldMakeRoomWhenEverythingWasUsed() throws Exception {
    for (int i = 0; i < VALUES_MAX; i++) {
      add("k" + i, 1);
    }
    for (int i = 0; i < VALUES_MAX; i++) {
      cache.at("k" + i).value();
    }
    add("one more", 1);
    assertThat(cache.size()).isEqualTo(1);
    assertThat(stored).hasSize(VALUES_MAX);
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
