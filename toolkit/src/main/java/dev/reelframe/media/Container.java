package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.InputUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A container recognised by its first bytes, and the one demuxer that is allowed to read it. Names
 * never count: a playlist called {@code .mp4} is still a playlist, and is refused.
 *
 * @param demuxer ffmpeg's name, forced with {@code -f}
 */
record Container(String demuxer) {
  /** Bytes of the beginning of a file that tell every container known here. */
  private static final int SNIFFED = 1024;

  /**
   * Packets of transport streams: plain, with a time code before each (AVCHD, Blu-ray), with an
   * error correction code behind each.
   */
  private static final int[] TS_PACKETS = {188, 192, 204};

  private static final int TS_SYNC = 0x47;

  /** Sync bytes in a row that are no accident: from the first byte on, and from inside a packet. */
  private static final int TS_SYNCS = 3;

  private static final int TS_SYNCS_AFTER_CUT = 4;

  /** ID3v2 tags that may stand before the sound; some programs add one instead of changing it. */
  private static final int MAX_TAGS = 4;

  /**
   * Reads the first bytes of a file.
   *
   * @throws InputUnavailable where it cannot be read
   * @throws InputRejected where it is empty, a playlist, or no container known here
   */
  static Container sniff(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      byte[] head = head(channel, 0);
      Container container = sniff(head, file.toString());
      long at = tagLength(head);
      for (int tags = 1; at > 0 && tags <= MAX_TAGS; tags++) {
        head = head(channel, at);
        long more = tagLength(head);
        if (more == 0) {
          return behindTag(head).orElse(container);
        }
        at += more;
      }
      return container;
    } catch (IOException e) {
      throw new InputUnavailable(
          file + " cannot be read: check that it exists and may be read", false, e);
    }
  }

  private static byte[] head(SeekableByteChannel channel, long at) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SNIFFED);
    channel.position(at);
    while (head.hasRemaining() && channel.read(head) >= 0) {
      // A channel may read less than it was asked for.
    }
    return Arrays.copyOf(head.array(), head.position());
  }

  /**
   * Bytes of an ID3v2 tag at the beginning; 0 without one. Specification: id3.org, ID3v2.4, 3.1.
   */
  private static long tagLength(byte[] b) {
    if (!at(b, 0, "ID3") || b.length < 10) {
      return 0;
    }
    long size = 0;
    for (int i = 6; i < 10; i++) {
      size = size << 7 | b[i] & 0x7F;
    }
    boolean footer = (b[5] & 0x10) != 0;
    return 10 + size + (footer ? 10 : 0);
  }

  /** FLAC as some taggers write it, AAC as in every segment of HLS audio; else MP3. */
  private static Optional<Container> behindTag(byte[] b) {
    return recognise(b).filter(c -> Set.of("flac", "aac", "mp3", "wav", "ogg").contains(c.demuxer));
  }

  /**
   * Judges the first bytes of a file.
   *
   * @param head 1024 bytes where the file has them
   * @param name for messages
   * @throws InputRejected where there are none, or they begin a playlist or no container known here
   */
  static Container sniff(byte[] head, String name) {
    if (head.length == 0) {
      throw new InputRejected(name + " is empty: give a media file");
    }
    if (isPlaylist(head)) {
      throw new InputRejected(
          name + " is a playlist, which could lead anywhere: give the media file itself");
    }
    return recognise(head)
        .orElseThrow(() ->
            new InputRejected(
                name
                    + " is not a media file that is known here: give MP4, MOV, Matroska, WebM, AVI, MPEG-TS, FLV, GIF,"
                    + " WAV, FLAC, Ogg, MP3 or AAC"));
  }

  private static boolean isPlaylist(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    String start = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    return start.startsWith("#extm3u")
        || start.startsWith("ffconcat")
        || start.startsWith("[playlist]")
        || start.startsWith("<?xml")
        || start.startsWith("<mpd")
        || start.startsWith("<asx")
        || start.startsWith("<smil")
        || start.startsWith("v=0");
  }

  private static Optional<Container> recognise(byte[] b) {
    return Optional.ofNullable(demuxerOf(b)).map(Container::new);
  }

  private static String demuxerOf(byte[] b) {
    if (at(b, 4, "ftyp")
        || at(b, 4, "moov")
        || at(b, 4, "mdat")
        || at(b, 4, "wide")
        || at(b, 4, "free")) {
      return "mov";
    }
    if (is(b, 0x1A, 0x45, 0xDF, 0xA3)) {
      return "matroska";
    }
    if (at(b, 0, "RIFF") || at(b, 0, "RF64")) {
      return at(b, 8, "AVI ") ? "avi" : at(b, 8, "WAVE") ? "wav" : null;
    }
    if (at(b, 0, "OggS")) {
      return "ogg";
    }
    if (at(b, 0, "fLaC")) {
      return "flac";
    }
    if (at(b, 0, "FLV")) {
      return "flv";
    }
    if (at(b, 0, "GIF8")) {
      return "gif";
    }
    if (is(b, 0x30, 0x26, 0xB2, 0x75)) {
      return "asf";
    }
    if (is(b, 0x00, 0x00, 0x01, 0xBA)) {
      return "mpeg";
    }
    if (isTransportStream(b)) {
      return "mpegts";
    }
    return elementaryAudio(b);
  }

  private static String elementaryAudio(byte[] b) {
    if (at(b, 0, "ID3")) {
      return "mp3";
    }
    if (b.length > 3 && (b[0] & 0xFF) == 0xFF) {
      if ((b[1] & 0xF6) == 0xF0) {
        return "aac";
      }
      if ((b[1] & 0xE0) == 0xE0
          && (b[1] & 0x18) != 0x08
          && (b[1] & 0x06) == 0x02
          && (b[2] & 0xF0) != 0xF0) {
        return "mp3";
      }
    }
    return null;
  }

  /** Also one that was cut in the middle of a packet: a sync byte at each packet's place. */
  private static boolean isTransportStream(byte[] b) {
    for (int size : TS_PACKETS) {
      for (int first = 0; first < size; first++) {
        int least = first == 0 ? TS_SYNCS : TS_SYNCS_AFTER_CUT;
        if (b.length > first + (least - 1) * size && syncs(b, first, size)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean syncs(byte[] b, int first, int size) {
    for (int at = first; at < b.length; at += size) {
      if (b[at] != TS_SYNC) {
        return false;
      }
    }
    return true;
  }

  private static boolean at(byte[] b, int offset, String text) {
    if (b.length < offset + text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (b[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(byte[] b, int... bytes) {
    if (b.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((b[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
