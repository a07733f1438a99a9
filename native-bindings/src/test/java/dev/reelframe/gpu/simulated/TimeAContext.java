package dev.reelframe.gpu.simulated;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.Event;
import dev.reelframe.gpu.cuda.OpenHandles;
import dev.reelframe.gpu.cuda.Stream;

/**
 * Main class of a child: makes a context, takes the time between an event and itself, closes both.
 */
public final class TimeAContext {
  private TimeAContext() {}

  public static void main(String[] arguments) {
    double seconds;
    try (Context context = Context.separate(Gpu.first());
        Stream stream = context.stream();
        Event event = context.event().record(stream)) {
      event.synchronize();
      seconds = event.secondsSince(event);
    }
    System.out.println(seconds + " s, " + OpenHandles.now());
  }
}
