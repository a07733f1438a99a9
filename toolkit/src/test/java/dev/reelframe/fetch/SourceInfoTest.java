package dev.reelframe.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SourceInfoTest {
  private static Table table(String said) throws IOException {
    WebAddress url = WebAddress.parse("https://www.tiktok.com/@dancer/video/123");
    return SourceInfo.of(url, new ObjectMapper().readTree(said)).table();
  }

  @Test
  void whatTheSiteSaysStandsInTheRow() throws IOException {
    Table row =
        table(
            """
            {"id": "123", "extractor_key": "TikTok", "uploader": "dancer", "creator": "The Dancer",
             "title": "Look #one", "description": "Look #one #zwei\\u0007 &#39; a#b #one", "view_count": 5000000000,
             "like_count": 7, "comment_count": null, "track": "Song", "artists": ["A", "B"], "upload_date": "20261122"}
            """);
    assertThat(row.rowCount()).isOne();
    assertThat(row.stringColumn("clip_id").get(0)).isEqualTo("123");
    assertThat(row.stringColumn("creator").get(0)).isEqualTo("The Dancer");
    assertThat(row.stringColumn("description").get(0)).isEqualTo("Look #one #zwei &#39; a#b #one");
    assertThat(row.stringColumn("hashtags").get(0)).isEqualTo("#one #zwei");
    assertThat(row.doubleColumn("views").get(0)).isEqualTo(5e9);
    assertThat(row.doubleColumn("likes").get(0)).isEqualTo(7);
    assertThat(row.stringColumn("music_artist").get(0)).isEqualTo("A, B");
    assertThat(row.stringColumn("upload_date").get(0)).isEqualTo("2026-11-22");
  }

  @Test
  void whatItDoesNotSayIsMissing() throws IOException {
    Table row =
        table(
            "{\"id\": \"123\", \"extractor_key\": \"TikTok\", \"view_count\": -1, \"upload_date\": \"soon\", \"title\": 7}");
    for (String name : row.columnNames()) {
      assertThat(row.column(name).isMissing(0))
          .as(name)
          .isEqualTo(!name.equals("url") && !name.equals("site") && !name.equals("clip_id"));
    }
  }
}
