package dev.reelframe.markup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that came with this build: style, script or page. Nobody's input gets in, so it may stand
 * in a page as it is.
 */
public final class BuildFile {
  private final String text;

  private BuildFile(String text) {
    this.text = text;
  }

  /** The file beside a class. */
  public static BuildFile of(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this build");
      }
      return new BuildFile(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Scripts one after the other, in strict mode. */
  public static BuildFile scripts(List<BuildFile> parts) {
    return new BuildFile(
        parts.stream()
            .map(BuildFile::text)
            .collect(Collectors.joining("\n", "\n'use strict';\n", "")));
  }

  /** A style sheet without comments and line breaks. */
  public BuildFile compact() {
    return new BuildFile(text.replaceAll("/\\*.*?\\*/", "").replaceAll("\\s*\\n\\s*", "").strip());
  }

  public String text() {
    return text;
  }
}
