package dev.reelframe.analyzer.text;

import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What one fold finds and reads text with. The networks are shared by the process; Tesseract works
 * for one thread at a time, so each fold borrows an engine and gives it back when closed. Idle
 * engines are kept, as setting one up costs more than reading some captions.
 */
final class TextEngines implements AutoCloseable {
  /** Catalogue name of Tesseract's German, which reads English too. */
  static final String TESSDATA = "tessdata_deu";

  private static final Map<Path, Queue<Tesseract>> IDLE = new ConcurrentHashMap<>();
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final TextDetector detector;
  private final LineReader reader;
  private final List<ModelUse> uses;
  private final Path data;
  private Tesseract tesseract;

  private TextEngines(ModelAccess models) {
    ModelFiles tessdata = models.files(TESSDATA);
    ModelFiles ctc = models.files(CtcReader.MODEL);
    ModelFiles detection = models.files(TextDetector.MODEL);
    this.uses =
        Stream.of(detection, ctc, tessdata)
            .map(files -> new ModelUse(files.entry().name(), files.modelSha256()))
            .toList();
    this.data = tessdata.model();
    this.detector = new TextDetector(models.get(TextDetector.MODEL));
    CtcReader letters = new CtcReader(models.get(CtcReader.MODEL), ctc.labels());
    this.tesseract = borrow(data);
    this.reader = new LineReader(letters, tesseract, models.meter());
  }

  /**
   * Borrows what is needed.
   *
   * @throws dev.reelframe.models.ModelMissing where a model is neither here nor to be had
   */
  static TextEngines open(ModelAccess models) {
    return new TextEngines(models);
  }

  private static Tesseract borrow(Path data) {
    Tesseract idle = idle(data).poll();
    if (idle != null) {
      return idle;
    }
    Tesseract fresh = Tesseract.open(data);
    OPEN.incrementAndGet();
    return fresh;
  }

  private static Queue<Tesseract> idle(Path data) {
    return IDLE.computeIfAbsent(data, d -> new ConcurrentLinkedQueue<>());
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

  /** Engines in native memory, borrowed or idle. */
  static int openEngines() {
    return OPEN.get();
  }

  /** Frees the idle engines of the process. */
  static void closeIdle() {
    for (Queue<Tesseract> engines : IDLE.values()) {
      for (Tesseract engine = engines.poll(); engine != null; engine = engines.poll()) {
        engine.close();
        OPEN.decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    if (tesseract != null) {
      idle(data).add(tesseract);
      tesseract = null;
    }
  }
}
