package dev.reelframe.pipeline;

import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import dev.reelframe.table.Dataset;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way back from a row of a dataset to the picture: the clip's file, and how large it is. */
final class ClipSourceTable {
  private static final Schema SCHEMA =
      new Schema(Dataset.SOURCES, 1, "Where the clip of a partition came from; one row", List.of())
          .text("media", "the address, or the whole path of the file")
          .text("media_sha256", "SHA-256 of the file")
          .number("duration_s", "as the container states it")
          .integer("width_px", "of the picture in display orientation")
          .integer("height_px", "likewise")
          .number("frame_rate_hz", "nominal frames per second");

  private ClipSourceTable() {}

  static MeasuredTable of(Video video) {
    Optional<MediaInfo.Picture> picture = video.info().picture();
    Rows rows =
        SCHEMA
            .rows()
            .add(
                video.url().orElse(video.file().toString()),
                video.sha256(),
                video.durationS().orElse(null),
                picture.map(MediaInfo.Picture::width).orElse(null),
                picture.map(MediaInfo.Picture::height).orElse(null),
                picture.flatMap(MediaInfo.Picture::frameRate).orElse(null));
    return MeasuredTable.of(
        rows.table(),
        SCHEMA,
        Provenance.of(Dataset.SOURCES, "1", Map.of()),
        State.OK,
        Optional.empty());
  }
}
