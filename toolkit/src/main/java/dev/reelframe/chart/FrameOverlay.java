package dev.reelframe.chart;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.chart.OverlayItem.Point;
import dev.reelframe.chart.Shape.Anchor;
import dev.reelframe.chart.Shape.Line;
import dev.reelframe.chart.Shape.Still;
import dev.reelframe.chart.Shape.Words;
import dev.reelframe.markup.FittedText;
import dev.reelframe.media.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Frames side by side, with what was seen in each drawn over it. */
final class FrameOverlay {
  private static final int WIDTH = 960;
  private static final double GAP = 10;
  private static final double MAX_HEIGHT = 460;

  /** Frames in a row: portrait, landscape. */
  private static final int IN_A_ROW = 4;

  private static final int WIDE_IN_A_ROW = 2;

  /** Of a sheet. */
  private static final int SMALL_IN_A_ROW = 6;

  private static final int WIDE_SMALL_IN_A_ROW = 4;
  private static final double CAPTION = 20;

  /** Size of the letters of what is said, and how far it may go. */
  private static final double SAID = 14;

  private static final int SAID_LENGTH = 400;
  private static final double SAID_WIDTH = 0.9;
  private static final double LETTERS = 10;
  private static final double CHIP = 14;

  /** Things drawn in one frame; more would hide it. */
  private static final int MOST = 40;

  private static final ThemeColor HALO = new ThemeColor("#000000", 0.5);
  private static final ThemeColor PLATE = new ThemeColor("#14171a", 0.78);
  private static final ThemeColor WHITE = ThemeColor.of("#ffffff");

  /** Joints of the 17 keypoints of COCO that a bone connects. */
  private static final List<List<String>> BONES =
      List.of(
          List.of("left_shoulder", "right_shoulder"),
          List.of("left_hip", "right_hip"),
          List.of("left_shoulder", "left_elbow"),
          List.of("left_elbow", "left_wrist"),
          List.of("right_shoulder", "right_elbow"),
          List.of("right_elbow", "right_wrist"),
          List.of("left_shoulder", "left_hip"),
          List.of("right_shoulder", "right_hip"),
          List.of("left_hip", "left_knee"),
          List.of("left_knee", "left_ankle"),
          List.of("right_hip", "right_knee"),
          List.of("right_knee", "right_ankle"),
          List.of("nose", "left_eye"),
          List.of("nose", "right_eye"),
          List.of("left_eye", "left_ear"),
          List.of("right_eye", "right_ear"));

  private final List<Shape> shapes = new ArrayList<>();
  private final Map<String, ThemeColor> hues = new LinkedHashMap<>();

  /** Where the frame that is being drawn lies, and its size over that of the picture. */
  private double left;

  private double top;
  private double width;
  private double height;
  private double scale;
  private final List<BoundingBox> plates = new ArrayList<>();

  /**
   * A frame and what is in it, in pixels of the frame.
   *
   * @param caption below it
   */
  record Scene(Frame frame, List<OverlayItem> seen, String caption) {
    Scene(Frame frame, List<OverlayItem> seen) {
      this(frame, seen, String.format(Locale.ROOT, "%.2f s", frame.timeS()));
    }
  }

  static Drawing of(String title, List<Scene> scenes) {
    return of(title, scenes, IN_A_ROW, WIDE_IN_A_ROW);
  }

  /** Many small ones. */
  static Drawing sheet(String title, List<Scene> scenes) {
    return of(title, scenes, SMALL_IN_A_ROW, WIDE_SMALL_IN_A_ROW);
  }

  private static Drawing of(String title, List<Scene> scenes, int inRow, int wideInRow) {
    FrameOverlay overlay = new FrameOverlay();
    Frame first = scenes.getFirst().frame();
    double aspect = (double) first.width() / first.height();
    int most = aspect > 1 ? wideInRow : inRow;
    int across = Math.min(scenes.size(), most);
    double high = Math.min(MAX_HEIGHT, (WIDTH - GAP * (most - 1)) / most / aspect);
    high = across < most ? Math.min(MAX_HEIGHT, 1.25 * high) : high;
    double wide = high * aspect;
    for (int i = 0; i < scenes.size(); i++) {
      double x = i % across * (wide + GAP);
      double y = i / across * (high + CAPTION);
      overlay.draw(scenes.get(i), x, y, wide, high);
    }
    int rows = (scenes.size() + across - 1) / across;
    int whole = (int) Math.ceil(across * (wide + GAP) - GAP);
    return new Drawing(title, whole, (int) Math.ceil(rows * (high + CAPTION)), overlay.shapes);
  }

  private void draw(Scene scene, double x, double y, double wide, double high) {
    Frame frame = scene.frame();
    place(x, y, wide, high, wide / frame.width());
    byte[] jpeg = Stills.jpeg(frame, (int) (2 * wide), (int) (2 * high));
    shapes.add(new Still(x, y, wide, high, jpeg, ""));
    marks(scene.seen());
    shapes.add(
        new Words(x, y + high + 13, scene.caption(), LETTERS, Anchor.START, ThemeColor.MUTED));
  }

  /**
   * What is drawn over a frame that lies at 0, 0.
   *
   * @param said what is being said; empty for nothing
   * @param perPixel units of the drawing for a pixel that the items speak of
   */
  List<Shape> over(List<OverlayItem> seen, String said, double wide, double high, double perPixel) {
    shapes.clear();
    place(0, 0, wide, high, perPixel);
    marks(seen);
    subtitle(said, seen);
    return shapes;
  }

  private void place(double x, double y, double wide, double high, double perPixel) {
    left = x;
    top = y;
    width = wide;
    height = high;
    scale = perPixel;
    plates.clear();
  }

  private void marks(List<OverlayItem> all) {
    List<OverlayItem> seen = all.stream().limit(MOST).toList();
    seen.forEach(s -> s.box().ifPresent(box -> frame(s, box)));
    seen.forEach(this::limbs);
    seen.forEach(s -> s.box().ifPresent(box -> words(s, box)));
  }

  /**
   * At most two lines, the last ones of what is said: at the foot of the picture, or at its head
   * where they would hide a caption.
   */
  private void subtitle(String said, List<OverlayItem> seen) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : FittedText.line(said, SAID_LENGTH).split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && FittedText.width(longer, SAID) > SAID_WIDTH * width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    List<String> shown = lines.subList(Math.max(0, lines.size() - 2), lines.size());
    double spacing = 1.5 * SAID;
    double foot = top + height - shown.size() * spacing - SAID;
    boolean hides =
        seen.stream()
            .filter(item -> item.kind().equals(OverlayItems.TEXT))
            .flatMap(item -> item.box().stream())
            .anyMatch(box -> y(box.y() + box.h()) > foot);
    double y = hides ? top + SAID : foot;
    for (int i = 0; i < shown.size() && !said.isEmpty(); i++, y += spacing) {
      double wide = FittedText.width(shown.get(i), SAID) + SAID;
      shapes.add(new Shape.Box(left + (width - wide) / 2, y, wide, spacing, 0, PLATE, ""));
      shapes.add(
          new Words(left + width / 2, y + 1.1 * SAID, shown.get(i), SAID, Anchor.MIDDLE, WHITE));
    }
  }

  private ThemeColor hue(String kind) {
    return hues.computeIfAbsent(kind, k -> ThemeColor.hue(hues.size() % 7));
  }

  private double x(double px) {
    return left + Math.clamp(px * scale, 0, width);
  }

  private double y(double px) {
    return top + Math.clamp(px * scale, 0, height);
  }

  private void frame(OverlayItem seen, BoundingBox box) {
    double x0 = x(box.x());
    double y0 = y(box.y());
    double x1 = x(box.x() + box.w());
    double y1 = y(box.y() + box.h());
    double[] xs = {x0, x1, x1, x0, x0, x1};
    double[] ys = {y0, y0, y1, y1, y0, y0};
    shapes.add(new Line(xs, ys, 3.6, HALO));
    shapes.add(new Line(xs, ys, 1.8, hue(seen.kind())));
    // All over the box, unseen: what answers when one points at it.
    shapes.add(new Shape.Box(x0, y0, x1 - x0, y1 - y0, 0, WHITE.faint(0.001), seen.tip()));
  }

  private void limbs(OverlayItem seen) {
    ThemeColor ink = hue(seen.box().isPresent() ? seen.kind() : "limbs");
    for (List<String> bone : BONES) {
      Point a = seen.points().get(bone.getFirst());
      Point b = seen.points().get(bone.getLast());
      if (a != null && b != null) {
        double[] xs = {x(a.x()), x(b.x())};
        double[] ys = {y(a.y()), y(b.y())};
        shapes.add(new Line(xs, ys, 3.4, HALO));
        shapes.add(new Line(xs, ys, 1.8, ink));
      }
    }
    seen.points()
        .forEach((name, p) -> {
          shapes.add(new Shape.Box(x(p.x()) - 2.6, y(p.y()) - 2.6, 5.2, 5.2, 2.6, HALO, ""));
          String tip = name.replace('_', ' ');
          shapes.add(new Shape.Box(x(p.x()) - 1.9, y(p.y()) - 1.9, 3.8, 3.8, 1.9, WHITE, tip));
        });
  }

  /** A small plate above the box, below what is itself to be read, or where it finds room. */
  private void words(OverlayItem seen, BoundingBox box) {
    String text = FittedText.fitting(seen.words(), LETTERS, width - 10);
    if (text.isEmpty()) {
      return;
    }
    double wide = Math.min(width, FittedText.width(text, LETTERS) + 8);
    double x = Math.clamp(x(box.x()) - 1, left, left + width - wide);
    double y =
        seen.kind().equals(OverlayItems.TEXT)
            ? Math.min(y(box.y() + box.h()) + 1, top + height - CHIP)
            : Math.max(top, y(box.y()) - CHIP);
    for (int tries = 0; tries < MOST && taken(x, y, wide); tries++) {
      y += CHIP + 1;
    }
    if (y + CHIP > top + height) {
      return;
    }
    plates.add(new BoundingBox(x, y, wide, CHIP));
    shapes.add(new Shape.Box(x, y, wide, CHIP, 3, PLATE, seen.tip()));
    shapes.add(new Shape.Box(x, y, 2.5, CHIP, 1, hue(seen.kind()), ""));
    shapes.add(new Words(x + 5.5, y + 10.3, text, LETTERS, Anchor.START, false, WHITE, seen.tip()));
  }

  private boolean taken(double x, double y, double wide) {
    return plates.stream()
        .anyMatch(
            p -> x < p.x() + p.w() && p.x() < x + wide && y < p.y() + p.h() && p.y() < y + CHIP);
  }
}
