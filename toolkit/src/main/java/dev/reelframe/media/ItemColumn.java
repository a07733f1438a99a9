package dev.reelframe.media;

/** A column whose cells are frames or blocks of sound: a view of a video as part of a dataframe. */
public interface ItemColumn {
  /** The view these items belong to. */
  View view();

  /** Headers of the file they come from. */
  MediaInfo media();

  /** Where decoding ended. */
  StreamEnd end();

  /** SHA-256 of the file they come from. */
  String mediaSha256();

  /** Number of rows. */
  int size();

  /** The item in a row. */
  Item item(int row);
}
