package dev.reelframe.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;

/** Knows the hosts that were checked, and no other: nothing else can be connected to. */
final class PinnedResolver implements DnsResolver {
  private final Map<String, List<InetAddress>> checked = new ConcurrentHashMap<>();

  void pin(HostName host, List<InetAddress> addresses) {
    checked.put(host.text(), addresses);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> known =
        checked.get(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    if (known == null) {
      throw new UnknownHostException(host + " was not checked");
    }
    return known.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
