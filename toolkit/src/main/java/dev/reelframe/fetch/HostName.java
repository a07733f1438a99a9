package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as it stands in an address, in one plain spelling.
 *
 * @param text lower case, ASCII, no trailing dot; an IPv6 address without brackets
 * @param literal the address, where the host is one
 */
record HostName(String text, Optional<InetAddress> literal) {
  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

  /** WHATWG URL: a host whose last label is such is an IPv4 address in some notation. */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*");

  /**
   * @throws Refused where it is not a host, or an address written so that programs disagree on it
   */
  static HostName parse(String written) throws Refused {
    if (written.startsWith("[") && written.endsWith("]")) {
      return sixth(written.substring(1, written.length() - 1));
    }
    String host = ascii(written);
    if (NUMERIC.matcher(host).matches()) {
      return fourth(host);
    }
    if (host.length() > 253 || !NAME.matcher(host).matches()) {
      throw new Refused("'" + printable(written) + "' is not a host name: check the address");
    }
    return new HostName(host, Optional.empty());
  }

  /** Full-width digits, other scripts' dots and capitals become what a resolver would see. */
  private static String ascii(String written) throws Refused {
    try {
      String host = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Refused("'" + printable(written) + "' is not a host name: check the address");
    }
  }

  private static HostName fourth(String host) throws Refused {
    try {
      if (DOTTED.matcher(host).matches()) {
        return new HostName(host, Optional.of(InetAddress.ofLiteral(host)));
      }
    } catch (IllegalArgumentException e) {
      // A number above 255.
    }
    throw new Refused(
        "'"
            + printable(host)
            + "' is an address in an unusual notation: refused; write it as four plain numbers");
  }

  private static HostName sixth(String inside) throws Refused {
    try {
      if (!inside.contains("%") && inside.contains(":")) {
        // An IPv4-mapped address becomes the IPv4 address that it is.
        InetAddress address = InetAddress.ofLiteral(inside);
        return new HostName(
            address.getHostAddress().toLowerCase(Locale.ROOT), Optional.of(address));
      }
    } catch (IllegalArgumentException e) {
      // No IPv6 address.
    }
    throw new Refused("'[" + printable(inside) + "]' is not an IPv6 address: check the address");
  }

  private static String printable(String text) {
    return text.codePoints()
        .limit(120)
        .filter(c -> c >= 32 && c != 127)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
