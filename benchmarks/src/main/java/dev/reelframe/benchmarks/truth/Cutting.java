package dev.reelframe.benchmarks.truth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The order of shots of one clip, and how each gives way to the next; times are on frames. */
final class Cutting {
  /** A shot and where it is in the clip; {@code joint} leads to it. */
  record Placed(Shot shot, int first, int end, Joint joint) {}

  /**
   * How a shot begins.
   *
   * @param kind cut, jump, recrop, dissolve, fade_black, fade_white, wipe_left...
   * @param frames frames in which something of both shots (or of neither) is shown; 0 for a cut
   */
  record Joint(String kind, int frames) {
    boolean gradual() {
      return frames > 0;
    }

    /** The word of {@code cut_analysis}. */
    String word() {
      return gradual() ? kind.replaceFirst("_.*", "") : "cut";
    }
  }

  /** What hardly moves: a jump in it is not seen. */
  private static final List<String> STILL_LIFE = List.of("bottle", "walker");

  private final Recipe recipe;
  private final Random random;
  private final List<Placed> placed = new ArrayList<>();
  private int shots;

  private Cutting(Recipe recipe, Random random) {
    this.recipe = recipe;
    this.random = random;
  }

  static List<Placed> of(Recipe recipe, Random random) {
    return new Cutting(recipe, random).placed();
  }

  private List<Placed> placed() {
    List<String> joints = new ArrayList<>(recipe.joints());
    Collections.shuffle(joints, random);
    List<Joint> order = new ArrayList<>();
    order.add(new Joint("start", 0));
    joints.forEach(kind -> order.add(joint(kind)));
    order.add(new Joint("end", 0));
    for (int i = 0; i + 1 < order.size(); i++) {
      Joint in = order.get(i);
      double own = 0.5 + 5 * Math.pow(random.nextDouble(), 2.2);
      double blend = (in.frames + order.get(i + 1).frames) / recipe.fps();
      add(in, Math.max(own, blend > 0 ? 0.8 : 0) + blend, order.get(i + 1));
    }
    return placed;
  }

  private Joint joint(String kind) {
    double seconds =
        switch (kind.replaceFirst("_.*", "")) {
          case "dissolve" -> 0.3 + 1.2 * random.nextDouble();
          case "fade" -> 0.5 + 0.8 * random.nextDouble();
          case "wipe" -> 0.3 + 0.7 * random.nextDouble();
          default -> 0;
        };
    return new Joint(kind, (int) Math.round(seconds * recipe.fps()));
  }

  private void add(Joint joint, double seconds, Joint next) {
    Shot before = placed.isEmpty() ? null : placed.getLast().shot();
    Shot shot =
        switch (joint.kind) {
          case "jump" -> later(before);
          case "recrop" -> recropped(before);
          default -> shot(before, seconds, next.kind);
        };
    double left = shot.footage().seconds() - shot.fromS() - (next.kind.equals("jump") ? 1.6 : 0);
    double least = (joint.frames + next.frames) / recipe.fps() + 0.35;
    double length = Math.max(Math.min(seconds, left), least);
    int frames = (int) Math.round(length * recipe.fps());
    int first = placed.isEmpty() ? 0 : placed.getLast().end() - joint.frames;
    placed.add(new Placed(shot.lasting(frames / recipe.fps()), first, first + frames, joint));
  }

  /** Whether a still can stand here: there must be something later to jump to. */
  private Shot shot(Shot before, double seconds, String next) {
    boolean follows = next.equals("jump") || next.equals("recrop");
    String camera = recipe.cameras().get(shots++ % recipe.cameras().size());
    boolean moves = !camera.equals("static");
    double needed = follows ? 2.3 : Math.min(seconds, moves ? 2 : 6);
    List<Footage> choice = new ArrayList<>(Footage.MOVING);
    if (!follows) {
      choice.addAll(Footage.STILLS);
    }
    if (moves && !follows) {
      choice.addAll(Footage.STILLS);
    }
    choice.removeIf(f -> f.seconds() < Math.min(needed, 3.3));
    choice.removeIf(f -> next.equals("jump") && STILL_LIFE.contains(f.name()));
    choice.removeIf(f -> before != null && f.equals(before.footage()));
    Footage footage = choice.get(random.nextInt(choice.size()));
    double spare = footage.still() ? 0 : Math.max(0, footage.seconds() - seconds);
    boolean padded = recipe.height() > recipe.width() && random.nextDouble() < recipe.padded();
    Move move = padded || follows ? Move.STATIC : Move.of(camera, random);
    boolean still = move.camera().equals("static");
    return new Shot(
        footage,
        follows ? 0 : spare * random.nextDouble(),
        seconds,
        move,
        1 + 0.4 * random.nextDouble(),
        random.nextBoolean(),
        padded,
        footage.still() ? 0 : List.of(0, 0, 12.5, 15).get(random.nextInt(4)).doubleValue(),
        still && random.nextDouble() < 0.2 && seconds > 1.2,
        random.nextDouble() < 0.2 && seconds > 1.5 ? 0.7 : -1);
  }

  /** The same framing at least a second later. */
  private Shot later(Shot before) {
    double from = before.fromS() + before.seconds() + 1;
    from = Math.min(from, before.footage().seconds() - 0.4);
    return new Shot(
        before.footage(),
        from,
        1,
        before.move(),
        before.enlarged(),
        before.mirrored(),
        before.padded(),
        before.repeatsFps(),
        false,
        -1);
  }

  /** The same footage goes on, seen from nearer or farther. */
  private Shot recropped(Shot before) {
    double enlarged = before.enlarged() > 1.2 ? 1 : 1.7 + 0.4 * random.nextDouble();
    double from = before.footage().still() ? 0 : before.fromS() + before.seconds();
    return new Shot(
        before.footage(),
        Math.min(from, before.footage().seconds() - 0.4),
        1,
        before.move(),
        enlarged,
        before.mirrored() ^ (random.nextDouble() < 0.3),
        before.padded(),
        before.repeatsFps(),
        false,
        -1);
  }
}
