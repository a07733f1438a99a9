package dev.reelframe.markup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;

/**
 * A piece of HTML or SVG. It comes from elements, from text, which is escaped, and from files of
 * this build; nothing makes one of a string as it is, so a text that nobody escaped does not
 * compile.
 *
 * <pre>{@code
 * Html cell = Html.tag("td").css("n").add(Html.tag("bdi").addText(name), Html.text(" · "));
 * }</pre>
 */
public abstract sealed class Html permits Tag, Html.Text, Html.Parts {
  private static final Html NOTHING = new Parts(List.of());

  /** Letters that are markup already. */
  static final class Text extends Html {
    private final String markup;

    Text(String markup) {
      this.markup = markup;
    }

    @Override
    void write(StringBuilder out) {
      out.append(markup);
    }
  }

  /** Several pieces. */
  static final class Parts extends Html {
    private final List<Html> parts;

    Parts(Collection<? extends Html> parts) {
      this.parts = List.copyOf(parts);
    }

    @Override
    void write(StringBuilder out) {
      parts.forEach(part -> part.write(out));
    }
  }

  Html() {}

  abstract void write(StringBuilder out);

  /** Any text. */
  public static Html text(String text) {
    return new Text(Escape.markup(text));
  }

  /** Pieces in a row. */
  public static Html of(Html... parts) {
    return new Parts(List.of(parts));
  }

  /** Pieces in a row. */
  public static Html of(Collection<? extends Html> parts) {
    return new Parts(parts);
  }

  public static Html nothing() {
    return NOTHING;
  }

  /**
   * Begins an element.
   *
   * @param name of HTML or SVG
   */
  public static Tag tag(String name) {
    return new Tag(name);
  }

  /** Markup that stands in a file of this build. */
  public static Html file(BuildFile file) {
    return new Text(file.text());
  }

  /** A style sheet of this build, inside the page. */
  public static Html style(BuildFile... sheets) {
    Tag style = tag("style");
    for (BuildFile sheet : sheets) {
      style.add(new Text(sheet.text()));
    }
    return style;
  }

  /** A script of this build, inside the page. */
  public static Html script(BuildFile script) {
    return tag("script").add(new Text(script.text()));
  }

  /**
   * Data for a script of the page.
   *
   * @param id of the element that holds it
   */
  public static Html data(String id, JsonNode json) {
    return data(json).attribute("id", id);
  }

  /** Data for a script that finds it by its place. */
  public static Tag data(JsonNode json) {
    // "<" can stand in strings only, where this escape means the same.
    return tag("script")
        .attribute("type", "application/json")
        .add(new Text(json.toString().replace("<", "\\u003c")));
  }

  /**
   * A whole page.
   *
   * @param policy what the page may load and run (Content-Security-Policy)
   */
  public static String page(String title, String policy, Html style, Tag body) {
    Tag head =
        tag("head")
            .add(tag("meta").attribute("charset", "utf-8"))
            .add(
                tag("meta")
                    .attribute("http-equiv", "Content-Security-Policy")
                    .attribute("content", policy))
            .add(
                tag("meta")
                    .attribute("name", "viewport")
                    .attribute("content", "width=device-width,initial-scale=1"))
            .add(tag("title").addText(title), style);
    return "<!DOCTYPE html>\n" + tag("html").attribute("lang", "en").add(head, body) + "\n";
  }

  /** The markup. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }
}
