package dev.reelframe.media;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The decoders that untrusted media may reach: those of codecs that cameras, phones, editors and
 * sites write. libavcodec has 500 more, for formats of games and museums, that fewer eyes watch.
 */
final class AllowedDecoders {
  /** As libavcodec names decoders; where it differs, also as it names the codec. */
  private static final Set<String> NAMES =
      Stream.of(
              "h264 hevc vvc vp8 vp9 libvpx libvpx-vp9 av1 libdav1d libaom-av1 vp6 vp6a vp6f vp7",
              "mpeg1video mpeg2video mpegvideo mpeg4 h261 h263 h263i h263p flv flv1 theora vp3",
              "msmpeg4v1 msmpeg4v2 msmpeg4 msmpeg4v3 wmv1 wmv2 wmv3 vc1 rv30 rv40",
              "mjpeg mjpegb png apng gif webp bmp tiff jpeg2000 qtrle rpza cinepak svq1 svq3 indeo5",
              "ffv1 ffvhuff huffyuv utvideo magicyuv lagarith prores dnxhd cfhd hap dvvideo",
              "rawvideo v210 v308 v408 v410 r210 r10k yuv4 wrapped_avframe",
              "aac aac_fixed aac_latm ac3 ac3_fixed eac3 dca dts truehd mlp",
              "mp1 mp1float mp2 mp2float mp3 mp3float opus libopus vorbis libvorbis speex libspeex",
              "flac alac als mp4als wavpack tta ape tak",
              "amr_nb amrnb libopencore_amrnb amr_wb amrwb libopencore_amrwb gsm gsm_ms g722 g726",
              "wmav1 wmav2 wmapro wmalossless wmavoice cook nellymoser qdm2 mace3 mace6 ilbc",
              "adpcm_ms adpcm_ima_wav adpcm_ima_qt adpcm_swf adpcm_yamaha adpcm_g722 adpcm_g726",
              "pcm_alaw pcm_mulaw pcm_bluray pcm_dvd s302m",
              "pcm_s8 pcm_s16be pcm_s16le pcm_s24be pcm_s24le pcm_s32be pcm_s32le pcm_s64be pcm_s64le",
              "pcm_u8 pcm_u16be pcm_u16le pcm_u24be pcm_u24le pcm_u32be pcm_u32le",
              "pcm_f32be pcm_f32le pcm_f64be pcm_f64le",
              // Nobody reads subtitles, but ffprobe opens the decoder of every stream.
              "ass ssa srt subrip mov_text webvtt text dvdsub pgssub dvbsub xsub cc_dec stl sami")
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern REFUSED = Pattern.compile("Codec \\((\\w+)\\) not on whitelist");

  private AllowedDecoders() {}

  /** Words for ffmpeg and ffprobe, before the input they hold for. */
  static List<String> option() {
    return List.of("-codec_whitelist", NAMES.stream().sorted().collect(Collectors.joining(",")));
  }

  /** Whether a codec may be decoded. */
  static boolean allows(String codec) {
    return NAMES.contains(codec);
  }

  /** The codec that a child refused to open, as its complaints name it. */
  static Optional<String> refused(String complaints) {
    Matcher name = REFUSED.matcher(complaints);
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
