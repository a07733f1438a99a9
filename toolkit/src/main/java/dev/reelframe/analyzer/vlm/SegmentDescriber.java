package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tech.tablesaw.api.Table;

/**
 * Has segments described as they come, several at a time. A segment that looks like the last one
 * described is not described again; an answer that goes in circles is asked for anew, in other
 * words. What is asked together depends on the segments alone, and only the frames of segments that
 * still wait, and of the last one described, are held.
 */
final class SegmentDescriber {
  private final TemporalDescription settings;
  private final PromptTemplate question;
  private final VisionLanguageModel model;
  private final List<SegmentAnswers> rows = new ArrayList<>();
  private final List<Segment> waiting = new ArrayList<>();
  private Segment described;
  private String said = "";

  SegmentDescriber(TemporalDescription settings, VisionLanguageModel model) {
    this.settings = settings;
    this.question = PromptTemplate.in(settings.language());
    this.model = model;
  }

  void add(Segment segment) {
    long before = prepared();
    // Comparing a first segment with itself prepares its frames, like those of all others.
    Segment other = described == null ? segment : described;
    OptionalDouble similarity = model.similarity(other.frames(), segment.frames());
    boolean same = described != null && similarity.orElse(-1) >= settings.alike();
    rows.add(
        new SegmentAnswers(
            segment,
            described == null ? OptionalDouble.empty() : similarity,
            same ? described.number() : null));
    encodedSince(before, segment);
    if (!same) {
      described = segment;
      waiting.add(segment);
      if (waiting.size() == settings.batch()) {
        describe();
      }
    }
    model.retain(held(segment));
  }

  private long prepared() {
    return model.framesPrepared().orElse(0);
  }

  private void encodedSince(long before, Segment cause) {
    if (model.framesPrepared().isPresent()) {
      row(cause).encoded(Math.toIntExact(prepared() - before));
    }
  }

  /** What the next segment is compared with, what it shares with this one, and what waits. */
  private List<Frame> held(Segment current) {
    List<Frame> frames = new ArrayList<>(described.frames());
    frames.addAll(current.frames());
    waiting.forEach(segment -> frames.addAll(segment.frames()));
    return frames;
  }

  /** Has all described that wait. */
  void finish() {
    if (!waiting.isEmpty()) {
      describe();
    }
  }

  private void describe() {
    List<Segment> asked = List.copyOf(waiting);
    ask(asked, question.instruction(), OptionalLong.empty());
    for (int round = 0; round < question.again().size(); round++) {
      List<Segment> looping = looping(asked);
      if (looping.isEmpty()) {
        break;
      }
      looping.forEach(segment -> row(segment).looped());
      // A model that circles on its likeliest words is let off them the second time.
      OptionalLong seed = round == 0 ? settings.seed() : OptionalLong.of(settings.seed().orElse(1));
      ask(looping, question.again().get(round), seed);
    }
    looping(asked).forEach(segment -> row(segment).looped());
    said = prose(row(asked.getLast()).text());
    waiting.clear();
  }

  private void ask(List<Segment> segments, String instruction, OptionalLong seed) {
    List<VlmRequest> asks =
        segments.stream()
            .map(segment ->
                new VlmRequest(
                    question.system(),
                    instruction,
                    segment.frames(),
                    settings.maxTokens(),
                    seed.isPresent() ? seed : settings.seed()))
            .toList();
    long before = prepared();
    List<VlmResponse> replies = model.answer(asks);
    encodedSince(before, segments.getFirst());
    for (int i = 0; i < replies.size(); i++) {
      row(segments.get(i)).answered(replies.get(i));
    }
  }

  /** Those whose answer goes in circles, or says over what was said of the segment before. */
  private List<Segment> looping(List<Segment> segments) {
    List<Segment> looping = new ArrayList<>();
    String before = said;
    for (Segment segment : segments) {
      String answer = row(segment).text();
      String prose = prose(answer);
      if (RepeatedText.circles(answer)
          || RepeatedText.rambles(prose)
          || RepeatedText.saysOver(prose, before)) {
        looping.add(segment);
      }
      before = prose;
    }
    return looping;
  }

  /** Fields name again what the prose says: that is no repetition. */
  private static String prose(String answer) {
    int fields = answer.indexOf('{');
    return fields < 0 ? answer : answer.substring(0, fields);
  }

  private SegmentAnswers row(Segment segment) {
    return rows.get(segment.number());
  }

  /** What was measured, a row per segment. */
  Table signal() {
    return AskedRow.SCHEMA.table(rows.stream().map(SegmentAnswers::row).toList());
  }
}
