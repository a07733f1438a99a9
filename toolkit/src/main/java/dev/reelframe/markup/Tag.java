package dev.reelframe.markup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An element that is being filled; names are the program's, values and texts anybody's. */
public final class Tag extends Html {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9:-]*");

  /** Elements of HTML that hold nothing and are not closed. */
  private static final Set<String> VOID = Set.of("meta", "img", "br");

  /** Shapes of SVG, which close themselves where they hold nothing. */
  private static final Set<String> SHAPES = Set.of("rect", "path", "image");

  private final String name;
  private final StringBuilder attributes = new StringBuilder();
  private final List<Html> content = new ArrayList<>();

  Tag(String name) {
    this.name = known(name);
  }

  private static String known(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of an element or attribute");
    }
    return name;
  }

  public Tag attribute(String attribute, String value) {
    attributes.append(' ').append(known(attribute)).append("=\"");
    attributes.append(Escape.markup(value)).append('"');
    return this;
  }

  public Tag attribute(String attribute, int value) {
    return attribute(attribute, String.valueOf(value));
  }

  /** Its class in the style sheet. */
  public Tag css(String classes) {
    return attribute("class", classes);
  }

  public Tag add(Html... parts) {
    content.addAll(List.of(parts));
    return this;
  }

  public Tag add(Collection<? extends Html> parts) {
    content.addAll(parts);
    return this;
  }

  /** Adds any text. */
  public Tag addText(String text) {
    return add(Html.text(text));
  }

  @Override
  void write(StringBuilder out) {
    out.append('<').append(name).append(attributes);
    if (content.isEmpty() && SHAPES.contains(name)) {
      out.append("/>");
      return;
    }
    out.append('>');
    content.forEach(part -> part.write(out));
    if (!VOID.contains(name)) {
      out.append("</").append(name).append('>');
    }
  }
}
