package dev.reelframe.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes XML with an element a line; names are the program's, texts and attributes anybody's and
 * always escaped.
 */
public final class Xml {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  public Xml(String doctype) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").append(doctype);
  }

  public static Map<String, String> attributes(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  public void open(String name, Map<String, String> attributes) {
    start(name, attributes).append(">\n");
    open.push(name);
  }

  public void empty(String name, Map<String, String> attributes) {
    start(name, attributes).append("/>\n");
  }

  public void text(String name, Map<String, String> attributes, String text) {
    start(name, attributes)
        .append('>')
        .append(Escape.markup(text))
        .append("</")
        .append(name)
        .append(">\n");
  }

  /** Closes the innermost element, which must be of that name. */
  public void close(String name) {
    if (!name.equals(open.pop())) {
      throw new IllegalStateException(name + " is not the innermost element");
    }
    out.append("  ".repeat(open.size())).append("</").append(name).append(">\n");
  }

  private StringBuilder start(String name, Map<String, String> attributes) {
    out.append("  ".repeat(open.size())).append('<').append(name);
    attributes.forEach((key, value) ->
        out.append(' ').append(key).append("=\"").append(Escape.markup(value)).append('"'));
    return out;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(open.peek() + " is still open");
    }
    return out.toString();
  }
}
