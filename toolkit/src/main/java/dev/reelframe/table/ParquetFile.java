package dev.reelframe.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Parquet through parquet-java without Hadoop: every column optional, since any cell may be
 * missing.
 */
final class ParquetFile {
  private ParquetFile() {}

  static void write(MeasuredTable table, Path file) throws IOException {
    MessageType type = messageType(table.schema());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withExtraMetaData(Map.of("reelframe.schema", SchemaJson.write(table)))
            .build()) {
      for (int row = 0; row < table.rowCount(); row++) {
        writer.write(group(table, type, row));
      }
    }
  }

  private static MessageType messageType(Schema schema) {
    Types.MessageTypeBuilder builder = Types.buildMessage();
    for (Field field : schema.fields()) {
      switch (field.kind()) {
        case TEXT ->
            builder
                .optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(field.name());
        case NUMBER -> builder.optional(PrimitiveTypeName.DOUBLE).named(field.name());
        case INTEGER -> builder.optional(PrimitiveTypeName.INT32).named(field.name());
        case FLAG -> builder.optional(PrimitiveTypeName.BOOLEAN).named(field.name());
      }
    }
    return builder.named(schema.table());
  }

  private static Group group(Table table, MessageType type, int row) {
    SimpleGroup group = new SimpleGroup(type);
    for (Column<?> column : table.columns()) {
      if (column.isMissing(row)) {
        continue;
      }
      switch (column) {
        case DoubleColumn c -> group.add(column.name(), c.getDouble(row));
        case IntColumn c -> group.add(column.name(), c.getInt(row));
        case BooleanColumn c -> group.add(column.name(), (boolean) c.get(row));
        default -> group.add(column.name(), column.getString(row));
      }
    }
    return group;
  }

  static Table read(Path file, Schema schema) throws IOException {
    Rows rows = schema.rows();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      MessageType type = reader.getFooter().getFileMetaData().getSchema();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(type)
                .getRecordReader(pages, new GroupRecordConverter(type));
        for (long row = 0; row < pages.getRowCount(); row++) {
          rows.add(cells(records.read(), schema));
        }
      }
    }
    return rows.table();
  }

  private static Object[] cells(Group group, Schema schema) {
    Object[] cells = new Object[schema.fields().size()];
    for (int i = 0; i < cells.length; i++) {
      Field field = schema.fields().get(i);
      if (group.getFieldRepetitionCount(field.name()) > 0) {
        cells[i] =
            switch (field.kind()) {
              case TEXT -> group.getString(field.name(), 0);
              case NUMBER -> group.getDouble(field.name(), 0);
              case INTEGER -> group.getInteger(field.name(), 0);
              case FLAG -> group.getBoolean(field.name(), 0);
            };
      }
    }
    return cells;
  }
}
