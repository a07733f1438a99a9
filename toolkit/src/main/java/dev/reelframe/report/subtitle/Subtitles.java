package dev.reelframe.report.subtitle;

import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunWriter;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Row;

/**
 * Writes {@code speech.srt}, {@code speech.vtt} and {@code words.tsv} where there is a transcript,
 * and {@code text_overlay.srt} and {@code .vtt} where there are captions. Words with all their
 * columns stand in the saved tables.
 */
public final class Subtitles implements RunWriter {
  private static final String SPEECH = "speech_transcription";
  private static final String OVERLAY = "text_overlay";

  @Override
  public void write(Analysis analysis, Path folder) throws IOException {
    Optional<MeasuredTable> speech = table(analysis, SPEECH);
    if (speech.isPresent()) {
      track(speech.get(), folder, "speech");
      Optional<MeasuredTable> signal = speech.get().signal();
      if (signal.isPresent()) {
        Files.writeString(folder.resolve("words.tsv"), words(signal.get()), StandardCharsets.UTF_8);
      }
    }
    Optional<MeasuredTable> overlay = table(analysis, OVERLAY);
    if (overlay.isPresent()) {
      track(overlay.get(), folder, OVERLAY);
    }
  }

  private static Optional<MeasuredTable> table(Analysis analysis, String name) {
    return analysis.tables().stream()
        .filter(t -> t.schema().table().equals(name) && !t.isEmpty())
        .findFirst();
  }

  private static void track(MeasuredTable table, Path folder, String name) throws IOException {
    List<Cue> cues = Cue.of(table);
    Files.writeString(folder.resolve(name + ".srt"), Cue.srt(cues), StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve(name + ".vtt"), Cue.webVtt(cues, name), StandardCharsets.UTF_8);
  }

  /** Start and end in seconds, word; tabs between. */
  static String words(MeasuredTable signal) {
    StringBuilder out = new StringBuilder("start_s\tend_s\tword\n");
    for (Row row : signal) {
      if (row.getString("kind").equals("word")) {
        String word = row.getString("text").replaceAll("\\s+", " ");
        out.append(
            String.format(
                Locale.ROOT,
                "%.3f\t%.3f\t%s%n",
                row.getDouble("start_s"),
                row.getDouble("end_s"),
                word));
      }
    }
    return out.toString().replace("\r\n", "\n");
  }
}
