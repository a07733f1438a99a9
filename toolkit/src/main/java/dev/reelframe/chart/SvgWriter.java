package dev.reelframe.chart;

import dev.reelframe.chart.Shape.Anchor;
import java.util.Locale;

/** A drawing as SVG 1.1. */
final class SvgWriter {
  private static final String FONT =
      "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

  private static final String GROUND =
      "<style>svg{color:#1f2328;background:#fff}"
          + "@media(prefers-color-scheme:dark){svg{color:#e3e6ea;background:#16191d}}</style>";

  private final StringBuilder out = new StringBuilder(1 << 14);

  private SvgWriter() {}

  /** Complete, with a ground of its own. */
  static String file(Drawing drawing) {
    return new SvgWriter().write(drawing, GROUND);
  }

  /** For an HTML page, whose text colour it takes. */
  static String part(Drawing drawing) {
    return new SvgWriter().write(drawing, "");
  }

  private String write(Drawing drawing, String style) {
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\" style=\"max-width:100%%;height:auto\" font-family=\"%3$s\">"
            .formatted(drawing.width(), drawing.height(), FONT));
    out.append("<title>").append(Markup.escaped(drawing.title())).append("</title>").append(style);
    drawing.shapes().forEach(this::shape);
    return out.append("</svg>").toString();
  }

  private void shape(Shape shape) {
    switch (shape) {
      case Shape.Box b -> box(b);
      case Shape.Line l -> {
        out.append("<path fill=\"none\" stroke-linejoin=\"round\" stroke=\"").append(l.ink().css());
        opacity("stroke-opacity", l.ink());
        out.append("\" stroke-width=\"").append(number(l.width())).append("\" d=\"");
        points(l.x(), l.y());
        out.append("\"/>");
      }
      case Shape.Area a -> {
        out.append("<path fill=\"").append(a.fill().css());
        opacity("fill-opacity", a.fill());
        out.append("\" d=\"");
        points(a.x(), a.y());
        out.append("Z\"/>");
      }
      case Shape.Words w -> words(w);
      case Shape.Still s -> {
        out.append("<image");
        place(s.x(), s.y(), s.w(), s.h());
        out.append(" preserveAspectRatio=\"none\" href=\"")
            .append(Stills.dataUri(s.jpeg()))
            .append('"');
        end("image", s.tip());
      }
    }
  }

  private void box(Shape.Box b) {
    out.append("<rect");
    place(b.x(), b.y(), b.w(), b.h());
    if (b.radius() > 0) {
      out.append(" rx=\"").append(number(Math.min(b.radius(), b.w() / 2))).append('"');
    }
    out.append(" fill=\"").append(b.fill().css());
    opacity("fill-opacity", b.fill());
    out.append('"');
    end("rect", b.tip());
  }

  private void words(Shape.Words w) {
    out.append("<text x=\"").append(number(w.x())).append("\" y=\"").append(number(w.y()));
    out.append("\" font-size=\"").append(number(w.size()));
    if (w.anchor() != Anchor.START) {
      out.append("\" text-anchor=\"").append(w.anchor() == Anchor.END ? "end" : "middle");
    }
    if (w.bold()) {
      out.append("\" font-weight=\"600");
    }
    out.append("\" fill=\"").append(w.ink().css());
    opacity("fill-opacity", w.ink());
    // Text of another direction keeps to itself.
    out.append("\" style=\"unicode-bidi:isolate\">").append(Markup.escaped(w.text()));
    title(w.tip());
    out.append("</text>");
  }

  private void place(double x, double y, double w, double h) {
    out.append(" x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" width=\"")
        .append(number(w))
        .append("\" height=\"")
        .append(number(h))
        .append('"');
  }

  private void opacity(String name, ThemeColor ink) {
    if (ink.opacity() < 1) {
      out.append("\" ").append(name).append("=\"").append(number(ink.opacity()));
    }
  }

  private void points(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      out.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
    }
  }

  private void end(String element, String tip) {
    if (tip.isEmpty()) {
      out.append("/>");
    } else {
      out.append('>');
      title(tip);
      out.append("</").append(element).append('>');
    }
  }

  private void title(String tip) {
    if (!tip.isEmpty()) {
      out.append("<title>").append(Markup.escaped(tip)).append("</title>");
    }
  }

  /** At most two decimals, none where they are zero. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
