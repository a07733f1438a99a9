package dev.reelframe.player;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.markup.BuildFile;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of many clips: each with its picture, its figures and all that it says and shows. */
final class CorpusPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Tables whose text can be searched for. */
  private static final List<String> SEARCHED = List.of("text_overlay", "speech_transcription");

  private static final int MAX_TEXT = 600;

  private static final BuildFile BASE = BuildFile.of(CorpusPage.class, "player.css");
  private static final BuildFile STYLE = BuildFile.of(CorpusPage.class, "corpus.css");
  private static final BuildFile SCRIPT =
      BuildFile.scripts(
          Stream.of("theme.js", "corpus.js")
              .map(name -> BuildFile.of(CorpusPage.class, name))
              .toList());

  private static final String POLICY =
      "default-src 'none'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
          + " script-src '"
          + PlayerPage.digest(SCRIPT)
          + "'; style-src '"
          + PlayerPage.digest(BASE)
          + "' '"
          + PlayerPage.digest(STYLE)
          + "'";

  private CorpusPage() {}

  /**
   * What the page tells of clips.
   *
   * @param folders results of a clip each
   * @param page name of a clip's player in its folder
   * @param poster name of its picture there
   */
  static ObjectNode data(List<Path> folders, String page, String poster) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("page", page).put("poster", poster);
    ArrayNode clips = root.putArray("clips");
    try {
      clips.addAll(folders.parallelStream().map(CorpusPage::clip).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return root;
  }

  /** The page over {@link #data}. */
  static String html(ObjectNode data) {
    Tag body =
        Html.tag("body")
            .addText("\n")
            .add(Html.file(BuildFile.of(CorpusPage.class, "corpus.html")))
            .add(Html.data("data-json", data), Html.script(SCRIPT));
    Html style = Html.of(Html.style(BASE), Html.style(STYLE));
    return Html.page("Clips · Reelframe", POLICY, style, body);
  }

  private static ObjectNode clip(Path folder) {
    SavedResults run;
    try {
      run = SavedResults.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ObjectNode into = JSON.createObjectNode();
    into.put("name", FittedText.line(run.clip(), 200));
    into.put("duration_s", run.durationS());
    Map<String, Long> states = new TreeMap<>();
    run.manifest().analyzers().forEach(a -> states.merge(a.state(), 1L, Long::sum));
    into.put(
        "states",
        states.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", ")));
    into.put("broken", states.containsKey("failed") || states.containsKey("degraded"));
    run.table("cut_analysis").ifPresent(cuts -> into.put("shots", cuts.rowCount() + 1));
    ArrayNode texts = into.putArray("texts");
    for (String name : SEARCHED) {
      run.table(name).ifPresent(table -> texts(texts, table));
    }
    return into;
  }

  private static void texts(ArrayNode into, MeasuredTable table) {
    for (int row = 0; row < table.rowCount(); row++) {
      if (!table.column("text").isMissing(row)) {
        into.addArray()
            .add(table.doubleColumn("start_s").getDouble(row))
            .add(FittedText.cut(table.column("text").getString(row), MAX_TEXT))
            .add(table.schema().table());
      }
    }
  }
}
