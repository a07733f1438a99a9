package dev.reelframe.report;

import dev.reelframe.chart.Markup;
import dev.reelframe.media.ItemColumn;
import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as HTML, whatever its size: the first and the last rows and columns, counts of what is
 * left out, text cut and escaped.
 *
 * @param rows shown at most, 2 or more
 * @param columns shown at most, 2 or more
 * @param characters of a text cell shown at most
 */
public record HtmlTable(int rows, int columns, int characters) {
  /** For a notebook's cell. */
  public static final HtmlTable CELL = new HtmlTable(20, 24, 160);

  /** For a report. */
  public static final HtmlTable REPORT = new HtmlTable(24, 24, 240);

  private static final int GAP = -1;

  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("_s", "s"),
          Map.entry("_px", "px"),
          Map.entry("_hz", "Hz"),
          Map.entry("_db", "dB"),
          Map.entry("_dbtp", "dBTP"),
          Map.entry("_dbfs", "dBFS"),
          Map.entry("_lufs", "LUFS"),
          Map.entry("_lu", "LU"),
          Map.entry("_bpm", "BPM"),
          Map.entry("_k", "K"),
          Map.entry("_deg", "°"),
          Map.entry("_per_s", "per s"),
          Map.entry("_widths_per_s", "widths per s"),
          Map.entry("_per_min", "per min"),
          Map.entry("_years", "years"));

  /** The table with the style it needs: complete in itself. */
  public String standalone(Table table) {
    return Style.block() + "<div class=\"rf\">" + head(table) + of(table) + about(table) + "</div>";
  }

  /** Rows and columns only; the page brings the style. */
  public String of(Table table) {
    int[] shownRows = shown(table.rowCount(), rows);
    int[] shownColumns = shown(table.columnCount(), columns);
    int[] real = IntStream.of(shownRows).filter(r -> r != GAP).toArray();
    CellHtml[] cells =
        IntStream.of(shownColumns)
            .mapToObj(c -> c == GAP ? null : CellHtml.of(table, table.column(c), real, characters))
            .toArray(CellHtml[]::new);
    StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
    for (int i = 0; i < shownColumns.length; i++) {
      int c = shownColumns[i];
      out.append(
          c == GAP
              ? "<th class=\"gap\">… %,d more</th>".formatted(table.columnCount() - columns + 1)
              : header(table, table.column(c), cells[i]));
    }
    out.append("</tr></thead><tbody>");
    for (int row : shownRows) {
      if (row == GAP) {
        out.append(
            "<tr class=\"gap\"><td colspan=\"%d\">… %,d more rows …</td></tr>"
                .formatted(shownColumns.length, table.rowCount() - real.length));
      } else {
        row(out, row, shownColumns, cells);
      }
    }
    if (table.isEmpty()) {
      out.append(
          "<tr class=\"gap\"><td colspan=\"%d\">no rows</td></tr>"
              .formatted(Math.max(1, shownColumns.length)));
    }
    return out.append("</tbody></table></div>").toString();
  }

  private static void row(StringBuilder out, int row, int[] shownColumns, CellHtml[] cells) {
    out.append("<tr>");
    for (int i = 0; i < shownColumns.length; i++) {
      if (shownColumns[i] == GAP) {
        out.append("<td class=\"gap\">…</td>");
      } else {
        out.append("<td class=\"").append(cells[i].kind()).append("\">").append(cells[i].html(row));
        out.append("</td>");
      }
    }
    out.append("</tr>");
  }

  /** All of 0..count-1, or the first ones, a gap and the last quarter of what may be shown. */
  private static int[] shown(int count, int most) {
    if (count <= most) {
      return IntStream.range(0, count).toArray();
    }
    int last = Math.max(1, most / 4);
    int first = most - last - 1;
    return IntStream.concat(
            IntStream.concat(IntStream.range(0, first), IntStream.of(GAP)),
            IntStream.range(count - last, count))
        .toArray();
  }

  private static String header(Table table, Column<?> column, CellHtml cells) {
    Optional<Field> field =
        table instanceof MeasuredTable measured
            ? measured.schema().field(column.name())
            : Optional.empty();
    String type = field.map(f -> f.kind().name().toLowerCase(Locale.ROOT)).orElse(type(column));
    String unit = symbol(column.name());
    String tip = field.map(Field::meaning).orElse("");
    return "<th class=\"%s\"%s><bdi>%s</bdi><small>%s</small></th>"
        .formatted(
            cells.kind(),
            tip.isEmpty() ? "" : " title=\"" + Markup.escaped(tip) + "\"",
            Markup.escaped(Markup.line(column.name(), 60)),
            Markup.escaped(unit.isEmpty() || !cells.kind().equals("n") ? type : unit));
  }

  /** The unit that the ending of a name speaks of; empty where it speaks of none. */
  private static String symbol(String name) {
    return SYMBOLS.entrySet().stream()
        .filter(e -> name.endsWith(e.getKey()))
        .max(Comparator.comparingInt(e -> e.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse("");
  }

  private static String type(Column<?> column) {
    return column instanceof ItemColumn items
        ? items.view().toString()
        : column.type().name().toLowerCase(Locale.ROOT);
  }

  /** Name, size and state in one line. */
  static String head(Table table) {
    String name = table.name() == null ? "" : Markup.line(table.name(), 80);
    StringBuilder out =
        new StringBuilder(
            "<p class=\"head\"><b><bdi>%s</bdi></b> ".formatted(Markup.escaped(name)));
    out.append("<span class=\"m\">").append(size(table)).append("</span>");
    if (table instanceof MeasuredTable measured && !(measured.state() instanceof State.Ok)) {
      out.append(" ").append(badge(measured.state())).append(" <span class=\"m\"><bdi>");
      out.append(Markup.escaped(Markup.line(measured.state().reason(), 300)));
      out.append("</bdi></span>");
    }
    return out.append("</p>").toString();
  }

  /** {@code 1,000 rows × 12 columns}. */
  static String size(Table table) {
    return "%,d %s × %,d %s"
        .formatted(
            table.rowCount(),
            table.rowCount() == 1 ? "row" : "rows",
            table.columnCount(),
            table.columnCount() == 1 ? "column" : "columns");
  }

  static String badge(State state) {
    return "<span class=\"st %1$s\">%1$s</span>".formatted(state.word());
  }

  /** What the columns mean and where the table comes from, folded away. */
  String about(Table table) {
    if (!(table instanceof MeasuredTable measured)) {
      return "";
    }
    StringBuilder out = new StringBuilder("<details><summary>Columns and origin</summary><dl>");
    List<Field> fields = measured.schema().fields();
    for (int f : shown(fields.size(), columns)) {
      if (f != GAP) {
        Field field = fields.get(f);
        out.append("<dt>")
            .append(Markup.escaped(Markup.line(field.name(), 60)))
            .append("</dt><dd>");
        out.append(Markup.escaped(Markup.line(field.meaning(), 240)));
        if (!field.unit().isEmpty()) {
          out.append(" <span class=\"m\">(").append(field.unit()).append(")</span>");
        }
        out.append("</dd>");
      }
    }
    out.append("</dl><p class=\"m\">")
        .append(origin(measured.provenance()))
        .append("</p></details>");
    return out.toString();
  }

  private static String origin(Provenance provenance) {
    StringBuilder out = new StringBuilder();
    out.append(provenance.analyzer()).append(", version ").append(provenance.version());
    if (!provenance.parameters().isEmpty()) {
      out.append("; ");
      out.append(
          provenance.parameters().entrySet().stream()
              .map(e -> e.getKey() + " = " + e.getValue())
              .collect(Collectors.joining(", ")));
    }
    provenance
        .models()
        .forEach(
            m -> out.append("; model ").append(m.name()).append(" ").append(start(m.sha256())));
    if (!provenance.mediaSha256().isEmpty()) {
      out.append("; media ").append(start(provenance.mediaSha256()));
    }
    return Markup.escaped(Markup.line(out.toString(), 1000));
  }

  private static String start(String sha256) {
    return "sha256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…";
  }
}
