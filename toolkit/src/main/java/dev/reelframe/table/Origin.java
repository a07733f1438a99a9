package dev.reelframe.table;

import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;

/**
 * The decoded video behind a table, kept in memory only: what a decision needs beside the signal to
 * be made again.
 *
 * @param media headers of the file
 * @param end where decoding ended for the analyzer of the table
 */
public record Origin(MediaInfo media, StreamEnd end) {}
