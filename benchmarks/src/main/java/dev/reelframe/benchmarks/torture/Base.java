package dev.reelframe.benchmarks.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole file that damaged ones are made from.
 *
 * @param name its ending is the container's
 */
record Base(String name, byte[] bytes) {
  private static final List<String> PICTURE =
      List.of("-f", "lavfi", "-i", "testsrc2=s=128x96:r=20:d=2");
  private static final List<String> TONE =
      List.of("-f", "lavfi", "-i", "sine=440:r=44100:d=2,tremolo=f=5");

  /** Name, then the encoders and options; "-vn" and "-an" leave a stream out. */
  private static final String[] MADE = {
    "h264.mp4 -c:v libopenh264 -g 10 -c:a aac -movflags +faststart",
    "h264_index_last.mp4 -c:v libopenh264 -g 10 -c:a aac",
    "h264_fragments.mp4 -c:v libopenh264 -g 10 -c:a aac -movflags frag_keyframe+empty_moov",
    "av1.mp4 -c:v libsvtav1 -preset 12 -g 10 -c:a libopus",
    "mjpeg_pcm.mov -c:v mjpeg -c:a pcm_s16le",
    "prores.mov -c:v prores -c:a pcm_s24le",
    "h264_opus.mkv -c:v libopenh264 -g 10 -c:a libopus",
    "ffv1_flac.mkv -c:v ffv1 -c:a flac",
    "vp8_opus.webm -c:v libvpx -deadline realtime -g 10 -c:a libopus",
    "vp9_opus.webm -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 10 -c:a libopus",
    "mpeg2_mp2.ts -c:v mpeg2video -c:a mp2",
    "h264_aac.ts -c:v libopenh264 -g 10 -c:a aac",
    "h264_ac3.m2ts -c:v libopenh264 -g 10 -c:a ac3 -mpegts_m2ts_mode 1",
    "mpeg4_mp3.avi -c:v mpeg4 -c:a libmp3lame",
    "flv1_mp3.flv -c:v flv1 -c:a libmp3lame",
    "mpeg1_mp2.mpg -c:v mpeg1video -c:a mp2",
    "wmv2_wmav2.wmv -c:v wmv2 -c:a wmav2",
    "picture.gif -an",
    "pcm.wav -vn",
    "cbr.mp3 -vn -c:a libmp3lame",
    "sound.flac -vn",
    "opus.ogg -vn -c:a libopus",
    "aac.m4a -vn -c:a aac",
    "adts.aac -vn -c:a aac"
  };

  /** Files of other programs than ours; left out where {@code shared} is not there. */
  private static final String[] FOUND = {"media/thanks.mkv", "cases/webm-opus/plain.webm"};

  /** All bases, drawn into a folder that may go afterwards. */
  static List<Base> all(Path ffmpeg, Path shared, Path work) throws IOException {
    List<Base> bases = new ArrayList<>();
    for (String made : MADE) {
      List<String> words = List.of(made.split(" "));
      Path file = work.resolve(words.getFirst());
      List<String> command =
          new ArrayList<>(List.of(ffmpeg.toString(), "-y", "-v", "error", "-nostdin"));
      if (!words.contains("-vn")) {
        command.addAll(PICTURE);
      }
      if (!words.contains("-an")) {
        command.addAll(TONE);
      }
      command.addAll(words.subList(1, words.size()));
      command.add(file.toString());
      run(command);
      bases.add(new Base(words.getFirst(), Files.readAllBytes(file)));
      Files.delete(file);
    }
    for (String found : FOUND) {
      Path file = shared.resolve(found);
      if (Files.exists(file)) {
        bases.add(new Base(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    }
    return bases;
  }

  private static void run(List<String> command) throws IOException {
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (child.waitFor() != 0) {
        throw new IOException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
