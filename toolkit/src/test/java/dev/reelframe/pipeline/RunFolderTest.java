package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.FfmpegRun;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.RunFolder.FolderBusy;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a run's folder after runs that followed, overlapped or broke each other. */
class RunFolderTest {
  private static final Set<TableFormat> CSV = EnumSet.of(TableFormat.CSV);

  @TempDir static Path clips;
  private static Analysis two;
  private static Analysis one;
  private static Analysis other;

  @TempDir Path dir;
  private Path folder;

  @BeforeAll
  static void analyse() {
    Path clip = FfmpegRun.draw(clips.resolve("clip.mp4"), "-c:v", "mpeg4", "-c:a", "aac");
    Path mute = FfmpegRun.draw(clips.resolve("mute.mp4"), "-c:v", "mpeg4", "-an");
    two = Pipeline.of(Analyzers.colors(), Analyzers.contentQuality()).run(Video.open(clip));
    one = Pipeline.of(Analyzers.colors()).run(Video.open(clip));
    other = Pipeline.of(Analyzers.contentQuality()).run(Video.open(mute));
  }

  @BeforeEach
  void folder() {
    folder = dir.resolve("results/clip");
  }

  /** Files and contents, but for what tells the time of day or how long the writing took. */
  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        content.put(
            name,
            switch (name) {
              case "profile.csv", "report.html" -> "";
              case "analysis.json" ->
                  Files.readString(file)
                      .replaceAll("(?s)\"(profile\\.csv|report\\.html)\" : \\{.*?\\}", "")
                      .replaceAll("\"(finished|path|where_the_time_went)\".*", "");
              default -> Files.readString(file);
            });
      }
    }
    return content;
  }

  private Map<String, String> clean(Analysis run) throws IOException {
    return content(run.save(dir.resolve("clean"), CSV));
  }

  @Test
  void tablesOfAnEarlierSelectionGo() throws IOException {
    two.save(folder, EnumSet.of(TableFormat.CSV, TableFormat.JSON));
    assertThat(folder.resolve("tables/content_quality.json")).exists();
    one.save(folder, CSV);
    assertThat(content(folder)).isEqualTo(clean(one));
  }

  @Test
  void tablesOfAnotherClipGo() throws IOException {
    two.save(folder, CSV);
    other.save(folder, CSV);
    assertThat(content(folder)).isEqualTo(clean(other));
  }

  @Test
  void filesOfTheUserStay() throws IOException {
    two.save(folder, CSV);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("tables/mine.csv"), "a,b");
    one.save(folder, CSV);
    Map<String, String> wanted = clean(one);
    wanted.put("notes.txt", "mine");
    wanted.put("tables/mine.csv", "a,b");
    assertThat(content(folder)).isEqualTo(wanted);
  }

  @Test
  void twoWritersExcludeEachOther() throws IOException {
    two.save(folder, CSV);
    Map<String, String> before = content(folder);
    try (RunFolder mine = RunFolder.claim(folder)) {
      assertThatThrownBy(() -> other.save(folder, CSV))
          .isInstanceOf(FolderBusy.class)
          .hasMessageContaining("is being written by another run (process ")
          .hasMessageContaining("choose another folder");
      one.save(mine, CSV);
    }
    assertThat(content(folder)).isNotEqualTo(before).isEqualTo(clean(one));
    other.save(folder, CSV);
    assertThat(content(folder)).isEqualTo(clean(other));
  }

  @Test
  void aFolderThatIsClaimedForNothingIsAsBefore() throws IOException {
    RunFolder.claim(folder).close();
    assertThat(folder).doesNotExist();
    one.save(folder, CSV);
    Map<String, String> before = content(folder);
    RunFolder.claim(folder).close();
    assertThat(content(folder)).isEqualTo(before);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> one.save(file, CSV))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a file: give a folder");
    assertThatThrownBy(() -> one.save(file.resolve("clip"), CSV)).isInstanceOf(IOException.class);
  }

  /** What a kill between any two files leaves, and the run after it. */
  @Test
  void afterAKillAtAnyPointTheNextRunIsAsACleanOne() throws IOException {
    two.save(folder, CSV);
    Map<String, String> old = content(folder);
    Path staged = Files.createDirectories(folder.resolve(".reelframe-123"));
    one.save(dir.resolve("new"), CSV);
    List<Path> fresh;
    try (Stream<Path> files = Files.walk(dir.resolve("new"))) {
      fresh = files.filter(Files::isRegularFile).sorted().toList();
    }
    // Killed while it staged.
    for (Path file : fresh) {
      Path place = staged.resolve(dir.resolve("new").relativize(file));
      Files.createDirectories(place.getParent());
      Files.copy(file, place);
    }
    Files.writeString(folder.resolve(".reelframe.lock"), "99999999 gone");
    RunFolder.claim(folder).close();
    assertThat(content(folder)).as("killed while it staged").isEqualTo(old);
    // Killed while it removed old files, then while it moved new ones, after each of them.
    for (int removed = 0; removed <= old.size(); removed += 2) {
      for (int moved = 0; moved < fresh.size(); moved += 2) {
        if (moved > 0 && removed < old.size()) {
          continue;
        }
        two.save(folder, CSV);
        Path half = Files.createDirectories(folder.resolve(".reelframe-456"));
        Files.move(folder.resolve("analysis.json"), half.resolve("replaced-analysis.json"));
        old.keySet().stream()
            .filter(name -> !name.equals("analysis.json"))
            .limit(removed)
            .forEach(name -> folder.resolve(name).toFile().delete());
        Files.copy(dir.resolve("new/analysis.json"), half.resolve("analysis.json"));
        for (Path file : fresh.subList(0, moved)) {
          Path place = folder.resolve(dir.resolve("new").relativize(file));
          if (!place.endsWith("analysis.json")) {
            Files.createDirectories(place.getParent());
            Files.copy(file, place);
          }
        }
        other.save(folder, CSV);
        assertThat(content(folder))
            .as(removed + " removed, " + moved + " moved")
            .isEqualTo(clean(other));
      }
    }
  }
}
