package dev.reelframe.analyzer;

import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a run, for Java's flight recorder; nothing is kept while nobody records. */
@Name("reelframe.Step")
@Label("Step")
@Category("Reelframe")
@Description(
    "An analyzer opens, measures one item or decides; or one item is read from the decoder")
@StackTrace(false)
final class StepEvent extends Event {
  @Label("Name")
  String name;

  @Label("Stage")
  String stage;

  /** A step that has begun. */
  static StepEvent begun() {
    StepEvent event = new StepEvent();
    event.begin();
    return event;
  }

  /** Hands it over, when it has ended, where somebody records. */
  void tell(String by, Stage part) {
    if (shouldCommit()) {
      name = by;
      stage = part.name().toLowerCase(Locale.ROOT);
      commit();
    }
  }
}
