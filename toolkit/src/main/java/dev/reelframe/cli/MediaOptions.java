package dev.reelframe.cli;

import dev.reelframe.fetch.FetchLimits;
import dev.reelframe.fetch.Sources;
import dev.reelframe.media.MediaLimits;
import dev.reelframe.media.Video;
import picocli.CommandLine.Option;

/** Which tracks of a source are read, and how much of it. */
final class MediaOptions {
  @Option(
      names = "--video-track",
      paramLabel = "N",
      description = "which video track is read, counted from 1 (default: the one flagged default)")
  private Integer videoTrack;

  @Option(
      names = "--audio-track",
      paramLabel = "N",
      description = "which audio track is read, counted from 1 (default: the one flagged default)")
  private Integer audioTrack;

  @Option(
      names = "--max-duration",
      paramLabel = "SECONDS",
      description = "longest clip (default: 14400 for a file, 3600 for an address)")
  private Double maxDurationS;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "largest clip (default: 64 GiB for a file, 1 GiB for an address)")
  private Long maxBytes;

  /** Opens a source, within these limits, reading these tracks. */
  Video open(String source, Sources fetching) {
    MediaLimits files = MediaLimits.standard();
    FetchLimits addresses = fetching.limits();
    if (maxDurationS != null) {
      files = files.seconds(maxDurationS);
      addresses = addresses.clipS(maxDurationS);
    }
    if (maxBytes != null) {
      files = files.bytes(maxBytes);
      addresses = addresses.bytes(maxBytes);
    }
    Video video = Video.open(source, fetching.limits(addresses), files);
    video = videoTrack == null ? video : video.videoTrack(videoTrack);
    return audioTrack == null ? video : video.audioTrack(audioTrack);
  }
}
