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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link PaymentLoad} to {@code payments.changes}, with the connector's producer settings.
 */
final class PaymentLoader {
  private static final int PARTS = 2;

  private PaymentLoader() {}

  /**
   * Writes it all; returns when Kafka has acknowledged it.
   *
   * @throws ServerFailedException when Kafka has refused a record
   */
  static void load(String bootstrapServers, PaymentLoadSpec spec, Progress progress)
      throws InterruptedException {
    long begin = System.nanoTime();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    ExecutorService threads = Executors.newFixedThreadPool(PARTS);
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int part = 0; part < PARTS; part++) {
        PaymentLoad load = new PaymentLoad(spec, part, PARTS);
        AvroCodec<PaymentChange> codec = AvroCodec.of(PaymentChange.class);
        parts.add(
            threads.submit(() -> load.generate(change -> send(producer, codec, change, failure))));
      }
      for (Future<?> part : parts) {
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
            spec.records(),
            spec.payments(),
            seconds,
            spec.records() / seconds));
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
