package dev.reelframe.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes one file out of a zip archive (a MediaPipe {@code .task}, a TFLite file with metadata). */
final class Archive {
  private Archive() {}

  /**
   * Writes one entry to a file.
   *
   * @param limit bytes the entry may have; what unpacks to more is refused
   * @throws ModelMismatch when the archive is none, lacks the entry, or any of its entries would
   *     climb out of a folder it is unpacked into
   * @throws IOException when the target cannot be written
   */
  static void unpack(Path zip, String name, Path target, long limit) throws IOException {
    try (ZipFile archive = open(zip)) {
      archive.stream().forEach(entry -> requireInside(zip, entry.getName()));
      ZipEntry entry = archive.getEntry(name);
      if (entry == null || entry.isDirectory()) {
        throw new ModelMismatch(
            "The archive "
                + zip
                + " holds no '"
                + name
                + "': it is not the one the catalogue means.");
      }
      try (InputStream in = archive.getInputStream(entry);
          OutputStream out = Files.newOutputStream(target)) {
        copy(in, out, limit, zip + "!" + name);
      }
    }
  }

  private static ZipFile open(Path zip) {
    try {
      return new ZipFile(zip.toFile());
    } catch (IOException e) {
      throw new ModelMismatch(
          "The file " + zip + " is no readable zip archive: " + e.getMessage(), e);
    }
  }

  private static void requireInside(Path zip, String name) {
    String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    try {
      ModelPart.requireSafe(plain);
    } catch (ModelMismatch unsafe) {
      throw new ModelMismatch(
          "The archive "
              + zip
              + " is refused: its entry '"
              + name
              + "' may climb out of the folder.",
          unsafe);
    }
  }

  private static void copy(InputStream in, OutputStream out, long limit, String what)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
      if (total > limit) {
        throw new ModelMismatch(
            what + " unpacks to more than the " + limit + " bytes the catalogue names: refused.");
      }
      out.write(buffer, 0, n);
    }
  }
}
