package dev.reelframe.models.whisper;

import dev.reelframe.models.whisper.Transcription.Timing;
import dev.reelframe.models.whisper.Transcription.Word;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The words of a window with their times: aligned where the export allows it, else shared out. */
final class WordTimes {
  private final Decoder decoder;
  private final WhisperConfig config;
  private final WhisperTokenizer tokenizer;

  WordTimes(Decoder decoder, WhisperConfig config, WhisperTokenizer tokenizer) {
    this.decoder = decoder;
    this.config = config;
    this.tokenizer = tokenizer;
  }

  /**
   * @param pieces the window's segments
   * @param output the window's tokens
   * @param language code
   * @param opening start, language and task tokens
   * @param windows encoded audio
   * @param row of this window in it
   * @param seek first frame of the window
   * @param frames frames of the window that hold audio
   */
  List<Word> of(
      List<Segmenter.Piece> pieces,
      DecodeLoop.Output output,
      String language,
      int[] opening,
      EncodedWindows windows,
      int row,
      int seek,
      int frames) {
    int text = pieces.stream().mapToInt(piece -> spoken(piece).length).sum();
    boolean fits = opening.length + text + 2 <= config.maxTokens();
    if (text == 0) {
      return List.of();
    }
    return decoder.givesAttention() && fits
        ? aligned(pieces, output, language, opening, windows, row, seek, frames)
        : proportional(pieces, output, language);
  }

  /** Indices, in the window's output, of a piece's tokens that are text. */
  private int[] spoken(Segmenter.Piece piece) {
    int[] found = new int[piece.tokens().length];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      if (piece.tokens()[i] < config.end()) {
        found[count++] = piece.from() + i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private List<Word> aligned(
      List<Segmenter.Piece> pieces,
      DecodeLoop.Output output,
      String language,
      int[] opening,
      EncodedWindows windows,
      int row,
      int seek,
      int frames) {
    int[] indices = pieces.stream().flatMapToInt(p -> Arrays.stream(spoken(p))).toArray();
    int[] tokens = tokens(indices, output);
    int prompt = opening.length + 1;
    int[] sequence = Arrays.copyOf(opening, prompt + tokens.length + 1);
    sequence[opening.length] = config.noTimestamps();
    System.arraycopy(tokens, 0, sequence, prompt, tokens.length);
    sequence[sequence.length - 1] = config.end();
    Map<Integer, FloatBuffer> attention = decoder.attention(windows, row, sequence);
    double[] starts = new WordAlignment(config).starts(attention, sequence.length, prompt, frames);
    double offset = seek * Segmenter.FRAME_S;
    return WordSplitter.split(tokens, language, tokenizer).stream()
        .filter(word -> !word.text().isBlank())
        .map(word ->
            new Word(
                offset + starts[word.from()],
                offset + starts[word.to()],
                word.text().strip(),
                probability(output, indices, word),
                Timing.ALIGNED))
        .toList();
  }

  private List<Word> proportional(
      List<Segmenter.Piece> pieces, DecodeLoop.Output output, String language) {
    List<Word> words = new ArrayList<>();
    for (Segmenter.Piece piece : pieces) {
      int[] indices = spoken(piece);
      List<WordSplitter.Word> split =
          WordSplitter.split(tokens(indices, output), language, tokenizer).stream()
              .filter(word -> !word.text().isBlank())
              .toList();
      double total = split.stream().mapToInt(WordTimes::length).sum();
      double before = 0;
      for (WordSplitter.Word word : split) {
        double after = before + length(word);
        double span = piece.endS() - piece.startS();
        words.add(
            new Word(
                piece.startS() + span * before / total,
                piece.startS() + span * after / total,
                word.text().strip(),
                probability(output, indices, word),
                Timing.PROPORTIONAL));
        before = after;
      }
    }
    return words;
  }

  private static int length(WordSplitter.Word word) {
    String bare = word.text().strip();
    return bare.codePointCount(0, bare.length());
  }

  private static int[] tokens(int[] indices, DecodeLoop.Output output) {
    return Arrays.stream(indices).map(i -> output.tokens()[i]).toArray();
  }

  private static OptionalDouble probability(
      DecodeLoop.Output output, int[] indices, WordSplitter.Word word) {
    return Arrays.stream(indices, word.from(), word.to())
        .mapToDouble(i -> Math.exp(output.logprobs()[i]))
        .average();
  }
}
