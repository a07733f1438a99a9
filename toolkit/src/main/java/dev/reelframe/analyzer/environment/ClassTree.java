package dev.reelframe.analyzer.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which class of AudioSet is a kind of which: a bark is a dog's, a dog is an animal. From {@code
 * classes.txt} beside this class, YAMNet's classes in their order, each indented below what it is a
 * kind of. A class that the ontology has in two places is in the first of them.
 */
final class ClassTree {
  private static final int INDENT = 2;
  private static final Map<String, String> PARENT = read();

  private ClassTree() {}

  /** Whether one class is a kind of another, however many steps away; not of itself. */
  static boolean isKindOf(String label, String general) {
    for (String at = PARENT.get(label); at != null; at = PARENT.get(at)) {
      if (at.equals(general)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> read() {
    Map<String, String> parents = new HashMap<>();
    List<String> above = new ArrayList<>();
    for (String line : lines()) {
      String label = line.strip();
      int depth = (line.length() - label.length()) / INDENT;
      above = new ArrayList<>(above.subList(0, depth));
      if (depth > 0) {
        parents.put(label, above.getLast());
      }
      above.add(label);
    }
    return Map.copyOf(parents);
  }

  /** The file's lines: names, two spaces in front for each step. */
  static List<String> lines() {
    try (InputStream list = ClassTree.class.getResourceAsStream("classes.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the classes of sound cannot be read from the jar", e);
    }
  }
}
