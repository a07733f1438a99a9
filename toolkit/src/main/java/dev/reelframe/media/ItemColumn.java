package dev.reelframe.media;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntComparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.AbstractColumn;
import tech.tablesaw.columns.AbstractColumnParser;
import tech.tablesaw.columns.AbstractColumnType;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.ReadOptions;
import tech.tablesaw.selection.BitmapBackedSelection;
import tech.tablesaw.selection.Selection;

/**
 * A column whose cells are frames or blocks of sound: a view of a video as part of a dataframe.
 * Cells are read when they are asked for; the column itself is small, and so are its filtered and
 * sorted copies.
 */
public final class ItemColumn extends AbstractColumn<ItemColumn, Item> {
  private static final int MISSING = -1;

  /** The type of such columns. */
  public static final ColumnType TYPE = new Type();

  private static final class Type extends AbstractColumnType {
    Type() {
      super(4, "MEDIA", "Media");
    }

    @Override
    public Column<?> create(String name) {
      throw new UnsupportedOperationException(
          "a media column comes from Video.frames or Video.audio");
    }

    @Override
    public AbstractColumnParser<?> customParser(ReadOptions options) {
      return new NotFromText(this);
    }
  }

  /** Tablesaw wants a parser for every column; this one parses nothing. */
  private static final class NotFromText extends AbstractColumnParser<Item> {
    NotFromText(ColumnType type) {
      super(type);
    }

    @Override
    public boolean canParse(String text) {
      return false;
    }

    @Override
    public Item parse(String text) {
      throw new UnsupportedOperationException("a media column is not read from text");
    }
  }

  private final ItemStore store;
  private IntArrayList rows;

  ItemColumn(String name, ItemStore store, IntArrayList rows) {
    super(TYPE, name, new NotFromText(TYPE));
    this.store = store;
    this.rows = rows;
  }

  static ItemColumn of(String name, ItemStore store) {
    return new ItemColumn(
        name, store, new IntArrayList(IntStream.range(0, store.size()).toArray()));
  }

  /** The view these items belong to. */
  public View view() {
    return store.view();
  }

  /** Headers of the file they come from. */
  public MediaInfo media() {
    return store.media();
  }

  /** Where decoding ended. */
  public StreamEnd end() {
    return store.end();
  }

  /** SHA-256 of the file they come from. */
  public String mediaSha256() {
    return store.mediaSha256();
  }

  /** The item in a row, read now; null where it is missing. */
  @Override
  public Item get(int row) {
    return isMissing(row) ? null : store.item(rows.getInt(row));
  }

  /** The frame in a row of a column of frames. */
  public Frame frame(int row) {
    return (Frame) get(row);
  }

  /** The block in a row of a column of sound. */
  public AudioBlock sound(int row) {
    return (AudioBlock) get(row);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public boolean isMissing(int row) {
    return rows.getInt(row) == MISSING;
  }

  @Override
  public String getString(int row) {
    return isMissing(row) ? "" : store.view() + ", " + rows.getInt(row);
  }

  @Override
  public String getUnformattedString(int row) {
    return getString(row);
  }

  @Override
  public Table summary() {
    return Table.create(name(), StringColumn.create("view", store.view().toString()));
  }

  @Override
  public Item[] asObjectArray() {
    return IntStream.range(0, size()).mapToObj(this::get).toArray(Item[]::new);
  }

  @Override
  public int countMissing() {
    return (int) rows.intStream().filter(r -> r == MISSING).count();
  }

  @Override
  public void clear() {
    rows.clear();
  }

  /** Sorts by time. */
  @Override
  public void sortAscending() {
    rows.sort(this::compareEntries);
  }

  @Override
  public void sortDescending() {
    rows.sort((a, b) -> compareEntries(b, a));
  }

  private int compareEntries(int a, int b) {
    if (a == MISSING || b == MISSING) {
      return Boolean.compare(b == MISSING, a == MISSING);
    }
    return Double.compare(store.timeS(a), store.timeS(b));
  }

  @Override
  public int compare(Item a, Item b) {
    return Double.compare(a.timeS(), b.timeS());
  }

  @Override
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public IntComparator rowComparator() {
    return (a, b) -> compareEntries(rows.getInt(a), rows.getInt(b));
  }

  @Override
  public Selection isMissing() {
    return rowsWhere(true);
  }

  @Override
  public Selection isNotMissing() {
    return rowsWhere(false);
  }

  private Selection rowsWhere(boolean missing) {
    Selection selection = new BitmapBackedSelection();
    for (int row = 0; row < size(); row++) {
      if (isMissing(row) == missing) {
        selection.add(row);
      }
    }
    return selection;
  }

  @Override
  public int byteSize() {
    return TYPE.byteSize();
  }

  @Override
  public byte[] asBytes(int row) {
    return java.nio.ByteBuffer.allocate(4).putInt(rows.getInt(row)).array();
  }

  @Override
  public Set<Item> asSet() {
    Set<Item> items = new HashSet<>();
    iterator().forEachRemaining(items::add);
    return items;
  }

  @Override
  public Iterator<Item> iterator() {
    return IntStream.range(0, size()).mapToObj(this::get).iterator();
  }

  @Override
  public ItemColumn setMissing(int row) {
    rows.set(row, MISSING);
    return this;
  }

  @Override
  public ItemColumn emptyCopy() {
    return new ItemColumn(name(), store, new IntArrayList());
  }

  @Override
  public ItemColumn emptyCopy(int size) {
    ItemColumn copy = emptyCopy();
    for (int i = 0; i < size; i++) {
      copy.appendMissing();
    }
    return copy;
  }

  @Override
  public ItemColumn copy() {
    return new ItemColumn(name(), store, new IntArrayList(rows));
  }

  @Override
  public ItemColumn lag(int n) {
    IntArrayList moved = new IntArrayList();
    for (int row = 0; row < size(); row++) {
      int from = row - n;
      moved.add(from >= 0 && from < size() ? rows.getInt(from) : MISSING);
    }
    return new ItemColumn(name() + " lag(" + n + ")", store, moved);
  }

  @Override
  public ItemColumn set(int row, Item item) {
    throw new UnsupportedOperationException(
        "frames and sound come from a video and stay as they are");
  }

  @Override
  public ItemColumn set(int row, Column<Item> source, int sourceRow) {
    rows.set(row, entry(source, sourceRow));
    return this;
  }

  @Override
  public ItemColumn append(Item item) {
    throw new UnsupportedOperationException(
        "frames and sound come from a video and stay as they are");
  }

  @Override
  public ItemColumn append(Column<Item> more) {
    for (int row = 0; row < more.size(); row++) {
      append(more, row);
    }
    return this;
  }

  @Override
  public ItemColumn append(Column<Item> source, int row) {
    rows.add(entry(source, row));
    return this;
  }

  private int entry(Column<Item> source, int row) {
    if (source instanceof ItemColumn items && items.store == store) {
      return items.rows.getInt(row);
    }
    throw new UnsupportedOperationException("columns of different videos or views cannot be mixed");
  }

  @Override
  public ItemColumn appendObj(Object value) {
    if (value == null) {
      return appendMissing();
    }
    return append((Item) value);
  }

  @Override
  public ItemColumn appendCell(String text) {
    throw new UnsupportedOperationException("a media column is not read from text");
  }

  @Override
  public ItemColumn appendCell(String text, AbstractColumnParser<?> parser) {
    return appendCell(text);
  }

  @Override
  public ItemColumn appendMissing() {
    rows.add(MISSING);
    return this;
  }

  @Override
  public int valueHash(int row) {
    return Objects.hash(System.identityHashCode(store), rows.getInt(row));
  }

  @Override
  public boolean equals(int a, int b) {
    return rows.getInt(a) == rows.getInt(b);
  }

  @Override
  public ItemColumn where(Selection selection) {
    return subset(selection.toArray());
  }

  @Override
  public ItemColumn subset(int[] chosen) {
    IntArrayList some = new IntArrayList(chosen.length);
    for (int row : chosen) {
      some.add(rows.getInt(row));
    }
    return new ItemColumn(name(), store, some);
  }

  @Override
  public ItemColumn removeMissing() {
    return where(isNotMissing());
  }

  @Override
  public ItemColumn unique() {
    return new ItemColumn(name(), store, new IntArrayList(rows.intStream().distinct().toArray()));
  }

  @Override
  public StringColumn asStringColumn() {
    StringColumn text = StringColumn.create(name());
    for (int row = 0; row < size(); row++) {
      text.append(getString(row));
    }
    return text;
  }
}
