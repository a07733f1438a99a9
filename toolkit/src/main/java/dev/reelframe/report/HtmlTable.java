package dev.reelframe.report;

import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.media.ItemColumn;
import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.PlainTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import dev.reelframe.table.Units;
import java.util.List;
import java.util.Locale;
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

  /** The table with the style it needs: complete in itself. */
  public Html standalone(Table table) {
    return RunHtml.cell(head(table), of(table), about(table));
  }

  /** Rows and columns only; the page brings the style. */
  public Html of(Table table) {
    int[] shownRows = shown(table.rowCount(), rows);
    int[] shownColumns = shown(table.columnCount(), columns);
    int[] real = IntStream.of(shownRows).filter(r -> r != GAP).toArray();
    CellHtml[] cells =
        IntStream.of(shownColumns)
            .mapToObj(c -> c == GAP ? null : CellHtml.of(table, table.column(c), real, characters))
            .toArray(CellHtml[]::new);
    Tag head = Html.tag("tr");
    for (int i = 0; i < shownColumns.length; i++) {
      int c = shownColumns[i];
      String more = "… %,d more".formatted(table.columnCount() - columns + 1);
      head.add(
          c == GAP
              ? Html.tag("th").css("gap").addText(more)
              : header(table, table.column(c), cells[i]));
    }
    Tag body = Html.tag("tbody");
    for (int row : shownRows) {
      body.add(
          row == GAP
              ? across(cells, "… %,d more rows …".formatted(table.rowCount() - real.length))
              : row(row, cells));
    }
    if (table.isEmpty()) {
      body.add(across(cells, "no rows"));
    }
    return scrolling().add(Html.tag("table").add(Html.tag("thead").add(head), body));
  }

  /** What is wider than the page moves inside it, by keys as well. */
  static Tag scrolling() {
    return Html.tag("div")
        .css("scroll")
        .attribute("tabindex", 0)
        .attribute("role", "group")
        .attribute("aria-label", "Table");
  }

  /** A row of one cell. */
  private static Html across(CellHtml[] cells, String words) {
    Tag cell = Html.tag("td").attribute("colspan", Math.max(1, cells.length)).addText(words);
    return Html.tag("tr").css("gap").add(cell);
  }

  private static Html row(int row, CellHtml[] cells) {
    Tag out = Html.tag("tr");
    for (CellHtml column : cells) {
      out.add(
          column == null
              ? Html.tag("td").css("gap").addText("…")
              : Html.tag("td").css(column.kind()).add(column.html(row)));
    }
    return out;
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

  private static Html header(Table table, Column<?> column, CellHtml cells) {
    Tag header = Html.tag("th").css(cells.kind());
    meaning(table, column).ifPresent(tip -> header.attribute("title", tip));
    return header
        .add(Html.tag("bdi").addText(FittedText.line(column.name(), 60)))
        .add(Html.tag("small").addText(unit(table, column, cells)));
  }

  private static Optional<Field> field(Table table, Column<?> column) {
    return table instanceof MeasuredTable measured
        ? measured.schema().field(column.name())
        : Optional.empty();
  }

  static Optional<String> meaning(Table table, Column<?> column) {
    return field(table, column).map(Field::meaning);
  }

  /** The unit of a number, else the type. */
  static String unit(Table table, Column<?> column, CellHtml cells) {
    String unit = Units.symbol(column.name());
    return unit.isEmpty() || !cells.kind().equals("n")
        ? field(table, column)
            .map(f -> f.kind().name().toLowerCase(Locale.ROOT))
            .orElse(type(column))
        : unit;
  }

  private static String type(Column<?> column) {
    return column instanceof ItemColumn items
        ? items.view().toString()
        : column.type().name().toLowerCase(Locale.ROOT);
  }

  /** Name, size and state in one line. */
  static Html head(Table table) {
    String name = table.name() == null ? "" : FittedText.line(table.name(), 80);
    Tag head = Html.tag("p").css("head").add(Html.tag("b").add(Html.tag("bdi").addText(name)));
    head.addText(" ").add(Html.tag("span").css("m").addText(PlainTable.size(table)));
    if (table instanceof MeasuredTable measured && !(measured.state() instanceof State.Ok)) {
      String reason = FittedText.line(measured.state().reason(), 300);
      head.addText(" ").add(badge(measured.state())).addText(" ");
      head.add(Html.tag("span").css("m").add(Html.tag("bdi").addText(reason)));
    }
    return head;
  }

  static Html badge(State state) {
    return Html.tag("span").css("st " + state.word()).addText(state.word());
  }

  /** What the columns mean and where the table comes from, folded away. */
  Html about(Table table) {
    if (!(table instanceof MeasuredTable measured)) {
      return Html.nothing();
    }
    Tag list = Html.tag("dl");
    List<Field> fields = measured.schema().fields();
    for (int f : shown(fields.size(), columns)) {
      if (f != GAP) {
        Field field = fields.get(f);
        list.add(Html.tag("dt").addText(FittedText.line(field.name(), 60)));
        Tag meaning = Html.tag("dd").addText(FittedText.line(field.meaning(), 240));
        if (!field.unit().isEmpty()) {
          meaning.addText(" ").add(Html.tag("span").css("m").addText("(" + field.unit() + ")"));
        }
        list.add(meaning);
      }
    }
    return Html.tag("details")
        .add(Html.tag("summary").addText("Columns and origin"), list)
        .add(Html.tag("p").css("m").addText(origin(measured.provenance())));
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
    return FittedText.line(out.toString(), 1000);
  }

  private static String start(String sha256) {
    return "sha256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…";
  }
}
