package dev.reelframe.models.endpoint;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts sound and pictures may be sent to: this machine, and those that the user named. Names
 * are compared as written and never looked up, so no answer of a name server widens the list.
 */
final class AllowedHosts {
  private final Set<String> named;

  AllowedHosts(Set<String> named) {
    this.named =
        named.stream().map(host -> bare(host.toLowerCase(Locale.ROOT))).collect(Collectors.toSet());
  }

  /**
   * @throws EndpointFailure.AddressRefused where the address may not be called
   */
  void check(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new EndpointFailure.AddressRefused("only http and https are called, not " + scheme);
    }
    if (address.getRawUserInfo() != null) {
      throw new EndpointFailure.AddressRefused(
          "an address must not hold a user or password; give a key instead");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new EndpointFailure.AddressRefused(
          "an address must end with its path; give what stands behind the ? as a key instead");
    }
    if (address.getHost() == null) {
      throw new EndpointFailure.AddressRefused("no host in the address " + address);
    }
    String host = bare(address.getHost().toLowerCase(Locale.ROOT));
    if (!isLoopback(address) && !named.contains(host)) {
      throw new EndpointFailure.AddressRefused(
          host
              + " is not this machine; allow it by name if what is in your videos may be sent there");
    }
  }

  static boolean isLoopback(URI address) {
    String host = bare(address.getHost().toLowerCase(Locale.ROOT));
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false; // a name, not a literal
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
