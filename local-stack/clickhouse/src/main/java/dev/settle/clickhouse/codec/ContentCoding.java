package dev.settle.clickhouse.codec;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** The content encodings of HTTP that the front reads and writes. */
public enum ContentCoding {
  /** RFC 1952. */
  GZIP("gzip"),
  /** The zlib format, as HTTP means by this name. */
  DEFLATE("deflate"),
  /** LZ4 frames. */
  LZ4("lz4"),
  /** Zstandard frames. */
  ZSTD("zstd");

  private static final int BUFFER_BYTES = 1 << 16;

  private final String token;

  ContentCoding(String token) {
    this.token = token;
  }

  /** The name in the header. */
  public String token() {
    return token;
  }

  /** The coding of this name, if it is known. */
  public static Optional<ContentCoding> named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (ContentCoding coding : values()) {
      if (coding.token.equals(wanted)) {
        return Optional.of(coding);
      }
    }
    return Optional.empty();
  }

  /** The first coding of an Accept-Encoding header that is known and not refused by q=0. */
  public static Optional<ContentCoding> accepted(String header) {
    for (String item : header.split(",", -1)) {
      int semicolon = item.indexOf(';');
      String weight = semicolon < 0 ? "" : item.substring(semicolon + 1).replace(" ", "");
      Optional<ContentCoding> coding = named(semicolon < 0 ? item : item.substring(0, semicolon));
      if (coding.isPresent() && !weight.matches("q=0(\\.0*)?")) {
        return coding;
      }
    }
    return Optional.empty();
  }

  /** Decodes a request's body. */
  public InputStream decode(InputStream in) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
      case DEFLATE -> new InflaterInputStream(in);
      case LZ4 -> new LZ4FrameInputStream(in);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  /** Encodes a response's body. */
  public OutputStream encode(OutputStream out) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
      case DEFLATE -> new DeflaterOutputStream(out);
      case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }
}
