package dev.reelframe.fetch;

/** Judges a file by its first bytes, before the rest is fetched. */
@FunctionalInterface
public interface HeadCheck {
  /**
   * @param head the first bytes, 1024 where the file is that long
   * @param name for messages
   * @throws RuntimeException where they do not begin a media file; it goes to the caller as it is
   */
  void accept(byte[] head, String name);
}
