package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.Evidence;
import java.util.List;

/**
 * One statement about a second.
 *
 * @param kind what it is about
 * @param subject of which it tells a state, for example one person's facing; unique in the clip
 * @param state of the subject: while it stands the sentence is not said again
 * @param text a sentence
 * @param values what it says, in the words of the tables it rests on
 * @param evidence the rows that it rests on; at least one
 */
record Statement(
    Kind kind,
    String subject,
    String state,
    String text,
    List<String> values,
    List<Evidence> evidence) {

  /** What a clause is about, in the order of telling: what changed the picture first. */
  enum Kind {
    SHOT,
    PICTURE,
    PEOPLE,
    OBJECTS,
    GAZE,
    TEXT,
    SPEECH,
    CAMERA,
    SOUND,
    COLORS
  }

  Statement {
    values = List.copyOf(values);
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("nothing says that " + text);
    }
  }

  Statement(Kind kind, String subject, String state, String text, Evidence evidence) {
    this(kind, subject, state, text, List.of(), List.of(evidence));
  }
}
