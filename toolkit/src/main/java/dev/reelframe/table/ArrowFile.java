package dev.reelframe.table;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Arrow's file format (Feather, version 2): one batch, uncompressed, any cell may be null. */
final class ArrowFile {
  private static final String OPENED = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  private ArrowFile() {}

  static void write(MeasuredTable table, Path file) throws IOException {
    checkOpened();
    try (BufferAllocator memory = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(arrowSchema(table), memory);
        FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
      for (Column<?> column : table.columns()) {
        fill(root.getVector(column.name()), column);
      }
      root.setRowCount(table.rowCount());
      writer.start();
      writer.writeBatch();
      writer.end();
    }
  }

  static Table read(Path file, Schema schema) throws IOException {
    checkOpened();
    Rows rows = schema.rows();
    try (BufferAllocator memory = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, memory)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        List<FieldVector> vectors =
            schema.fields().stream().map(field -> vector(root, field)).toList();
        for (int row = 0; row < root.getRowCount(); row++) {
          int at = row;
          rows.add(vectors.stream().map(vector -> cell(vector, at)).toArray());
        }
      }
    }
    return rows.table();
  }

  private static FieldVector vector(VectorSchemaRoot root, Field field) {
    FieldVector vector = root.getVector(field.name());
    if (vector == null || !vector.getField().getType().equals(type(field.kind()))) {
      throw new IllegalArgumentException("there is no column " + field.name() + " of its type");
    }
    return vector;
  }

  /** Arrow maps its memory into buffers that Java keeps to itself, and would end half way. */
  private static void checkOpened() throws IOException {
    Module arrow = BufferAllocator.class.getModule();
    if (!ByteBuffer.class.getModule().isOpen("java.nio", arrow)) {
      throw new IOException("Arrow files need the option " + OPENED + " of java");
    }
  }

  private static org.apache.arrow.vector.types.pojo.Schema arrowSchema(MeasuredTable table) {
    return new org.apache.arrow.vector.types.pojo.Schema(
        table.schema().fields().stream()
            .map(field ->
                org.apache.arrow.vector.types.pojo.Field.nullable(field.name(), type(field.kind())))
            .toList(),
        Map.of("reelframe.schema", SchemaJson.write(table)));
  }

  private static ArrowType type(Field.Kind kind) {
    return switch (kind) {
      case TEXT -> ArrowType.Utf8.INSTANCE;
      case NUMBER -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case INTEGER -> new ArrowType.Int(Integer.SIZE, true);
      case FLAG -> ArrowType.Bool.INSTANCE;
    };
  }

  private static void fill(FieldVector vector, Column<?> column) {
    vector.setInitialCapacity(column.size());
    vector.allocateNew();
    for (int row = 0; row < column.size(); row++) {
      if (column.isMissing(row)) {
        vector.setNull(row);
        continue;
      }
      switch (vector) {
        case Float8Vector v -> v.setSafe(row, ((DoubleColumn) column).getDouble(row));
        case IntVector v -> v.setSafe(row, ((IntColumn) column).getInt(row));
        case BitVector v -> v.setSafe(row, ((BooleanColumn) column).get(row) ? 1 : 0);
        case VarCharVector v ->
            v.setSafe(row, column.getString(row).getBytes(StandardCharsets.UTF_8));
        default -> throw new IllegalStateException("no such vector: " + vector.getField());
      }
    }
    vector.setValueCount(column.size());
  }

  private static Object cell(FieldVector vector, int row) {
    return vector instanceof VarCharVector texts && !texts.isNull(row)
        ? new String(texts.get(row), StandardCharsets.UTF_8)
        : vector.getObject(row);
  }
}
