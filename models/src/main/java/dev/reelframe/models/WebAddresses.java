package dev.reelframe.models;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What may be fetched: files of web servers, never of this machine or inside an archive. */
final class WebAddresses {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private WebAddresses() {}

  /**
   * @throws IllegalArgumentException where it is none
   */
  static URI require(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "'" + uri + "' is no http(s) address of a host; a file of your own goes under 'path'");
    }
    return uri;
  }
}
