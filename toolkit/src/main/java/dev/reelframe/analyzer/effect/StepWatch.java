package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.media.Frame;
import java.util.ArrayList;
import java.util.List;

/** Looks at each frame once what follows it has been seen: {@link StepSearch}. */
final class StepWatch {
  /** What was put on stays at least so long, and what was taken off had stayed so long, seconds. */
  private static final double STAYS_S = 0.3;

  /** Frames that are compared on each side. */
  private static final int COMPARED = 3;

  private record Seen(double timeS, int frame, byte[] luma) {}

  private final List<Seen> frames = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private int next = 1;
  private StepSearch search;

  void frame(Frame frame) {
    if (search == null) {
      search = new StepSearch(frame.width(), frame.height());
    }
    frames.add(new Seen(frame.timeS(), Math.toIntExact(frame.index()), luma(frame)));
    while (next + 1 < frames.size() && frame.timeS() - frames.get(next).timeS >= STAYS_S - 1e-6) {
      look(next);
      next++;
      forget();
    }
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  private void look(int at) {
    Seen before = frames.get(at - 1);
    Seen now = frames.get(at);
    List<Seen> earlier =
        frames.subList(0, at - 1).stream()
            .filter(f -> before.timeS - f.timeS <= STAYS_S + 1e-6)
            .toList();
    List<Seen> later =
        frames.subList(at + 1, frames.size()).stream()
            .filter(f -> f.timeS - now.timeS <= STAYS_S + 1e-6)
            .toList();
    if (earlier.isEmpty() || later.isEmpty()) {
      return;
    }
    search
        .find(some(earlier), before.luma, now.luma, some(later))
        .ifPresent(box -> steps.add(new Step(now.timeS, now.frame, box)));
  }

  /** A few of them, the first and the last among them. */
  private static byte[][] some(List<Seen> frames) {
    int count = Math.min(COMPARED, frames.size());
    byte[][] out = new byte[count][];
    for (int i = 0; i < count; i++) {
      out[i] = frames.get(count == 1 ? 0 : i * (frames.size() - 1) / (count - 1)).luma;
    }
    return out;
  }

  private void forget() {
    double from = frames.get(next - 1).timeS - STAYS_S - 1e-6;
    while (next > 1 && frames.getFirst().timeS < from) {
      frames.removeFirst();
      next--;
    }
  }

  private static byte[] luma(Frame frame) {
    byte[] data = frame.data();
    byte[] luma = new byte[frame.width() * frame.height()];
    for (int i = 0, at = 0; i < luma.length; i++, at += 3) {
      int sum = Luma.comparable(data[at] & 0xFF, data[at + 1] & 0xFF, data[at + 2] & 0xFF);
      luma[i] = (byte) (sum >> 8);
    }
    return luma;
  }
}
