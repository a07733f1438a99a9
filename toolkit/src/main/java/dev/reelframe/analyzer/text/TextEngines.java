package dev.reelframe.analyzer.text;

import dev.reelframe.models.ModelAccess;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;
import java.util.stream.Stream;

/** What text is found and read with; the networks are shared by the process. */
final class TextEngines {
  private final TextDetector detector;
  private final LineReader reader;
  private final List<ModelUse> uses;

  private TextEngines(ModelAccess models) {
    this.uses =
        Stream.of(TextDetector.MODEL, TextRecogniser.MODEL)
            .map(models::files)
            .map(files -> new ModelUse(files.entry().name(), files.modelSha256()))
            .toList();
    this.detector = new TextDetector(models.get(TextDetector.MODEL));
    this.reader = new LineReader(new TextRecogniser(models.get(TextRecogniser.MODEL)));
  }

  /**
   * @throws dev.reelframe.models.ModelMissing where a model is neither here nor to be had
   */
  static TextEngines open(ModelAccess models) {
    return new TextEngines(models);
  }

  TextDetector detector() {
    return detector;
  }

  LineReader reader() {
    return reader;
  }

  /** The models by name and checksum. */
  List<ModelUse> uses() {
    return uses;
  }
}
