package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.table.Field;
import dev.reelframe.table.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page, the code and the golden list say the same. */
class SchemaPageTest {
  /** Tests run in the module's folder. */
  private static final Path PAGE = Path.of("../docs/tables.md");

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String wanted = SchemaPage.of(Analyzers.all());
    if (Boolean.getBoolean("reelframe.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, wanted);
    }
    assertThat(PAGE)
        .as(
            "write it anew with: mvn -pl toolkit -am test -Dtest=SchemaPageTest -Dtest.jvm.more=-Dreelframe.update=true")
        .hasContent(wanted);
  }

  @Test
  void everyTableFollowsTheConventions() {
    for (Analyzer analyzer : Analyzers.all()) {
      AnalyzerSpec spec = analyzer.spec();
      Stream.concat(Stream.of(spec.schema()), spec.signal().stream())
          .forEach(schema ->
              assertThat(leads(schema)).as(spec.name() + " " + schema.columnNames()).isTrue());
      for (Field field : spec.schema().fields()) {
        assertThat(field.meaning()).as(spec.name() + "." + field.name()).isNotBlank();
        assertThat(field.values()).allMatch(v -> v.equals(v.toLowerCase(java.util.Locale.ROOT)));
      }
      assertThat(spec.schema().table()).isEqualTo(spec.name());
      assertThat(spec.schema().meaning()).isNotBlank();
    }
  }

  /** Time comes first, then what persists, the payload, and confidence last. */
  private static boolean leads(Schema schema) {
    List<String> names = schema.columnNames();
    boolean time =
        names.getFirst().equals("time_s")
            || names.subList(0, 2).equals(List.of("start_s", "end_s"));
    boolean confidenceLast = !names.contains("confidence") || names.getLast().equals("confidence");
    return time && confidenceLast;
  }
}
