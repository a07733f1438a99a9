package dev.reelframe.export;

import dev.reelframe.chart.Markup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes XML; names are the program's, texts and attributes anybody's and always escaped. */
final class Xml {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  Xml(String doctype) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").append(doctype);
  }

  static Map<String, String> attributes(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  void open(String name, Map<String, String> attributes) {
    start(name, attributes).append(">\n");
    open.push(name);
  }

  void empty(String name, Map<String, String> attributes) {
    start(name, attributes).append("/>\n");
  }

  void text(String name, Map<String, String> attributes, String text) {
    start(name, attributes)
        .append('>')
        .append(Markup.escaped(text))
        .append("</")
        .append(name)
        .append(">\n");
  }

  /** Closes the innermost element, which must be of that name. */
  void close(String name) {
    if (!name.equals(open.pop())) {
      throw new IllegalStateException(name + " is not the innermost element");
    }
    out.append("  ".repeat(open.size())).append("</").append(name).append(">\n");
  }

  private StringBuilder start(String name, Map<String, String> attributes) {
    out.append("  ".repeat(open.size())).append('<').append(name);
    attributes.forEach((key, value) ->
        out.append(' ').append(key).append("=\"").append(Markup.escaped(value)).append('"'));
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
