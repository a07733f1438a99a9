package dev.reelframe.report.subtitle;

import dev.reelframe.media.MediaInfo;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunWriter;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Writes {@code speech.srt}, {@code speech.vtt}, {@code words.tsv} and {@code words.json} where
 * there is a transcript, and {@code text_overlay.srt} and {@code .vtt}, a second track for a player
 * that shows the first, where there are captions.
 */
public final class Subtitles implements RunWriter {
  private static final String SPEECH = "speech_transcription";
  private static final String OVERLAY = "text_overlay";

  @Override
  public List<Path> write(Analysis analysis, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Optional<MeasuredTable> speech = table(analysis, SPEECH);
    if (speech.isPresent()) {
      Optional<MeasuredTable> signal = speech.get().signal();
      files.addAll(track(cues(speech.get(), signal), folder, "speech"));
      if (signal.isPresent()) {
        files.add(write(folder, "words.tsv", WordList.tsv(signal.get())));
        files.add(write(folder, "words.json", WordList.json(signal.get())));
      }
    }
    Optional<MeasuredTable> overlay = table(analysis, OVERLAY);
    if (overlay.isPresent()) {
      int height = analysis.video().info().picture().map(MediaInfo.Picture::height).orElse(0);
      files.addAll(track(Cue.of(overlay.get(), height), folder, OVERLAY));
    }
    return files;
  }

  /**
   * SubRip, in cues of at most two lines of 42 characters and 7 s; a longer row is parted, and each
   * of its words takes the time that its letters are of the row's.
   *
   * @param table with {@code start_s, end_s, text}, for example {@code speech_transcription}
   */
  public static String srt(Table table) {
    return Cue.srt(Cue.readable(table));
  }

  /**
   * WebVTT, each cue with an identifier; parted as {@link #srt} parts.
   *
   * @param table with {@code start_s, end_s, text}
   * @param id begins each identifier
   */
  public static String webVtt(Table table, String id) {
    return Cue.webVtt(Cue.readable(table), id);
  }

  /** By the words' own times, where there are any. */
  private static List<Cue> cues(Table speech, Optional<MeasuredTable> signal) {
    return signal
        .map(words -> CueSplitter.split(TimedText.ofSignal(words)))
        .orElseGet(() -> Cue.readable(speech));
  }

  private static Optional<MeasuredTable> table(Analysis analysis, String name) {
    return analysis.tables().stream()
        .filter(t -> t.schema().table().equals(name) && !t.isEmpty())
        .findFirst();
  }

  private static List<Path> track(List<Cue> cues, Path folder, String name) throws IOException {
    return List.of(
        write(folder, name + ".srt", Cue.srt(cues)),
        write(folder, name + ".vtt", Cue.webVtt(cues, name)));
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
