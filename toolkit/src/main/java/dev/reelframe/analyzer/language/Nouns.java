package dev.reelframe.analyzer.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the things that a German or English text names, and the COCO labels that they stand for.
 * The words are data ({@code things.txt}, {@code unseen-things.txt}); the longest one wins, so that
 * a hot dog is no dog. A thing whose absence is stated ("no car", "kein Auto") is not named.
 */
public final class Nouns {
  private static final Set<String> DENIALS =
      Set.of(
          "no", "not", "without", "neither", "nor", "never", "kein", "keine", "keinen", "keinem",
          "keiner", "keines", "ohne", "weder", "noch", "nicht");
  private static final Set<String> ARTICLES =
      Set.of(
          "a", "an", "the", "this", "that", "his", "her", "their", "its", "my", "your", "our",
          "one", "two", "three", "2", "several", "some", "another", "many");
  private static final Set<String> BEHIND_A_NOUN =
      Set.of(
          "and", "or", "is", "are", "was", "lies", "sits", "on", "in", "at", "with", "of", "to",
          "from", "near", "next", "behind", "under", "beside", "that", "which", "into", "for",
          "by");

  /** How many words before a thing may deny it, or hold its article. */
  private static final int REACH = 3;

  private final List<NounForm> forms = new ArrayList<>();
  private final Map<String, List<NounForm>> byStart = new HashMap<>();
  private final Map<String, Naming> namings = new HashMap<>();

  /** Names of a label: with an article, and of many. */
  private record Naming(String english, String englishMany, String german, String germanMany) {}

  private Nouns() {}

  /** The words that come with the library. */
  public static Nouns standard() {
    return Standard.NOUNS;
  }

  /** Read once, when first asked for. */
  private static final class Standard {
    static final Nouns NOUNS = load();

    private static Nouns load() {
      Nouns nouns = new Nouns();
      lines("things.txt").forEach(nouns::addThing);
      lines("unseen-things.txt").forEach(nouns::addUnseen);
      nouns.index();
      return nouns;
    }

    private static List<String> lines(String file) {
      try (InputStream in = Nouns.class.getResourceAsStream(file)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void addThing(String line) {
    String[] parts = line.split("\\|");
    boolean namedOnly = line.startsWith("= ");
    Set<String> labels = Set.of(parts[0].replaceFirst("^= ", "").strip().split(" \\+ "));
    String[] english = parts[1].strip().split(", ");
    String[] german = parts[2].strip().split(", ");
    if (!namedOnly) {
      add(english, false, labels);
      add(german, true, labels);
    }
    if (labels.size() == 1) {
      namings.put(
          labels.iterator().next(),
          new Naming(unmarked(english[0]), unmarked(english[1]), german[0], german[1]));
    }
  }

  private void add(String[] entries, boolean german, Set<String> labels) {
    for (String entry : entries) {
      if (!entry.equals("-")) {
        NounForm.Guard guard =
            switch (entry.charAt(0)) {
              case '!' -> NounForm.Guard.ARTICLE;
              case '^' -> NounForm.Guard.ARTICLE_AND_END;
              default -> NounForm.Guard.NONE;
            };
        String words = withoutArticle(unmarked(entry));
        forms.add(
            new NounForm(List.of(words.split(" ")), german, labels, entry.charAt(0) == '~', guard));
      }
    }
  }

  private void addUnseen(String line) {
    for (String entry : line.strip().split(", ")) {
      boolean german = Character.isUpperCase(entry.charAt(0));
      forms.add(
          new NounForm(List.of(entry.split(" ")), german, Set.of(), true, NounForm.Guard.NONE));
    }
  }

  private static String unmarked(String entry) {
    return entry.replaceFirst("^[~!^]", "");
  }

  private static String withoutArticle(String name) {
    return name.replaceFirst("^(a pair of|an?|ein Paar|eine?) ", "");
  }

  /** Forms by the first two letters of their first word, the longest first. */
  private void index() {
    for (NounForm form : forms) {
      byStart.computeIfAbsent(start(form.words().getFirst()), k -> new ArrayList<>()).add(form);
    }
    Comparator<NounForm> longest = Comparator.comparingInt(f -> -f.words().size());
    byStart.values().forEach(list -> list.sort(longest.thenComparing(f -> f.wider() ? 1 : 0)));
  }

  private static String start(String word) {
    return word.substring(0, Math.min(2, word.length())).toLowerCase(Locale.ROOT);
  }

  /** The things that a text names, in order; a thing named twice comes twice. */
  public List<NounMention> in(String text) {
    List<Word> words = Word.of(text);
    List<NounMention> found = new ArrayList<>();
    for (int at = 0; at < words.size(); ) {
      Optional<NounForm> form = formAt(words, at);
      if (form.isPresent()) {
        int last = at + form.get().words().size() - 1;
        if (!denied(words, at)) {
          found.add(mention(text, words.get(at).from(), words.get(last).to(), form.get()));
        }
        at = last + 1;
      } else {
        at++;
      }
    }
    return found;
  }

  private static NounMention mention(String text, int from, int to, NounForm form) {
    return new NounMention(text.substring(from, to), from, to, form.labels(), form.wider());
  }

  private Optional<NounForm> formAt(List<Word> words, int at) {
    return byStart.getOrDefault(start(words.get(at).bare()), List.of()).stream()
        .filter(form -> form.isAt(words, at) && guarded(form, words, at))
        .findFirst();
  }

  private static boolean guarded(NounForm form, List<Word> words, int at) {
    if (form.guard() == NounForm.Guard.NONE) {
      return true;
    }
    int next = at + form.words().size();
    boolean ends =
        form.guard() == NounForm.Guard.ARTICLE
            || next >= words.size()
            || words.get(next).opensClause()
            || BEHIND_A_NOUN.contains(words.get(next).small());
    return ends && before(words, at, ARTICLES);
  }

  private static boolean denied(List<Word> words, int at) {
    return before(words, at, DENIALS);
  }

  /** Whether one of the words stands shortly before, in the same clause. */
  private static boolean before(List<Word> words, int at, Set<String> wanted) {
    for (int i = at; i > 0 && i > at - REACH && !words.get(i).opensClause(); i--) {
      if (wanted.contains(words.get(i - 1).small())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether some text names the thing of a label.
   *
   * @param label of COCO, for example {@code wine glass}
   */
  public boolean names(String text, String label) {
    return in(text).stream().anyMatch(m -> !m.wider() && m.labels().equals(Set.of(label)));
  }

  /** All labels that texts are searched for. */
  public Collection<String> labels() {
    return forms.stream().flatMap(form -> form.labels().stream()).collect(Collectors.toSet());
  }

  /**
   * A label in words.
   *
   * @param count 1: with its article ("a dog", "ein Hund"); more: with the number ("2 dogs")
   * @return a label without a name as it is
   */
  public String name(String label, int count, boolean german) {
    Naming naming = namings.getOrDefault(label, new Naming(label, label, label, label));
    if (count == 1) {
      return german ? naming.german() : naming.english();
    }
    return count + " " + (german ? naming.germanMany() : naming.englishMany());
  }
}
