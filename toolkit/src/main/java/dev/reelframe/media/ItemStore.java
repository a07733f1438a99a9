package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.InputUnavailable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All items of one view, decoded once into an unnamed temporary file that is mapped, not loaded:
 * the heap holds times and offsets only. The space is given back when nobody refers to the store
 * any more.
 */
final class ItemStore {
  /** What a view may take on disk; a clip of a few minutes at full size and rate is more. */
  static final long MAX_BYTES = 4L << 30;

  private record Entry(Item head, long offset, int bytes) {}

  private final View view;
  private final MediaInfo media;
  private final String mediaSha256;
  private final List<Entry> entries = new ArrayList<>();
  private StreamEnd end;
  private MemorySegment data;

  private ItemStore(Video video, View view) {
    this.view = view;
    this.media = video.info();
    this.mediaSha256 = video.sha256();
  }

  /**
   * Decodes a view.
   *
   * @throws InputRejected where it takes more than {@link #MAX_BYTES}
   */
  static ItemStore of(Video video, View view) {
    ItemStore store = new ItemStore(video, view);
    try {
      Path file = Files.createTempFile("reelframe-view", ".raw");
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE);
          Decoding decoding = video.decode(List.of(view))) {
        store.fill(channel, decoding);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new InputUnavailable(
          "no room for a view of " + video.file() + " in the temporary folder: " + e.getMessage(),
          true,
          e);
    }
    return store;
  }

  private void fill(FileChannel channel, Decoding decoding) throws IOException {
    long size = 0;
    for (Optional<Decoding.Delivery> next = decoding.next();
        next.isPresent();
        next = decoding.next()) {
      Item item = next.get().item();
      ByteBuffer bytes = bytes(item);
      if (size + bytes.remaining() > MAX_BYTES) {
        throw new InputRejected(
            view
                + " takes more than 4 GiB: ask for fewer or smaller frames, as in every(1).width(320)");
      }
      entries.add(new Entry(head(item), size, bytes.remaining()));
      size += bytes.remaining();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    end = decoding.end();
    // The mapping outlives the channel and the file's name.
    data =
        size == 0
            ? MemorySegment.NULL
            : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
  }

  private static ByteBuffer bytes(Item item) {
    return switch (item) {
      case Frame frame -> ByteBuffer.wrap(frame.data());
      case AudioBlock block -> {
        ByteBuffer bytes =
            ByteBuffer.allocate(block.samples().length * 4).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(block.samples());
        yield bytes;
      }
    };
  }

  /** The item without its content. */
  private static Item head(Item item) {
    return switch (item) {
      case Frame f -> new Frame(f.index(), f.timeS(), 0, 0, f.format(), new byte[0]);
      case AudioBlock b -> new AudioBlock(b.start(), b.rateHz(), b.channels(), new float[0]);
    };
  }

  View view() {
    return view;
  }

  MediaInfo media() {
    return media;
  }

  String mediaSha256() {
    return mediaSha256;
  }

  StreamEnd end() {
    return end;
  }

  int size() {
    return entries.size();
  }

  double timeS(int index) {
    return entries.get(index).head.timeS();
  }

  /** Reads an item: a copy, made now. */
  Item item(int index) {
    Entry entry = entries.get(index);
    MemorySegment part = data.asSlice(entry.offset, entry.bytes);
    return switch (entry.head) {
      case Frame f -> {
        MediaInfo.Picture picture = media.picture().orElseThrow();
        int width = picture.viewWidth((Frames) view);
        yield new Frame(
            f.index(),
            f.timeS(),
            width,
            picture.viewHeight(width),
            f.format(),
            part.toArray(ValueLayout.JAVA_BYTE));
      }
      case AudioBlock b ->
          new AudioBlock(
              b.start(), b.rateHz(), b.channels(), part.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
    };
  }

  /** Number of a frame in the video, without reading the picture. */
  long frameIndex(int index) {
    return entries.get(index).head instanceof Frame f ? f.index() : -1;
  }
}
