package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.speech.Phrases.Phrase;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.whisper.SpeechInput;
import dev.reelframe.models.whisper.SpeechRecognizer;
import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.Transcription.Word;
import dev.reelframe.models.whisper.TranscriptionRequest;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Keeps the sound until it is known where somebody speaks, then has those stretches transcribed,
 * several at a time, and once more where a voice was heard and no words came of it.
 */
final class TranscriptionFold implements Fold {
  /** Sound around a voice that is heard again, seconds. */
  private static final double MARGIN_S = 0.2;

  /**
   * Words found at the second attempt must be this probable, or a laugh becomes "Ha, recording".
   */
  private static final double SURE = 0.5;

  private final SpeechTranscription settings;
  private final RunContext run;
  private final SoundSpool spool = new SoundSpool();
  private final RowWriter<TranscriptRow> rows = TranscriptRow.SCHEMA.rows();
  private List<ModelUse> models = List.of();

  TranscriptionFold(SpeechTranscription settings, RunContext run) {
    this.settings = settings;
    this.run = run;
  }

  /** A phrase with its language, or a voice without words. */
  private record Line(Interval time, Optional<Phrase> phrase, String language) {}

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
    List<Interval> stretches = speech.map(Interval::of).orElse(List.of());
    if (!stretches.isEmpty()) {
      Optional<Table> signal = speech.flatMap(MeasuredTable::signal).map(Table.class::cast);
      int[] speakers =
          Prosody.of(inputs).map(p -> Speakers.of(stretches, p)).orElse(new int[stretches.size()]);
      models = settings.recognition().models().get();
      try (SpeechRecognizer engine = settings.recognition().open().apply(run)) {
        write(lines(engine, stretches, speakers, signal));
      }
    }
    return rows.table();
  }

  private List<Line> lines(
      SpeechRecognizer engine, List<Interval> stretches, int[] speakers, Optional<Table> signal) {
    VoicedParts voice = new VoicedParts(stretches, signal);
    TranscriptionRequest request =
        TranscriptionRequest.standard().words(true).language(settings.language());
    List<Line> lines = new ArrayList<>();
    for (List<Interval> batch :
        TranscriptionChunks.batches(
            TranscriptionChunks.parted(TranscriptionChunks.of(stretches), signal))) {
      List<SpeechInput> clips = batch.stream().map(c -> speech(c, stretches, speakers)).toList();
      List<List<Transcription>> texts = engine.transcribeSpeech(clips, request);
      for (int i = 0; i < batch.size(); i++) {
        for (Transcription passage : texts.get(i)) {
          lines(passage.later(batch.get(i).startS()), voice).forEach(l -> add(lines, l));
        }
      }
    }
    List<Interval> silent =
        new UntranscribedSpeech(lines.stream().flatMap(this::words).toList()).in(stretches);
    for (Interval left : silent) {
      lines.addAll(again(engine, request, left, stretches, speakers, voice, lines));
    }
    lines.sort(Comparator.comparingDouble(l -> l.time.startS()));
    return lines;
  }

  /** Adds a phrase, or goes on with the one before it. */
  private static void add(List<Line> lines, Line next) {
    Line last = lines.isEmpty() ? null : lines.getLast();
    if (last != null
        && last.language.equals(next.language)
        && last.phrase.orElseThrow().goesOn(next.phrase.orElseThrow())) {
      Phrase both = last.phrase.get().with(next.phrase.get());
      Interval time = new Interval(both.startS(), both.endS());
      lines.set(lines.size() - 1, new Line(time, Optional.of(both), last.language));
    } else {
      lines.add(next);
    }
  }

  private Stream<Interval> words(Line line) {
    List<Word> words = line.phrase.map(Phrase::words).orElse(List.of());
    return words.isEmpty()
        ? Stream.of(line.time)
        : words.stream().map(w -> new Interval(w.startS(), w.endS()));
  }

  private static List<Line> lines(Transcription passage, VoicedParts voice) {
    return new Phrases(passage, voice)
        .all().stream()
            .map(p ->
                new Line(new Interval(p.startS(), p.endS()), Optional.of(p), passage.language()))
            .toList();
  }

  /** A clip with its voices; times count from its start. */
  private SpeechInput speech(Interval clip, List<Interval> stretches, int[] speakers) {
    float[] sound = spool.read(clip);
    double length = (double) sound.length / VoiceDetector.RATE_HZ;
    List<SpeechInput.Voice> voices = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      double start = Math.max(0, stretches.get(i).startS() - clip.startS());
      double end = Math.min(length, stretches.get(i).endS() - clip.startS());
      if (start < end) {
        voices.add(new SpeechInput.Voice(start, end, speakers[i]));
      }
    }
    return new SpeechInput(sound, voices);
  }

  /**
   * A voice alone, in the language of what is said before it; without words where none are sure.
   */
  private List<Line> again(
      SpeechRecognizer engine,
      TranscriptionRequest request,
      Interval left,
      List<Interval> stretches,
      int[] speakers,
      VoicedParts voice,
      List<Line> before) {
    Interval clip = new Interval(Math.max(0, left.startS() - MARGIN_S), left.endS() + MARGIN_S);
    Optional<String> language =
        before.stream()
            .filter(l -> !l.language.isEmpty())
            .min(Comparator.comparingDouble(l -> Math.abs(l.time.startS() - left.startS())))
            .map(Line::language);
    TranscriptionRequest same =
        request.language().isPresent() ? request : request.language(language);
    List<Line> found = new ArrayList<>();
    for (Transcription passage :
        engine.transcribeSpeech(List.of(speech(clip, stretches, speakers)), same).getFirst()) {
      lines(passage.later(clip.startS()), voice).stream()
          .filter(l -> l.phrase.orElseThrow().confidence().orElse(0) >= SURE)
          .filter(l -> l.time.overlap(left) > l.time.length() / 2)
          .forEach(found::add);
    }
    return found.isEmpty() ? List.of(new Line(left, Optional.empty(), "")) : found;
  }

  private void write(List<Line> lines) {
    for (int number = 0; number < lines.size(); number++) {
      Line line = lines.get(number);
      rows.add(
          new TranscriptRow(
              line.time.startS(),
              line.time.endS(),
              line.phrase.isPresent() ? TranscriptRow.Kind.PHRASE : TranscriptRow.Kind.VOICE,
              number,
              line.phrase.map(Phrase::text).orElse(""),
              line.language,
              Optional.empty(),
              line.phrase
                  .map(Phrase::confidence)
                  .orElse(OptionalDouble.empty())
                  .orElse(Double.NaN)));
      for (Word word : line.phrase.map(Phrase::words).orElse(List.of())) {
        rows.add(
            new TranscriptRow(
                word.startS(),
                word.endS(),
                TranscriptRow.Kind.WORD,
                number,
                word.text(),
                line.language,
                Optional.of(word.timing()),
                word.probability().orElse(Double.NaN)));
      }
    }
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
