package dev.reelframe.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What a site says about a clip, as a row. What it does not say is missing.
 *
 * @param row cells by column name, text or number, nothing for what is missing
 */
public record SourceInfo(ObjectNode row) {
  /**
   * A column of the table {@code source}.
   *
   * @param name snake_case
   * @param number whether its cells are numbers
   * @param meaning one sentence
   */
  public record Item(String name, boolean number, String meaning) {}

  /** The columns, in order. */
  public static final List<Item> ITEMS =
      List.of(
          text("url", "address as it was given, without fragment"),
          text("site", "name of the extractor; missing for a direct address"),
          text("clip_id", "the site's own name of the clip"),
          text("creator", "who published it"),
          text("title", "title"),
          text("description", "description, as written"),
          text("hashtags", "hashtags of title and description, in order, separated by blanks"),
          number("views", "times watched, at the time of the fetch"),
          number("likes", "likes, at the time of the fetch"),
          number("comments", "comments, at the time of the fetch"),
          number("reposts", "times passed on, at the time of the fetch"),
          text("music_title", "title of the music"),
          text("music_artist", "artist of the music"),
          text("upload_date", "day of publication, yyyy-mm-dd"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TEXT = 20_000;
  private static final Pattern HASHTAG = Pattern.compile("(?<![\\p{L}\\p{N}_&/])#[\\p{L}\\p{N}_]+");

  private static Item text(String name, String meaning) {
    return new Item(name, false, meaning);
  }

  private static Item number(String name, String meaning) {
    return new Item(name, true, meaning);
  }

  /** Of a direct address: nothing but the address. */
  static SourceInfo of(WebAddress url) {
    return new SourceInfo(JSON.createObjectNode().put("url", url.toString()));
  }

  /**
   * Of a page.
   *
   * @param said what yt-dlp prints with {@code --dump-json}
   */
  static SourceInfo of(WebAddress url, JsonNode said) {
    ObjectNode row = of(url).row();
    put(row, "site", said, "extractor_key", "extractor");
    put(row, "clip_id", said, "id");
    put(row, "creator", said, "creator", "uploader", "channel", "uploader_id");
    // The generic extractor names the host where it finds nobody.
    if (row.path("creator").asText().startsWith(url.host().text())) {
      row.remove("creator");
    }
    boolean known = isKnown(row.path("site").asText());
    put(row, "title", said, "title", "fulltitle");
    if (row.path("site").asText().equals("HTML5MediaEmbed")) {
      // yt-dlp numbers the clips of a page that it does not know.
      row.put("title", row.path("title").asText().replaceFirst(" \\(\\d+\\)$", ""));
    }
    put(row, "description", said, "description");
    String written = row.path("title").asText("") + "\n" + row.path("description").asText("");
    Set<String> tags = new LinkedHashSet<>();
    for (Matcher tag = HASHTAG.matcher(written); tag.find(); ) {
      tags.add(tag.group());
    }
    if (!tags.isEmpty()) {
      row.put("hashtags", String.join(" ", tags));
    }
    count(row, "views", said, "view_count");
    count(row, "likes", said, "like_count");
    count(row, "comments", said, "comment_count");
    count(row, "reposts", said, "repost_count");
    put(row, "music_title", said, "track");
    put(row, "music_artist", said, "artist");
    if (!row.has("music_artist") && said.path("artists").isArray()) {
      List<String> names = new ArrayList<>();
      said.path("artists").forEach(name -> names.add(name.asText()));
      if (!names.isEmpty()) {
        row.put("music_artist", clean(String.join(", ", names)));
      }
    }
    // Of a page that it does not know, this is the date of a file.
    String day = said.path("upload_date").asText("");
    if (known && day.matches("\\d{8}")) {
      row.put(
          "upload_date", day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6));
    }
    return new SourceInfo(row);
  }

  private static void put(ObjectNode row, String name, JsonNode said, String... fields) {
    for (String field : fields) {
      String value = clean(said.path(field).isTextual() ? said.path(field).asText() : "");
      if (!value.isEmpty()) {
        row.put(name, value);
        return;
      }
    }
  }

  private static void count(ObjectNode row, String name, JsonNode said, String field) {
    if (said.path(field).isNumber() && said.path(field).asDouble() >= 0) {
      row.put(name, said.path(field).asDouble());
    }
  }

  /** A page's text is data: no control characters but line ends and tabs, bounded. */
  private static String clean(String text) {
    String plain = text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip();
    return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) : plain;
  }

  /** A name for the clip's folder, where the site is one that numbers its clips. */
  Optional<String> clipId() {
    return isKnown(row.path("site").asText("Generic"))
        ? Optional.ofNullable(row.path("clip_id").textValue()).flatMap(WebAddress::folderName)
        : Optional.empty();
  }

  /** Whether an extractor was written for the site, so that its words are the site's. */
  private static boolean isKnown(String site) {
    return !site.equals("Generic") && !site.contains("Embed");
  }

  /** The address. */
  public String url() {
    return row.path("url").asText();
  }

  /** One row, named {@code source}. */
  public Table table() {
    List<Column<?>> columns = new ArrayList<>();
    for (Item item : ITEMS) {
      JsonNode cell = row.path(item.name());
      if (item.number()) {
        DoubleColumn column = DoubleColumn.create(item.name());
        columns.add(cell.isNumber() ? column.append(cell.asDouble()) : column.appendMissing());
      } else {
        StringColumn column = StringColumn.create(item.name());
        columns.add(cell.isTextual() ? column.append(cell.asText()) : column.appendMissing());
      }
    }
    return Table.create("source", columns);
  }
}
