package dev.reelframe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.pipeline.Analysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  @TempDir static Path dir;
  private static Analysis run;
  private static String html;

  @BeforeAll
  static void report() throws Exception {
    run = HostileRun.of(dir);
    Path folder = run.save(dir.resolve("out"));
    html = Files.readString(folder.resolve("report.html"));
  }

  @Test
  void whatStandsInTheVideoStaysText() {
    assertThat(html)
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("<img src=x", "<b>bold", "\u0000", "\u0007")
        .contains("&lt;script&gt;alert('x')&lt;/script&gt;")
        .contains("a &lt;b&gt;bold&lt;b&gt; &amp; &quot;clip&quot;.mp4");
  }

  @Test
  void nothingIsLoadedFromElsewhereAndThePolicySaysSo() {
    assertThat(html).contains("Content-Security-Policy\" content=\"default-src 'none'");
    assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain(
            "http://", "https://", "url(", "@import", "javascript:", "<link", "<iframe");
    var sources = Pattern.compile("(?:src|href)=\"([^\"]{0,24})").matcher(html);
    assertThat(sources.results().map(m -> m.group(1)))
        .isNotEmpty()
        .allMatch(s -> s.startsWith("data:image/jpeg;base64") || s.startsWith("#"));
  }

  @Test
  void everyAnalyzerHasItsSectionWithStateAndReason() {
    for (String name :
        List.of("captions", "tracks", "cuts_found", "nothing", "timeless", "broken", "sharp")) {
      assertThat(html).contains("href=\"#" + name + "\"", "<section id=\"" + name + "\">");
    }
    assertThat(html).contains("st failed", "IllegalStateException: broke on &lt;script");
  }

  @Test
  void longTextIsCut() {
    assertThat(html).contains("lorem ipsum").doesNotContain("lorem ipsum ".repeat(60));
    assertThat(html.length()).isLessThan(400_000);
  }

  @Test
  void textOfAnotherDirectionKeepsToItself() {
    assertThat(html).contains("<bdi>שלום עולם");
  }

  @Test
  void keyframesOfTheOneDecodeStandAboveTheTimeline() {
    assertThat(run.keyframes()).hasSizeBetween(12, 16);
    assertThat(run.keyframes().getLast().timeS()).isGreaterThan(3.5);
    assertThat(run.keyframes().get(3).index())
        .isEqualTo(Math.round(run.keyframes().get(3).timeS() * 25));
    assertThat(Pattern.compile("<image ").matcher(html).results().count())
        .isEqualTo(run.keyframes().size());
  }

  @Test
  void drawingsAreWellFormed() {
    var svgs = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL).matcher(html).results().toList();
    assertThat(svgs).hasSizeGreaterThanOrEqualTo(5);
    svgs.forEach(svg -> Xml.parse(svg.group()));
  }
}
