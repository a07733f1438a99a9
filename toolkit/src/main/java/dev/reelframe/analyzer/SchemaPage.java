package dev.reelframe.analyzer;

import dev.reelframe.media.View;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.table.Field;
import dev.reelframe.table.Schema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Documents analyzers and their tables as one Markdown page, from their specs alone. */
public final class SchemaPage {
  private final StringBuilder page = new StringBuilder();

  private SchemaPage() {}

  /** The page for these analyzers, in their order. */
  public static String of(List<Analyzer> analyzers) {
    SchemaPage writer = new SchemaPage();
    writer.line("# The tables");
    writer.line("");
    writer.line(
        "Generated from the code. Time is seconds from the container's timestamps; intervals are half open;");
    writer.line(
        "boxes are pixels in display orientation. Any cell may be missing unless its meaning says otherwise.");
    analyzers.forEach(a -> writer.analyzer(a.spec()));
    return writer.page.toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void analyzer(AnalyzerSpec spec) {
    line("");
    line("## " + spec.name());
    line("");
    line(spec.schema().meaning() + ".");
    line("");
    line("- version " + spec.version() + ", schema " + spec.schema().version());
    line("- reads " + reads(spec));
    if (!spec.parameters().isEmpty()) {
      line(
          "- parameters "
              + spec.parameters().entrySet().stream()
                  .map(e -> "`" + e.getKey() + " = " + e.getValue() + "`")
                  .collect(Collectors.joining(", ")));
    }
    if (!spec.models().isEmpty()) {
      line(
          "- models "
              + spec.models().stream().map(SchemaPage::model).collect(Collectors.joining(", ")));
    }
    parameters(spec);
    columns(spec.schema());
    spec.signal()
        .ifPresent(signal -> {
          line("");
          line("Signal: " + signal.meaning() + ".");
          columns(signal);
        });
  }

  private static String model(ModelChoice choice) {
    return choice.all().stream().map(m -> "`" + m + "`").collect(Collectors.joining(" or "))
        + (choice.optional() ? " where it is there" : "");
  }

  private static String reads(AnalyzerSpec spec) {
    String views = spec.views().stream().map(View::toString).collect(Collectors.joining("; "));
    String tables =
        spec.inputs().stream().map(t -> "table `" + t + "`").collect(Collectors.joining(", "));
    return views.isEmpty() ? tables : tables.isEmpty() ? views : views + "; " + tables;
  }

  private void parameters(AnalyzerSpec spec) {
    if (spec.adjustable().isEmpty()) {
      return;
    }
    line("");
    line("| parameter | type | unit | default | range | meaning |");
    line("| --- | --- | --- | --- | --- | --- |");
    for (ParameterValue<?> own : spec.adjustable()) {
      Parameter<?> parameter = own.parameter();
      line(
          "| `%s` | %s | %s | %s | %s | %s |"
              .formatted(
                  parameter.name(),
                  parameter.type(),
                  parameter.unit(),
                  own.text(),
                  parameter.range(),
                  parameter.meaning().replace("|", "\\|")));
    }
  }

  private void columns(Schema schema) {
    line("");
    line("| column | type | unit | meaning |");
    line("| --- | --- | --- | --- |");
    for (Field field : schema.fields()) {
      String values =
          field.values().isEmpty()
              ? ""
              : ": "
                  + field.values().stream()
                      .map(v -> "`" + v + "`")
                      .collect(Collectors.joining(", "));
      line(
          "| `%s` | %s | %s | %s%s |"
              .formatted(
                  field.name(),
                  field.kind().name().toLowerCase(Locale.ROOT),
                  field.unit(),
                  field.meaning().replace("|", "\\|"),
                  values));
    }
  }
}
