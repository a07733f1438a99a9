package dev.reelframe.chart;

import dev.reelframe.chart.Shape.Anchor;
import dev.reelframe.markup.BuildFile;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import java.util.Locale;

/** A drawing as SVG 1.1. */
final class SvgWriter {
  private static final String FONT =
      "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

  private static final BuildFile GROUND = BuildFile.of(SvgWriter.class, "svg.css").compact();

  private SvgWriter() {}

  /** Complete, with a ground of its own. */
  static Html file(Drawing drawing) {
    return write(drawing, Html.style(GROUND));
  }

  /** For an HTML page, whose text colour it takes. */
  static Html part(Drawing drawing) {
    return write(drawing, Html.nothing());
  }

  private static Html write(Drawing drawing, Html style) {
    return Html.tag("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("viewBox", "0 0 %d %d".formatted(drawing.width(), drawing.height()))
        .attribute("width", drawing.width())
        .attribute("height", drawing.height())
        .attribute("role", "img")
        .attribute("style", "max-width:100%;height:auto")
        .attribute("font-family", FONT)
        .add(Html.tag("title").addText(drawing.title()), style)
        .add(drawing.shapes().stream().map(SvgWriter::shape).toList());
  }

  private static Html shape(Shape shape) {
    return switch (shape) {
      case Shape.Box b -> {
        Tag box = placed("rect", b.x(), b.y(), b.w(), b.h());
        if (b.radius() > 0) {
          box.attribute("rx", number(Math.min(b.radius(), b.w() / 2)));
        }
        yield titled(inked(box, "fill", b.fill()), b.tip());
      }
      case Shape.Line l -> {
        Tag line = Html.tag("path").attribute("fill", "none").attribute("stroke-linejoin", "round");
        yield inked(line, "stroke", l.ink())
            .attribute("stroke-width", number(l.width()))
            .attribute("d", points(l.x(), l.y()));
      }
      case Shape.Area a ->
          inked(Html.tag("path"), "fill", a.fill()).attribute("d", points(a.x(), a.y()) + "Z");
      case Shape.Words w -> words(w);
      case Shape.Still s ->
          titled(
              placed("image", s.x(), s.y(), s.w(), s.h())
                  .attribute("preserveAspectRatio", "none")
                  .attribute("href", Stills.dataUri(s.jpeg())),
              s.tip());
    };
  }

  private static Html words(Shape.Words w) {
    Tag text = Html.tag("text").attribute("x", number(w.x())).attribute("y", number(w.y()));
    text.attribute("font-size", number(w.size()));
    if (w.anchor() != Anchor.START) {
      text.attribute("text-anchor", w.anchor() == Anchor.END ? "end" : "middle");
    }
    if (w.bold()) {
      text.attribute("font-weight", "600");
    }
    // Text of another direction keeps to itself.
    inked(text, "fill", w.ink()).attribute("style", "unicode-bidi:isolate").addText(w.text());
    return titled(text, w.tip());
  }

  private static Tag placed(String name, double x, double y, double w, double h) {
    return Html.tag(name)
        .attribute("x", number(x))
        .attribute("y", number(y))
        .attribute("width", number(w))
        .attribute("height", number(h));
  }

  private static Tag inked(Tag shape, String what, ThemeColor ink) {
    shape.attribute(what, ink.css());
    return ink.opacity() < 1 ? shape.attribute(what + "-opacity", number(ink.opacity())) : shape;
  }

  private static String points(double[] x, double[] y) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      out.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
    }
    return out.toString();
  }

  private static Tag titled(Tag shape, String tip) {
    return tip.isEmpty() ? shape : shape.add(Html.tag("title").addText(tip));
  }

  /** At most two decimals, none where they are zero. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
