package dev.reelframe.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The decoder child's command line: one input, one output stream per view, all in one NUT pipe on
 * standard output.
 */
final class DecodeCommand {
  /**
   * How long the muxer holds streams back for one that has nothing to say, microseconds. Its usual
   * way, until the sparsest view has a packet, costs hundreds of megabytes.
   */
  private static final String MAX_HELD_BACK_US = "200000";

  /** ffmpeg knows how to mix the layouts of this many channels. */
  private static final int MIXED_CHANNELS = 8;

  private final MediaInfo info;
  private final List<String> words = new ArrayList<>();
  private int frameStreams;
  private int audioStreams;

  private DecodeCommand(MediaInfo info) {
    this.info = info;
  }

  /**
   * @param views in the order in which their streams are numbered; those of a stream that the file
   *     lacks must have been left out
   */
  static List<String> of(FfmpegProgram program, Path file, MediaInfo info, List<View> views) {
    return of(program, file, info, views, false);
  }

  /**
   * One view, from a moment on.
   *
   * @param fromS seconds; times of the output begin there with 0
   */
  static List<String> from(
      FfmpegProgram program, Path file, MediaInfo info, Frames view, double fromS) {
    DecodeCommand command = new DecodeCommand(info);
    command.input(program, file, false, fromS);
    command.frames(view, info.picture().orElseThrow());
    command.output();
    return List.copyOf(command.words);
  }

  /**
   * @param syncOnly whether only frames are decoded that need no other frame
   */
  static List<String> of(
      FfmpegProgram program, Path file, MediaInfo info, List<View> views, boolean syncOnly) {
    DecodeCommand command = new DecodeCommand(info);
    command.input(program, file, syncOnly, 0);
    List<Frames> pictures = new ArrayList<>();
    views.forEach(view -> {
      if (view instanceof Frames frames) {
        pictures.add(frames);
      }
    });
    boolean together = pictures.size() > 1 && Runtime.getRuntime().availableProcessors() <= 2;
    if (together) {
      command.graph(pictures, info.picture().orElseThrow());
    }
    for (View view : views) {
      switch (view) {
        case Frames frames when together -> command.fromGraph();
        case Frames frames -> command.frames(frames, info.picture().orElseThrow());
        case Audio audio -> command.audio(audio, info.sound().orElseThrow());
      }
    }
    command.output();
    return List.copyOf(command.words);
  }

  private void input(FfmpegProgram program, Path file, boolean syncOnly, double fromS) {
    add(program.ffmpeg().toString(), "-hide_banner", "-nostdin", "-nostats");
    // Each line with its level, none withheld; the counts at the end are for "verbose" only. What
    // is lost is judged by those counts, not by the share of errors at which ffmpeg gives up.
    add("-loglevel", "repeat+level+verbose", "-max_error_rate", "1");
    // The scaler's slices race when they also convert the range (seen with 8.0.1): one thread per
    // filter, same bytes.
    add("-filter_threads", "1");
    if (syncOnly) {
      add("-skip_frame", "nokey");
    }
    if (fromS > 0) {
      add("-ss", String.format(Locale.ROOT, "%.6f", fromS));
    }
    // Each further thread of the decoder costs CPU; on two cores the analyzers have better use for
    // the other one. "One per core" is slower than two on small machines and gains only above 4K.
    add(
        "-threads",
        Runtime.getRuntime().availableProcessors() > 2 ? "2" : "1",
        "-protocol_whitelist",
        "file,pipe");
    words.addAll(AllowedDecoders.option());
    add("-f", info.container(), "-i", "file:" + file);
  }

  /**
   * All views in one filter graph, which has one thread: without a core to spare, handing each
   * frame to a thread per view costs more than it gains. The frames are the same either way.
   */
  private void graph(List<Frames> views, MediaInfo.Picture picture) {
    StringBuilder split = new StringBuilder("[0:" + picture.stream() + "]split=" + views.size());
    List<String> chains = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      split.append("[in").append(i).append(']');
      chains.add(
          "[in%d]%s[out%d]".formatted(i, String.join(",", filters(views.get(i), picture)), i));
    }
    add("-filter_complex_threads", "1");
    add("-filter_complex", split + ";" + String.join(";", chains));
  }

  private void fromGraph() {
    add("-map", "[out" + frameStreams + "]");
    frameStreams++;
  }

  private void frames(Frames view, MediaInfo.Picture picture) {
    add("-map", "0:" + picture.stream());
    add("-filter:v:" + frameStreams, String.join(",", filters(view, picture)));
    frameStreams++;
  }

  private static List<String> filters(Frames view, MediaInfo.Picture picture) {
    List<String> chain = new ArrayList<>();
    if (!view.everyFrame()) {
      String step = Double.toString(view.everySeconds());
      // The first frame in each cell of the grid; frames stay where the container puts them in
      // time. The small amount
      // keeps 0.1 s steps from slipping by a rounding error of t / step.
      chain.add(
          "select='isnan(prev_selected_t)+gt(floor(t/%1$s+1e-6),floor(prev_selected_t/%1$s+1e-6))'"
              .formatted(step));
    }
    int width = picture.viewWidth(view);
    int height = picture.viewHeight(width);
    String kernel = width < picture.width() ? "area" : "bicubic";
    String size = size(width, height, picture);
    if (picture.highDynamicRange()) {
      chain.add("zscale=" + size + ":t=linear:npl=203");
      chain.add(
          "format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=full");
      chain.add(
          "format=" + (view.format() == PixelFormat.GREY ? "yuv444p,extractplanes=y" : "gbrp"));
    } else {
      chain.add(
          "scale=%s:flags=%s:in_color_matrix=%s:out_range=full"
              .formatted(size, kernel, picture.matrix().equals("gbr") ? "auto" : picture.matrix()));
    }
    chain.add("format=" + view.format().ffmpegName());
    // A frame of another shape stands between black bars; of the usual shape, this does nothing.
    chain.add("pad=w=%d:h=%d:x=-1:y=-1".formatted(width, height));
    chain.add("setsar=1");
    return chain;
  }

  /**
   * The size of a view, unless the picture changes its shape on the way (a phone that is turned
   * while it records): then as large as fits, in its own shape.
   */
  private static String size(int width, int height, MediaInfo.Picture picture) {
    boolean sideways = picture.rotationDegrees() % 180 != 0;
    int usualWidth = sideways ? picture.codedHeight() : picture.codedWidth();
    int usualHeight = sideways ? picture.codedWidth() : picture.codedHeight();
    String usual = "eq(iw,%d)*eq(ih,%d)".formatted(usualWidth, usualHeight);
    // dar holds the shape of the pixels; a stream that says nothing about it has a sar of 0.
    String shape = "iw/ih*if(sar,sar,1)";
    return "w='if(%1$s,%2$d,max(1,min(%2$d,round(%3$d*%4$s))))':h='if(%1$s,%3$d,max(1,min(%3$d,round(%2$d/(%4$s)))))'"
        .formatted(usual, width, height, shape);
  }

  private void audio(Audio view, MediaInfo.Sound sound) {
    List<String> chain = new ArrayList<>();
    if (StereoMix.mixes(view, sound)) {
      chain.add("aformat=sample_fmts=flt,pan=stereo|FL=FL+FC|FR=FR+FC");
    } else if (view.mono() || sound.channels() == 1) {
      chain.add(mean(sound));
    }
    int rate = view.rateHz() == 0 ? sound.rateHz() : view.rateHz();
    chain.add("aresample=" + rate);
    add("-map", "0:" + sound.stream());
    add("-filter:a:" + audioStreams, String.join(",", chain));
    audioStreams++;
  }

  /**
   * The plain mean of all channels, whatever channels the stream changes to on its way. ffmpeg's
   * own downmix weighs them unequally and, of float sound, is louder by the square root of two;
   * these levels make all of its weights equal, and their sum 1.
   */
  private static String mean(MediaInfo.Sound sound) {
    if (sound.channels() <= MIXED_CHANNELS && !sound.layout().startsWith("ambisonic")) {
      return "aresample=ochl=mono:osf=flt:rematrix_maxval=1:clev=0.5:slev=1"
          + ":lfe_mix_level=0.70710678118";
    }
    StringBuilder sum = new StringBuilder();
    for (int c = 0; c < sound.channels(); c++) {
      sum.append(c == 0 ? "" : "+")
          .append(String.format(Locale.ROOT, "%.9f*c%d", 1.0 / sound.channels(), c));
    }
    return "aformat=sample_fmts=flt,pan=mono|c0=" + sum;
  }

  private void output() {
    if (frameStreams > 0) {
      // "passthrough" and the demuxer's time base: no frame is dropped, doubled or moved.
      add("-fps_mode", "passthrough", "-enc_time_base:v", "demux", "-c:v", "rawvideo");
    }
    if (audioStreams > 0) {
      add("-c:a", "pcm_f32le");
    }
    add("-map_metadata", "-1", "-map_chapters", "-1", "-avoid_negative_ts", "disabled");
    add("-max_interleave_delta", MAX_HELD_BACK_US, "-flush_packets", "0", "-f", "nut", "pipe:1");
  }

  private void add(String... more) {
    words.addAll(List.of(more));
  }
}
