package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends GET requests, one connection each, to checked addresses only; follows redirects by hand so
 * that every hop is checked. No cookies, no credentials, no compression, no environment proxy.
 */
final class WebClient implements AutoCloseable {
  private static final int REDIRECTS = 5;
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final AddressPolicy policy;
  private final PinnedResolver resolver = new PinnedResolver();
  private final CloseableHttpClient client;

  /**
   * An answer that is no redirect; closing it drops its connection.
   *
   * @param from where it came from, after redirects
   */
  record Answer(WebAddress from, ClassicHttpResponse response) implements AutoCloseable {
    Optional<String> header(String name) {
      return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    int status() {
      return response.getCode();
    }

    /** Drops the connection; a rest of the body is not read. */
    @Override
    public void close() {
      try {
        response.close();
      } catch (IOException e) {
        // Nothing depends on an orderly end.
      }
    }
  }

  WebClient(AddressPolicy policy, Duration idle) {
    this.policy = policy;
    Timeout stall = Timeout.of(idle);
    // A server that sends header lines for ever is cut off.
    Http1Config lines =
        Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16_384).build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(lines).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(stall)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(stall)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("reelframe")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Asks, and follows what it is told to.
   *
   * @throws Refused where a hop leads to a forbidden place
   * @throws Unavailable where a host has no address
   * @throws IOException where nobody answers or the answer breaks off
   */
  Answer get(WebAddress url, Map<String, String> headers) throws IOException {
    WebAddress next = url;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      Answer answer = ask(next, headers);
      if (!MOVED.contains(answer.status())) {
        return answer;
      }
      answer.close();
      next = next.follow(answer.header("Location").orElse(""));
    }
    throw new Refused(url + " redirects more than " + REDIRECTS + " times: refused");
  }

  private Answer ask(WebAddress url, Map<String, String> headers) throws IOException {
    resolver.pin(url.host(), policy.resolve(url.host()));
    HttpGet request = new HttpGet(url.uri());
    headers.forEach(request::setHeader);
    request.setHeader("Accept-Encoding", "identity");
    HttpHost host = new HttpHost(url.scheme(), url.host().text(), url.port());
    return new Answer(url, client.executeOpen(host, request, null));
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
