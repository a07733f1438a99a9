package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The clip that ships with the library, 13 s of known truth: a person, a cup, drawn balls, captions
 * in two languages, speech over music, three cuts, a dissolve and camera motion (NOTICE names the
 * sources).
 */
public final class SampleClip {
  private SampleClip() {}

  /** The sample clip, unpacked into a folder of this process that is removed at its end. */
  public static Video video() {
    return Holder.VIDEO;
  }

  private static final class Holder {
    static final Video VIDEO = unpacked();
  }

  private static Video unpacked() {
    try (InputStream in = SampleClip.class.getResourceAsStream("/dev/reelframe/sample.mp4")) {
      if (in == null) {
        throw new InputUnavailable("the sample clip is not in this build: build the toolkit again");
      }
      Path folder = Files.createTempDirectory("reelframe-sample");
      Path file = folder.resolve("sample.mp4");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      // Registered last, deleted first: the folder is empty by then.
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return Video.open(file);
    } catch (IOException e) {
      throw new InputUnavailable("the sample clip cannot be unpacked: " + e.getMessage(), true, e);
    }
  }
}
