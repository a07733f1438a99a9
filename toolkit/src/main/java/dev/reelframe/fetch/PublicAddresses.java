package dev.reelframe.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses lie on the public internet, after the IANA registries of special-purpose
 * addresses (RFC 6890 and its updates). Forms that carry an IPv4 address inside are judged by that.
 */
final class PublicAddresses {
  private record Block(byte[] start, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
        if (((address[bit / 8] ^ start[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Block> CLOSED =
      blocks(
          "0.0.0.0/8", // this host
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT; a cloud's metadata service at 100.100.100.200
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // a cloud's host agent
          "169.254.0.0/16", // link-local; metadata services
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments; a metadata service
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarking
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // Teredo, ORCHID, protocol assignments
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: an IPv4 address inside, never needed today
          "3fff::/20"); // documentation

  /** All of IPv6 that is handed out for the public internet. */
  private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

  /** RFC 6052: how an IPv6-only network reaches IPv4, so judged by the address inside. */
  private static final Block NAT64 = Block.of("64:ff9b::/96");

  private PublicAddresses() {}

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  /** Whether an address may be reached by anybody, so that reaching it gives nothing away. */
  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> isOpen(v4.getAddress());
      case Inet6Address v6 -> isPublic(v6);
      default -> false;
    };
  }

  private static boolean isPublic(Inet6Address address) {
    byte[] bytes = address.getAddress();
    if (NAT64.holds(bytes)) {
      return isOpen(last4(bytes));
    }
    return GLOBAL_UNICAST.holds(bytes)
        && isOpen(bytes)
        && (!isIsatap(bytes) || isOpen(last4(bytes)));
  }

  /** RFC 5214: the interface identifier {@code [02]00:5efe} and an IPv4 address. */
  private static boolean isIsatap(byte[] b) {
    return (b[8] & 0xFD) == 0 && b[9] == 0 && b[10] == 0x5E && (b[11] & 0xFF) == 0xFE;
  }

  private static byte[] last4(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 12, 16);
  }

  private static boolean isOpen(byte[] address) {
    return CLOSED.stream().noneMatch(block -> block.holds(address));
  }
}
