package dev.reelframe.pipeline;

import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import dev.reelframe.table.Column;
import dev.reelframe.table.Dataset;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way back from a row of a dataset to the picture: the clip's file, and how large it is. */
final class ClipSourceTable {
  /** Its row. */
  private record Clip(
      @Column("the address, or the whole path of the file") String media,
      @Column(name = "media_sha256", value = "SHA-256 of the file") String sha256,
      @Column("as the container states it") Optional<Double> durationS,
      @Column("of the picture in display orientation") Optional<Integer> widthPx,
      @Column("likewise") Optional<Integer> heightPx,
      @Column("nominal frames per second") Optional<Double> frameRateHz) {
    static final RowSchema<Clip> SCHEMA =
        RowSchema.of(
            Clip.class, Dataset.SOURCES, "Where the clip of a partition came from; one row");
  }

  private ClipSourceTable() {}

  static MeasuredTable of(Video video) {
    Optional<MediaInfo.Picture> picture = video.info().picture();
    Clip clip =
        new Clip(
            video.url().orElse(video.file().toString()),
            video.sha256(),
            video.durationS(),
            picture.map(MediaInfo.Picture::width),
            picture.map(MediaInfo.Picture::height),
            picture.flatMap(MediaInfo.Picture::frameRate));
    return MeasuredTable.of(
        Clip.SCHEMA.table(List.of(clip)),
        Clip.SCHEMA.schema(),
        Provenance.of(Dataset.SOURCES, "1", Map.of()),
        State.OK,
        Optional.empty());
  }
}
