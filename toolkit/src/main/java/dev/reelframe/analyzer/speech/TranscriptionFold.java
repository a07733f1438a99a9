package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.whisper.Request;
import dev.reelframe.models.whisper.SpeechRecognizer;
import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.Transcription.Segment;
import dev.reelframe.models.whisper.Transcription.Word;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tech.tablesaw.api.Table;

/**
 * Keeps the sound until it is known where somebody speaks, then has those stretches transcribed,
 * several at a time.
 */
final class TranscriptionFold implements Fold {
  private final SpeechTranscription settings;
  private final RunContext run;
  private final SoundSpool spool = new SoundSpool();
  private final Rows rows = SpeechTranscription.SIGNAL.rows();
  private List<ModelUse> models = List.of();
  private int phrases;

  TranscriptionFold(SpeechTranscription settings, RunContext run) {
    this.settings = settings;
    this.run = run;
  }

  @Override
  public void sound(AudioBlock block) {
    spool.append(block.samples());
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public Table complete(Table measured, Inputs inputs) {
    Optional<MeasuredTable> speech = inputs.table(SpeechActivity.NAME);
    List<Interval> clips =
        speech
            .map(s -> Clips.parted(Clips.of(Interval.of(s)), s.signal().map(Table.class::cast)))
            .orElse(List.of());
    if (!clips.isEmpty()) {
      models = settings.recognition().models().get();
      Request request = Request.standard().words(true).language(settings.language());
      try (SpeechRecognizer engine = settings.recognition().open().apply(run)) {
        Clips.batches(clips).forEach(batch -> batch(engine, request, batch));
      }
    }
    return rows.table();
  }

  private void batch(SpeechRecognizer engine, Request request, List<Interval> clips) {
    List<float[]> sounds = clips.stream().map(spool::read).toList();
    List<Transcription> texts = engine.transcribeAll(sounds, request);
    for (int i = 0; i < clips.size(); i++) {
      double length = (double) sounds.get(i).length / VoiceDetector.RATE_HZ;
      write(texts.get(i).clippedTo(length), clips.get(i).startS());
    }
  }

  private void write(Transcription text, double offsetS) {
    String language = text.language().isEmpty() ? null : text.language();
    List<Segment> segments = text.segments();
    for (int i = 0; i < segments.size(); i++, phrases++) {
      Segment segment = segments.get(i);
      double until = i + 1 < segments.size() ? segments.get(i + 1).startS() : Double.MAX_VALUE;
      double from = i == 0 ? -1 : segment.startS();
      List<Word> words =
          text.words().stream().filter(w -> w.startS() >= from && w.startS() < until).toList();
      rows.add(
          offsetS + segment.startS(),
          offsetS + segment.endS(),
          "phrase",
          phrases,
          segment.text().strip(),
          language,
          null,
          confidence(segment, words));
      words.forEach(word -> write(word, offsetS, language));
    }
  }

  private void write(Word word, double offsetS, String language) {
    rows.add(
        offsetS + word.startS(),
        offsetS + word.endS(),
        "word",
        phrases,
        word.text(),
        language,
        word.timing().name().toLowerCase(Locale.ROOT),
        boxed(word.probability()));
  }

  /** Geometric mean of the tokens' probabilities, else the mean of the words', else unknown. */
  private static Double confidence(Segment segment, List<Word> words) {
    if (segment.avgLogprob().isPresent()) {
      return Math.clamp(Math.exp(segment.avgLogprob().getAsDouble()), 0, 1);
    }
    return boxed(words.stream().flatMapToDouble(w -> w.probability().stream()).average());
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  @Override
  public List<ModelUse> models() {
    return models;
  }

  @Override
  public void close() {
    spool.close();
  }
}
