package dev.reelframe.analyzer.language;

import java.util.Set;

/**
 * A thing that a text names.
 *
 * @param text the words as they stand there
 * @param from index of the first character
 * @param to index behind the last character
 * @param labels COCO labels that the words may stand for; empty for a thing outside of them
 * @param wider the words mean more than the labels (an animal, a table): where none of them was
 *     found, the thing may still be there
 */
public record NounMention(String text, int from, int to, Set<String> labels, boolean wider) {

  public NounMention {
    labels = Set.copyOf(labels);
  }
}
