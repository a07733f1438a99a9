package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which hosts may be connected to: those whose every address lies on the public internet, and those
 * that the user named. The answer is the addresses to connect to, so that a name cannot change its
 * mind between the check and the connection.
 */
public final class AddressPolicy {
  /** Looks up names; a seam for tests. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Set<String> allowed;
  private final Lookup lookup;

  private AddressPolicy(Set<String> allowed, Lookup lookup) {
    this.allowed = Set.copyOf(allowed);
    this.lookup = lookup;
  }

  /** Public addresses only. */
  public static AddressPolicy publicOnly() {
    return new AddressPolicy(Set.of(), InetAddress::getAllByName);
  }

  /**
   * Also this host, whatever its addresses.
   *
   * @param host a name or an address, without port
   * @throws IllegalArgumentException where it is neither
   */
  public AddressPolicy allow(String host) {
    Set<String> more = new LinkedHashSet<>(allowed);
    String plain = host.strip();
    boolean bareIpv6 = plain.indexOf(':') != plain.lastIndexOf(':') && !plain.startsWith("[");
    try {
      more.add(HostName.parse(bareIpv6 ? "[" + plain + "]" : plain).text());
    } catch (Refused e) {
      throw new IllegalArgumentException(
          "--allow-host " + host + ": give a host name or an address, without port", e);
    }
    return new AddressPolicy(more, lookup);
  }

  AddressPolicy lookup(Lookup other) {
    return new AddressPolicy(allowed, other);
  }

  /**
   * The addresses of a host, all of them checked.
   *
   * @throws Refused where one of them is not public and the host was not allowed by name
   * @throws Unavailable where the name has no address
   */
  List<InetAddress> resolve(HostName host) throws Refused, Unavailable {
    List<InetAddress> found = addresses(host);
    if (!allowed.contains(host.text())) {
      for (InetAddress address : found) {
        if (!PublicAddresses.isPublic(address)) {
          throw new Refused(
              host.text()
                  + (host.literal().isPresent()
                      ? ""
                      : " leads to " + address.getHostAddress() + ", which")
                  + " is not a public address: refused. If you trust it, allow it with --allow-host "
                  + host.text()
                  + " or REELFRAME_ALLOW_HOSTS");
        }
      }
    }
    return found;
  }

  private List<InetAddress> addresses(HostName host) throws Unavailable {
    if (host.literal().isPresent()) {
      return List.of(host.literal().get());
    }
    try {
      InetAddress[] found = lookup.addresses(host.text());
      if (found.length == 0) {
        throw new UnknownHostException(host.text());
      }
      return Arrays.asList(found);
    } catch (UnknownHostException e) {
      throw new Unavailable(
          "no address is known for " + host.text() + ": check the spelling and the network",
          true,
          e);
    }
  }
}
