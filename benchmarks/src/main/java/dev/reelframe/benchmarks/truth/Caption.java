package dev.reelframe.benchmarks.truth;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A text that is laid over the picture for a while.
 *
 * @param lines outlines of the letters at their place when the text appears
 * @param style outline, box, shadow
 * @param fadeS how long it takes to appear and to go, 0 for at once
 * @param driftX pixels per second
 */
record Caption(
    String text,
    List<Shape> lines,
    double startS,
    double endS,
    String style,
    Color color,
    double size,
    double fadeS,
    double driftX,
    double driftY) {

  private static final List<String> TEXTS =
      List.of(
          "Das musst du wissen!",
          "Größe & Spaß",
          "ÜBUNG 1 VON 3",
          "Nur heute: 25 % Rabatt",
          "So geht es richtig",
          "Folge mir für mehr",
          "Straße gesperrt",
          "Why nobody talks about this",
          "Day 12",
          "POV: Montagmorgen",
          "Schritt 4: Öl heiß machen",
          "Link in der Beschreibung",
          "Save this for later",
          "5 Fehler, die jeder macht",
          "Wait for the end",
          "Süß oder herzhaft?",
          "Das Ergebnis nach 30 Tagen",
          "Fußball ist mehr als ein Spiel",
          "Kostenlos testen",
          "I was not ready for this",
          "Jetzt bewerben",
          "Mehr Äpfel essen!",
          "BEFORE / AFTER",
          "Rezept in den Kommentaren",
          "3 things I learned in 2024",
          "GANZ EHRLICH",
          "Part 2",
          "Er hat es wirklich getan",
          "100 % natürlich",
          "Bist du dabei?");

  private static final List<String> FONTS =
      List.of(
          "DejaVu Sans",
          "DejaVu Serif",
          "Liberation Sans",
          "Liberation Serif",
          "Liberation Sans Narrow",
          "DejaVu Sans Condensed",
          "DejaVu Sans");

  private static final List<Color> COLORS =
      List.of(
          Color.WHITE,
          Color.WHITE,
          Color.YELLOW,
          new Color(0x66FFCC),
          new Color(0xFF4D6D),
          new Color(0x101010));

  /** Deals out captions over a clip of this length; two may stand at once, apart. */
  static List<Caption> dealt(Recipe recipe, double seconds, Random random) {
    List<String> texts = new ArrayList<>(TEXTS);
    java.util.Collections.shuffle(texts, random);
    List<Caption> out = new ArrayList<>();
    double at = 0.3 + random.nextDouble();
    while (at < seconds - 1 && !texts.isEmpty()) {
      double length = random.nextInt(5) == 0 ? 0.5 : 0.9 + 3 * random.nextDouble();
      double end = Math.min(at + length, seconds - 0.1);
      boolean two = random.nextInt(4) == 0;
      out.add(
          one(
              recipe,
              texts.removeFirst(),
              at,
              end,
              two ? 0.15 : 0.1 + 0.7 * random.nextDouble(),
              random));
      if (two && !texts.isEmpty()) {
        double later = at + 0.3 * random.nextDouble();
        double sooner = Math.max(later + 0.5, end - 0.3 * random.nextDouble());
        out.add(
            one(recipe, texts.removeFirst(), later, Math.min(sooner, seconds - 0.1), 0.65, random));
      }
      at = end + 0.2 + 1.5 * random.nextDouble();
    }
    return out;
  }

  private static Caption one(
      Recipe recipe, String text, double startS, double endS, double down, Random random) {
    double unit = Math.min(recipe.width(), recipe.height()) / 720.0;
    double size = unit * (28 + 62 * Math.pow(random.nextDouble(), 1.5));
    int bold = random.nextInt(3) == 0 ? Font.PLAIN : Font.BOLD;
    String name = FONTS.get(random.nextInt(FONTS.size()));
    boolean upper = random.nextInt(4) == 0 && !text.contains("ß");
    String shown = upper ? text.toUpperCase(java.util.Locale.GERMAN) : text;
    boolean moves = random.nextInt(7) == 0;
    double driftX = moves ? (random.nextDouble() - 0.5) * 60 * unit : 0;
    double most = recipe.width() * 0.9 - Math.abs(driftX) * (endS - startS) * 2;
    List<String> lines = List.of(shown);
    Font font = new Font(name, bold, 1).deriveFont((float) size);
    if (width(font, shown) > most) {
      lines = halves(shown);
      double widest = lines.stream().mapToDouble(l -> width(font, l)).max().orElse(1);
      size = Math.min(size, size * most / widest);
    }
    Font fitted = font.deriveFont((float) size);
    List<Shape> shapes = new ArrayList<>();
    double y = down * recipe.height() + size;
    for (String line : lines) {
      double x = (recipe.width() - width(fitted, line)) / 2;
      Shape glyphs = fitted.createGlyphVector(context(), line).getOutline();
      shapes.add(AffineTransform.getTranslateInstance(x, y).createTransformedShape(glyphs));
      y += size * 1.25;
    }
    Color color = COLORS.get(random.nextInt(COLORS.size()));
    String style = List.of("outline", "outline", "box", "shadow").get(random.nextInt(4));
    double fade = random.nextInt(4) == 0 && endS - startS > 1 ? 0.25 : 0;
    return new Caption(
        shown, shapes, startS, endS, style, color, size, fade, driftX, moves ? 15 * unit : 0);
  }

  private static List<String> halves(String text) {
    int best = text.indexOf(' ');
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' '
          && Math.abs(i - text.length() / 2) < Math.abs(best - text.length() / 2)) {
        best = i;
      }
    }
    return best < 0 ? List.of(text) : List.of(text.substring(0, best), text.substring(best + 1));
  }

  private static FontRenderContext context() {
    return new FontRenderContext(null, true, true);
  }

  private static double width(Font font, String text) {
    return font.createGlyphVector(context(), text).getVisualBounds().getWidth();
  }

  /** Left, top, right and bottom of the ink over the whole time, pixels. */
  int[] box() {
    Rectangle2D all = bounds();
    double x = driftX * (endS - startS);
    double y = driftY * (endS - startS);
    return new int[] {
      (int) Math.floor(Math.min(all.getMinX(), all.getMinX() + x)),
      (int) Math.floor(Math.min(all.getMinY(), all.getMinY() + y)),
      (int) Math.ceil(Math.max(all.getMaxX(), all.getMaxX() + x)),
      (int) Math.ceil(Math.max(all.getMaxY(), all.getMaxY() + y))
    };
  }

  private Rectangle2D bounds() {
    Rectangle2D all = lines.getFirst().getBounds2D();
    for (Shape line : lines) {
      all = all.createUnion(line.getBounds2D());
    }
    return all;
  }

  boolean shown(double timeS) {
    return timeS >= startS - 1e-6 && timeS < endS - 1e-6;
  }

  void draw(Graphics2D target, double timeS) {
    Graphics2D g = (Graphics2D) target.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    if (fadeS > 0) {
      double in = (timeS - startS + 0.03) / fadeS;
      double out = (endS - timeS) / fadeS;
      float alpha = (float) Math.max(0.05, Math.min(1, Math.min(in, out)));
      g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
    }
    g.translate(driftX * (timeS - startS), driftY * (timeS - startS));
    Color dark = color.getRed() < 50 ? Color.WHITE : Color.BLACK;
    for (Shape line : lines) {
      switch (style) {
        case "box" -> {
          Rectangle2D b = line.getBounds2D();
          int pad = (int) (0.3 * size);
          g.setColor(dark);
          g.fillRoundRect(
              (int) b.getX() - pad,
              (int) b.getY() - pad,
              (int) b.getWidth() + 2 * pad,
              (int) b.getHeight() + 2 * pad,
              pad,
              pad);
        }
        case "outline" -> {
          g.setColor(dark);
          g.setStroke(
              new BasicStroke(
                  (float) Math.max(2, size / 9), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
          g.draw(line);
        }
        default -> {
          g.setColor(new Color(dark.getRed(), dark.getGreen(), dark.getBlue(), 160));
          g.translate(size / 14, size / 14);
          g.fill(line);
          g.translate(-size / 14, -size / 14);
        }
      }
      g.setColor(color);
      g.fill(line);
    }
    g.dispose();
  }
}
