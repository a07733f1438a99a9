package dev.reelframe.models;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A call of a model, for Java's flight recorder; nothing is kept while nobody records. */
@Name("reelframe.ModelCall")
@Label("Model Call")
@Category("Reelframe")
@Description("A call of a model, from the question to the answer")
@StackTrace(false)
final class ModelCallEvent extends Event {
  @Label("Model")
  String model;

  @Label("Device")
  String device;

  @Label("Inputs")
  long items;

  @Label("Inside the Runtime")
  @Timespan(Timespan.NANOSECONDS)
  long run;

  /** A call that has begun. */
  static ModelCallEvent begun() {
    ModelCallEvent event = new ModelCallEvent();
    event.begin();
    return event;
  }

  /** Hands it over, when it has ended, where somebody records. */
  void tell(ModelCall call) {
    if (shouldCommit()) {
      model = call.model();
      device = call.device().used().toString();
      items = call.items();
      run = call.runNanos();
      commit();
    }
  }
}
