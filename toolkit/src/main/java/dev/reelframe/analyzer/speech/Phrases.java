package dev.reelframe.analyzer.speech;

import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.Transcription.Segment;
import dev.reelframe.models.whisper.Transcription.Word;
import dev.reelframe.table.Interval;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Cuts a passage into phrases: its sentences, whatever windows the engine heard them in, and very
 * long ones at their longest pauses. Times are those of the words, kept to the voice.
 */
final class Phrases {
  /** A subtitle is hardly longer, seconds. */
  private static final double LONGEST_S = 20;

  /** No phrase is cut inside a shorter silence, seconds. */
  private static final double PAUSE_S = 0.3;

  private static final double MIN_S = 0.02;

  /** A sentence goes on in the next clip after a pause of less, seconds. */
  private static final double CLOSE_S = 1.5;

  /**
   * What a model writes of laughter or a melody that was taken for speech is less probable than
   * this; what it makes of the worst of synthetic voices is above 0.5.
   */
  private static final double GUESS = 0.3;

  /** A full stop behind these ends no sentence. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "jr.", "sr.", "vs.", "no.", "z.b.", "bzw.",
          "nr.", "ca.", "usw.", "d.h.", "hr.", "fr.", "m.", "mme.");

  /** What an engine writes for sounds that are not words: (laughter), [Music], *sighs*. */
  private static final String SOUNDS = "[\\[(*♪♫].*[\\])*♪♫]";

  /** And of laughter: ha ha ha, haha, hehehe. */
  private static final String LAUGHTER = "(?iU)(h[aeo]+h?\\P{L}*){2,}";

  private final Transcription passage;
  private final VoicedParts voice;

  Phrases(Transcription passage, VoicedParts voice) {
    this.passage = passage;
    this.voice = voice;
  }

  /**
   * A sentence or a part of one.
   *
   * @param words in the order of time; none where the engine gives none
   * @param confidence mean probability of its words, else of its tokens, 0..1
   */
  record Phrase(
      double startS, double endS, String text, List<Word> words, OptionalDouble confidence) {

    /** Whether the next phrase goes on with this sentence: a clip ended in the middle of it. */
    boolean goesOn(Phrase next) {
      int last = text.codePointBefore(text.length());
      return (Character.isLetterOrDigit(last) || last == ',')
          && next.startS - endS < CLOSE_S
          && next.endS - startS <= LONGEST_S
          && words.isEmpty() == next.words.isEmpty();
    }

    /** This phrase and the one that goes on with it. */
    Phrase with(Phrase next) {
      List<Word> both = new ArrayList<>(words);
      both.addAll(next.words);
      double weight = both.isEmpty() ? 0.5 : (double) words.size() / both.size();
      OptionalDouble mean =
          confidence.isPresent() && next.confidence.isPresent()
              ? OptionalDouble.of(
                  weight * confidence.getAsDouble() + (1 - weight) * next.confidence.getAsDouble())
              : OptionalDouble.empty();
      return new Phrase(startS, next.endS, text + " " + next.text, List.copyOf(both), mean);
    }
  }

  List<Phrase> all() {
    if (passage.words().isEmpty()) {
      return passage.segments().stream().filter(s -> says(s.text())).map(this::whole).toList();
    }
    String text = joined(passage.segments());
    List<Word> words = fitted();
    int[] offsets = offsets(text, words);
    List<Phrase> phrases = new ArrayList<>();
    int from = 0;
    for (int end : sentenceEnds(text)) {
      int to = from;
      while (to < words.size() && offsets[to] < end) {
        to++;
      }
      cut(words, offsets, text, from, to, end, phrases);
      from = to;
    }
    return phrases;
  }

  /** Whether a text has words: letters or digits that are no name of a sound. */
  private static boolean says(String text) {
    String bare = text.strip();
    return bare.codePoints().anyMatch(Character::isLetterOrDigit)
        && !bare.matches(SOUNDS)
        && !bare.matches(LAUGHTER);
  }

  private Phrase whole(Segment segment) {
    Interval time =
        voice.fit(
            new Interval(segment.startS(), Math.max(segment.endS(), segment.startS() + MIN_S)));
    OptionalDouble confidence =
        segment.avgLogprob().isPresent()
            ? OptionalDouble.of(Math.clamp(Math.exp(segment.avgLogprob().getAsDouble()), 0, 1))
            : OptionalDouble.empty();
    return new Phrase(time.startS(), time.endS(), segment.text().strip(), List.of(), confidence);
  }

  /** Segments as one text; engines begin them with a space or leave it out. */
  private static String joined(List<Segment> segments) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      boolean touches =
          !text.isEmpty()
              && !Character.isWhitespace(text.charAt(text.length() - 1))
              && !segment.text().isEmpty()
              && Character.isLetterOrDigit(segment.text().charAt(0))
              && Character.UnicodeScript.of(segment.text().codePointAt(0))
                  == Character.UnicodeScript.LATIN;
      text.append(touches ? " " : "").append(segment.text());
    }
    return text.toString();
  }

  private List<Word> fitted() {
    List<Word> out = new ArrayList<>();
    double before = 0;
    for (Word word : passage.words()) {
      Interval time =
          voice.fit(new Interval(word.startS(), Math.max(word.endS(), word.startS() + MIN_S)));
      double start = Math.max(before, time.startS());
      double end = Math.max(time.endS(), start + MIN_S);
      out.add(new Word(start, end, word.text(), word.probability(), word.timing()));
      before = start;
    }
    return out;
  }

  /** Where in the text each word begins. */
  private static int[] offsets(String text, List<Word> words) {
    int[] offsets = new int[words.size()];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      int found = text.indexOf(words.get(i).text(), at);
      offsets[i] = found < 0 ? at : found;
      at = found < 0 ? at : found + words.get(i).text().length();
    }
    return offsets;
  }

  private List<Integer> sentenceEnds(String text) {
    BreakIterator sentences =
        BreakIterator.getSentenceInstance(Locale.forLanguageTag(passage.language()));
    sentences.setText(text);
    List<Integer> ends = new ArrayList<>();
    int start = sentences.first();
    for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
      String sentence = text.substring(start, end).strip();
      String last = sentence.substring(sentence.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
      if (end == text.length() || !ABBREVIATIONS.contains(last)) {
        ends.add(end);
        start = end;
      }
    }
    return ends;
  }

  /** Adds the phrase of some words, in parts where it is very long and has pauses. */
  private void cut(
      List<Word> words, int[] offsets, String text, int from, int to, int end, List<Phrase> into) {
    if (from == to) {
      return;
    }
    int split = from;
    if (words.get(to - 1).endS() - words.get(from).startS() > LONGEST_S) {
      double longest = PAUSE_S;
      for (int i = from + 1; i < to; i++) {
        double pause = words.get(i).startS() - words.get(i - 1).endS();
        if (pause > longest) {
          longest = pause;
          split = i;
        }
      }
    }
    if (split > from) {
      cut(words, offsets, text, from, split, offsets[split], into);
      cut(words, offsets, text, split, to, end, into);
      return;
    }
    List<Word> own = words.subList(from, to);
    String said = text.substring(offsets[from], end).strip();
    OptionalDouble known = confidence(own);
    if (says(said) && known.orElse(1) >= GUESS) {
      double endS = own.stream().mapToDouble(Word::endS).max().orElseThrow();
      into.add(new Phrase(own.getFirst().startS(), endS, said, List.copyOf(own), known));
    }
  }

  private OptionalDouble confidence(List<Word> words) {
    OptionalDouble known = words.stream().flatMapToDouble(w -> w.probability().stream()).average();
    if (known.isPresent()) {
      return known;
    }
    return passage.segments().stream()
        .flatMapToDouble(s -> s.avgLogprob().stream())
        .average()
        .stream()
        .map(logprob -> Math.clamp(Math.exp(logprob), 0, 1))
        .average();
  }
}
