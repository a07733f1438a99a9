package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https address in one plain spelling, without fragment.
 *
 * @param scheme {@code http} or {@code https}
 * @param host checked for its spelling, not yet for where it leads
 * @param port 1..65535
 * @param target path and query, percent-encoded, starting with a slash
 */
public record WebAddress(String scheme, HostName host, int port, String target) {
  private static final int MAX_LENGTH = 4096;
  private static final Pattern WEB =
      Pattern.compile("(https?)://([^/?#\\\\]*)([^#\\\\]*)(?:#.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::(\\d{1,5}))?");

  /**
   * What begins like a scheme of any program that may see the name: {@code concat:}, {@code
   * subfile,,}.
   */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+[:,].*", Pattern.DOTALL);

  private static final String LEGAL = "-._~!$&'()*+,;=:@/?";

  /** Whether a text names a protocol, known or not. */
  public static boolean hasScheme(String text) {
    return SCHEME.matcher(text).matches();
  }

  /**
   * Reads what a user typed, or where a server leads.
   *
   * @throws Refused where it is anything else than a plain http(s) address
   */
  public static WebAddress parse(String text) throws Refused {
    if (text.length() > MAX_LENGTH) {
      throw new Refused("an address of " + text.length() + " characters: refused");
    }
    if (text.codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
      throw new Refused("an address with control characters: refused");
    }
    Matcher web = WEB.matcher(text);
    if (!web.matches()) {
      throw new Refused(
          shortened(text)
              + ": only http:// and https:// addresses are opened; give one, or the path of a file");
    }
    String scheme = web.group(1).toLowerCase(Locale.ROOT);
    String authority = web.group(2);
    if (authority.indexOf('@') >= 0) {
      throw new Refused("an address with a user name or password in it: refused; leave them out");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches() || parts.group(1).isEmpty()) {
      throw new Refused(shortened(text) + " names no host: check the address");
    }
    int port = parts.group(2) == null ? standardPort(scheme) : Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65535) {
      throw new Refused(shortened(text) + " names no port that exists: check the address");
    }
    return new WebAddress(scheme, HostName.parse(parts.group(1)), port, target(web.group(3)));
  }

  /**
   * Where a redirect leads.
   *
   * @throws Refused where it leaves http(s), or https for http
   */
  WebAddress follow(String location) throws Refused {
    String to = location.strip();
    WebAddress next;
    if (hasScheme(to)) {
      next = parse(to);
    } else if (to.startsWith("//")) {
      next = parse(scheme + ":" + to);
    } else {
      next = parse(origin() + relative(to));
    }
    if (scheme.equals("https") && next.scheme.equals("http")) {
      throw new Refused(this + " redirects from https to http: refused");
    }
    return next;
  }

  private String relative(String to) throws Refused {
    try {
      URI base = new URI(origin() + target);
      URI found = base.resolve(new URI(encoded(to)));
      return target(
          found.getRawPath() + (found.getRawQuery() == null ? "" : "?" + found.getRawQuery()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new Refused(this + " redirects to no address: refused");
    }
  }

  private static int standardPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static String target(String rest) {
    return encoded(rest.startsWith("/") ? rest : "/" + rest);
  }

  /** Percent-encodes what may not stand in an address; what is encoded already stays. */
  private static String encoded(String text) {
    StringBuilder plain = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      boolean escape =
          c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
      if (letter || escape || LEGAL.indexOf(c) >= 0) {
        plain.append(c);
      } else {
        plain.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return plain.toString();
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }

  private String origin() {
    String shown = host.text().contains(":") ? "[" + host.text() + "]" : host.text();
    return scheme + "://" + shown + (port == standardPort(scheme) ? "" : ":" + port);
  }

  URI uri() {
    return URI.create(toString());
  }

  /**
   * The last part of the path without its ending, fit to name a folder; the host where there is
   * none.
   */
  public String name() {
    String path = target.indexOf('?') < 0 ? target : target.substring(0, target.indexOf('?'));
    String last = path.substring(path.lastIndexOf('/') + 1);
    String decoded;
    try {
      decoded = URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      decoded = last;
    }
    int dot = decoded.lastIndexOf('.');
    return folderName(dot > 0 ? decoded.substring(0, dot) : decoded)
        .orElse(folderName(host.text()).orElse("clip"));
  }

  /** A name without anything that a file system or a shell would read as more than a name. */
  static Optional<String> folderName(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N} ._-]", "_").strip().replaceAll("^[.\\- ]+", "");
    return Optional.of(plain.length() > 100 ? plain.substring(0, 100).strip() : plain)
        .filter(n -> !n.replaceAll("[._ -]", "").isEmpty());
  }

  @Override
  public String toString() {
    return origin() + target;
  }
}
