package dev.reelframe.fetch;

import java.util.regex.Pattern;

/**
 * How {@code yt-dlp} fails, after its own taxonomy ({@code yt_dlp/utils}: ExtractorError and its
 * kin). It tells in words only, so the kind is read from its last error line.
 */
public enum PageFailure {
  /** DRM: yt-dlp never circumvents it. */
  PROTECTED(true, false, "DRM", "the clip is protected: nothing can be done"),
  /** Too many requests (HTTP 429). */
  RATE_LIMITED(true, true, "HTTP Error 429|too many requests|rate.?limit", "wait and try again"),
  /** GeoRestrictedError. */
  GEO_RESTRICTED(
      true,
      false,
      "geo.?restrict|not available (from|in) your (location|country|region)|blocked .{0,40}country",
      "the site does not show it in this country"),
  /** UserNotLive, live events that have not begun. */
  NOT_LIVE(
      true,
      true,
      "not currently live|live event will begin|premieres in|is live|offline",
      "try again when it is a finished clip"),
  /** raise_login_required, private videos, age gates. */
  LOGIN_REQUIRED(
      true,
      false,
      "log ?in|sign ?in|logged.in|cookies|private|account|members.only|age.?restrict|HTTP Error 40[13]",
      "it is not public: cookies and accounts are not used here; give a public address or a file"),
  /** The page or the clip is not there (any more). */
  REMOVED(
      true,
      false,
      "HTTP Error (404|410)|removed|deleted|no longer available|does not exist|(video|content|post|is) unavailable",
      "check the address"),
  /** UnsupportedError. */
  UNSUPPORTED(
      true,
      false,
      "unsupported url|no (suitable )?extractor|no media found|no video",
      "give the address of a clip"),
  /** ExtractorError "Requested format is not available". */
  NO_FORMAT(
      true,
      false,
      "requested format|no (video|playable)? ?formats|ffmpeg is not installed|native downloader",
      "only clips in one http(s) file or plain HLS are taken: download it by hand and give the file"),
  /** TransportError, ContentTooShortError, HTTPError 5xx. */
  NETWORK(
      true,
      true,
      "timed out|timeout|connection|unable to (download|connect)|name resolution|HTTP Error|urlopen|content too short"
          + "|bytes read|tunnel|proxy|ssl",
      "check the network and try again"),
  /** RegexNotFoundError and every other error that yt-dlp did not expect. */
  EXTRACTOR_BROKEN(false, false, "", "the site has changed: update yt-dlp and try again");

  private final boolean expected;
  private final boolean retryable;
  private final Pattern words;
  private final String advice;

  PageFailure(boolean expected, boolean retryable, String words, String advice) {
    this.expected = expected;
    this.retryable = retryable;
    this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    this.advice = advice;
  }

  /**
   * The kind of a failure.
   *
   * @param error yt-dlp's error line
   */
  static PageFailure of(String error) {
    // An error that yt-dlp did not expect asks for a report, whatever words it holds.
    boolean defect = error.contains("please report this issue");
    for (PageFailure kind : values()) {
      boolean network = kind == NETWORK || kind == RATE_LIMITED;
      if ((!defect || network) && kind.words.matcher(error).find()) {
        return kind;
      }
    }
    return EXTRACTOR_BROKEN;
  }

  /** Whether the cause is the input or the world; false for a defect of the extractor. */
  public boolean expected() {
    return expected;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** What to do, a clause. */
  public String advice() {
    return advice;
  }
}
