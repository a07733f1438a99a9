package dev.reelframe.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as yt-dlp writes them. */
class PageFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERROR: Unsupported URL: http://example.org/ | UNSUPPORTED | true | false
          ERROR: [TikTok] 7: This post may not be comfortable for some audiences. Log in for access. Use --cookies | LOGIN_REQUIRED | true | false
          ERROR: [youtube] x: Private video. Sign in if you've been granted access | LOGIN_REQUIRED | true | false
          ERROR: [youtube] x: Video unavailable. This video has been removed by the uploader | REMOVED | true | false
          ERROR: [generic] Unable to download webpage: HTTP Error 404: Not Found (caused by <HTTPError 404>) | REMOVED | true | false
          ERROR: [x] y: Unable to download JSON metadata: HTTP Error 429: Too Many Requests | RATE_LIMITED | true | true
          ERROR: [x] y: Unable to download webpage: HTTP Error 503: Service Unavailable | NETWORK | true | true
          ERROR: [x] y: Unable to download webpage: <urlopen error timed out> | NETWORK | true | true
          ERROR: [x] y: This video is not available from your location due to geo restriction | GEO_RESTRICTED | true | false
          ERROR: [x] y: The channel is not currently live | NOT_LIVE | true | true
          ERROR: [x] y: This video is DRM protected | PROTECTED | true | false
          ERROR: [x] y: Requested format is not available. Use --list-formats | NO_FORMAT | true | false
          ERROR: [x] y: Unable to extract title; please report this issue on  https://github.com/yt-dlp | EXTRACTOR_BROKEN | false | false
          ERROR: 'NoneType' object is not iterable | EXTRACTOR_BROKEN | false | false
          """)
  void theLineTellsTheKind(String line, PageFailure kind, boolean expected, boolean retryable) {
    assertThat(PageFailure.of(line)).isEqualTo(kind);
    assertThat(kind.expected()).isEqualTo(expected);
    assertThat(kind.retryable()).isEqualTo(retryable);
  }
}
