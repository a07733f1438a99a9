package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.table.Schema;
import dev.reelframe.table.TableFiles;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CorpusTest {
  @TempDir Path dir;

  private static final Analyzer COUNT =
      Analyzer.named("count")
          .reads(Frames.every(0.2).width(32))
          .returns(Schema.frames("count", "A frame"))
          .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.index()));

  private void clip(String name, int frames) throws Exception {
    SyntheticClip.of(64, 96, 25)
        .draw(
            frames,
            (n, g) -> {
              g.setColor(new Color(n, 2 * n, 3 * n));
              g.fillRect(0, 0, 64, 96);
            })
        .write(dir.resolve(name));
  }

  @Test
  void aBrokenClipCostsItselfOnly() throws Exception {
    clip("b.mkv", 25);
    clip("A.mkv", 50);
    Files.writeString(dir.resolve("broken.mp4"), "this is not a video");
    Files.writeString(dir.resolve("notes.txt"), "nor is this");
    Corpus corpus = Corpus.folder(dir);
    assertThat(corpus.sources())
        .extracting(s -> Path.of(s).getFileName().toString())
        .containsExactly("A.mkv", "b.mkv", "broken.mp4");

    CorpusAnalysis all = Pipeline.of(COUNT).run(corpus);
    assertThat(all.clips())
        .extracting(CorpusAnalysis.Clip::name)
        .containsExactly("A", "b", "broken");
    assertThat(all.of("A").table("count").orElseThrow().rowCount()).isEqualTo(10);
    Table both = all.table("count");
    assertThat(both.columnNames()).containsExactly("clip", "time_s", "frame");
    assertThat(both.where(both.stringColumn("clip").isEqualTo("b")).rowCount()).isEqualTo(5);
    assertThat(both.rowCount()).isEqualTo(15);

    Table summary = all.summary();
    assertThat(summary.stringColumn("state").asList()).containsExactly("ok", "ok", "failed");
    assertThat(summary.getString(2, "reason")).contains("broken.mp4");
    assertThatThrownBy(() -> all.of("broken")).hasMessageContaining("was not analysed");
    assertThatThrownBy(() -> all.of("c")).hasMessageContaining("[A, b, broken]");
    assertThatThrownBy(() -> all.table("cut_analysis")).hasMessageContaining("summary()");

    Path out = all.save(dir.resolve("out"));
    assertThat(out.resolve("A/tables/count.parquet")).exists();
    assertThat(out.resolve("b/analysis.json")).exists();
    assertThat(out.resolve("broken")).doesNotExist();
    assertThat(TableFiles.read(out.resolve("corpus.parquet")).printAll())
        .isEqualTo(summary.printAll());
  }

  @Test
  void clipsOfOneNameAreNumbered() throws Exception {
    Files.createDirectory(dir.resolve("other"));
    clip("same.mkv", 10);
    Files.copy(dir.resolve("same.mkv"), dir.resolve("other/same.mkv"));
    CorpusAnalysis all =
        Pipeline.of(COUNT)
            .run(
                Corpus.of(
                    dir.resolve("same.mkv").toString(), dir.resolve("other/same.mkv").toString()));
    assertThat(all.clips()).extracting(CorpusAnalysis.Clip::name).containsExactly("same", "same-2");
  }

  @Test
  void aFolderWithoutVideosIsRefusedWithAWordAboutIt() {
    assertThatThrownBy(() -> Corpus.folder(dir)).hasMessageContaining("holds no video");
    assertThatThrownBy(() -> Corpus.folder(dir.resolve("nowhere")))
        .hasMessageContaining("is not a folder");
  }

  @Test
  void foldersPatternsListsAndFilesAreNamedInOneLine() throws Exception {
    for (String name :
        List.of("a/x.mp4", "a/deep/y.MOV", "a/.cache/z.mp4", "b/1.mp4", "b/2.mp4", "b/3.txt")) {
      Files.createDirectories(dir.resolve(name).getParent());
      Files.writeString(dir.resolve(name), "");
    }
    Files.createDirectories(dir.resolve("a/results/x"));
    Files.writeString(dir.resolve("a/results/x/analysis.json"), "{}");
    Files.writeString(dir.resolve("a/results/x/clip.mp4"), "");
    Path list = dir.resolve("list.txt");
    Files.writeString(
        list, "# mine\n\n  " + dir + "/b/2.mp4  \nhttps://example.org/c.mp4\n" + dir + "/a\n");
    assertThat(named(dir + "/a")).containsExactly("a/deep/y.MOV", "a/x.mp4");
    assertThat(named(dir + "/b/*.mp4")).containsExactly("b/1.mp4", "b/2.mp4");
    assertThat(named(dir + "/**/[xy].*")).containsExactly("a/deep/y.MOV", "a/x.mp4");
    assertThat(named("@" + list, dir + "/b/2.mp4", dir + "/b"))
        .containsExactly(
            "b/2.mp4", "https://example.org/c.mp4", "a/deep/y.MOV", "a/x.mp4", "b/1.mp4");
    assertThat(named("nowhere.mp4")).containsExactly("nowhere.mp4");
    for (String nothing : List.of(dir + "/*.avi", dir + "/c/*.mp4", "@" + dir + "/none.txt")) {
      assertThatThrownBy(() -> Corpus.named(List.of(nothing)))
          .as(nothing)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<String> named(String... words) {
    return Corpus.named(List.of(words)).sources().stream()
        .map(source -> source.replace(dir + "/", ""))
        .toList();
  }
}
