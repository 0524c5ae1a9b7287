package dev.settle.stack.bench;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.ServerFailedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes changes to {@code payments.changes}, with the connector's producer settings. */
final class PaymentLoader {
  /** Parts that {@link PaymentLoad} is made in, side by side. */
  private static final int PARTS = 2;

  /** Makes changes, in their order. */
  interface Changes {
    /** Hands all of them to the consumer. */
    void generate(Consumer<PaymentChange> out);
  }

  private PaymentLoader() {}

  /** Writes the ledger's payments. */
  static void load(String bootstrapServers, PaymentLoadSpec spec, Progress progress)
      throws InterruptedException {
    List<Changes> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(new PaymentLoad(spec, part, PARTS)::generate);
    }
    load(bootstrapServers, parts, spec.payments(), progress);
  }

  /**
   * Writes all changes, the parts side by side; returns when Kafka has acknowledged them.
   *
   * @param payments that they are of, for the log
   * @throws ServerFailedException when Kafka has refused a record
   */
  static void load(String bootstrapServers, List<Changes> parts, long payments, Progress progress)
      throws InterruptedException {
    long begin = System.nanoTime();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    LongAdder written = new LongAdder();
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
      List<Future<?>> running = new ArrayList<>();
      for (Changes part : parts) {
        AvroCodec<PaymentChange> codec = AvroCodec.of(PaymentChange.class);
        running.add(
            threads.submit(
                () ->
                    part.generate(
                        change -> {
                          written.increment();
                          send(producer, codec, change, failure);
                        })));
      }
      for (Future<?> part : running) {
        part.get();
      }
      producer.flush();
    } catch (ExecutionException e) {
      failure.compareAndSet(null, e);
    } finally {
      threads.shutdownNow();
    }
    Exception first = failure.get();
    if (first != null) {
      throw new ServerFailedException("the load was not written: " + first);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    progress.line(
        String.format(
            Locale.ROOT,
            "loaded %,d changes of %,d payments in %.1f s (%,.0f records/s)",
            written.sum(),
            payments,
            seconds,
            written.sum() / seconds));
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      AvroCodec<PaymentChange> codec,
      PaymentChange change,
      AtomicReference<@Nullable Exception> failure) {
    byte[] key = change.getOrderId().getBytes(StandardCharsets.UTF_8);
    // Its outcome comes to the callback; the flush at the end waits for all.
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(Topics.CHANGES, key, codec.encode(change)),
            (done, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "compression.type", "lz4",
            "linger.ms", 20,
            "batch.size", 262_144,
            "buffer.memory", 67_108_864),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
