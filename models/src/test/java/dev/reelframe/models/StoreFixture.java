package dev.reelframe.models;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Entries and contents for tests of the store. */
final class StoreFixture {
  static final String FILE = "things/thing.bin";

  private StoreFixture() {}

  /** 300 kB that no two seeds share. */
  static byte[] content(int seed) {
    byte[] bytes = new byte[300_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static ModelEntry thing(byte[] content, Source source) {
    return entry("thing", part("model", FILE, content, source));
  }

  static ModelEntry thing(byte[] content, String address) {
    return thing(content, new Source.Download(URI.create(address)));
  }

  static ModelPart part(String role, String file, byte[] content, Source source) {
    return new ModelPart(
        role, file, OptionalLong.of(content.length), Optional.of(sha256(content)), source);
  }

  static ModelEntry entry(String name, ModelPart... parts) {
    return new ModelEntry(
        name,
        name,
        "test",
        "1",
        "MIT",
        "binary",
        List.of(parts),
        List.of(),
        List.of(),
        "",
        "",
        "",
        List.of());
  }
}
