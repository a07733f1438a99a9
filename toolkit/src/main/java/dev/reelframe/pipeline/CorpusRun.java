package dev.reelframe.pipeline;

import dev.reelframe.media.Video;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * How a pipeline is to run over a corpus. Immutable; each method gives another one.
 *
 * <pre>{@code
 * CorpusAnalysis all =
 *     CorpusRun.of(Corpus.folder("clips"), Path.of("results")).resume(true).run(Pipeline.standard());
 * }</pre>
 *
 * @param corpus the clips
 * @param folder gets a folder for each clip
 * @param formats of the tables
 * @param resume whether tables that are there already are kept, see {@link Resume}
 * @param atOnce clips that are worked on side by side; they share the pipeline's workers
 * @param opener opens a source; called for one after the other
 * @param listener hears of each clip
 */
public record CorpusRun(
    Corpus corpus,
    Path folder,
    Set<TableFormat> formats,
    boolean resume,
    int atOnce,
    Function<String, Video> opener,
    CorpusListener listener) {

  /**
   * Heap that one more clip in flight may need: its frames in the queues, its signals and its
   * report, bytes: an estimate.
   */
  private static final long CLIP_BYTES = 200L << 20;

  public CorpusRun {
    formats = Set.copyOf(formats);
    if (atOnce < 1) {
      throw new IllegalArgumentException(atOnce + " clips at once: give at least 1");
    }
  }

  /** Everything is made, as CSV and Parquet, as many clips at once as cores and memory allow. */
  public static CorpusRun of(Corpus corpus, Path folder) {
    return new CorpusRun(
        corpus,
        folder,
        EnumSet.of(TableFormat.CSV, TableFormat.PARQUET),
        false,
        affordable(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory()),
        Video::open,
        CorpusListener.SILENT);
  }

  /** A clip for each core, as far as the heap bears them. */
  static int affordable(int cores, long heapBytes) {
    return (int) Math.clamp(heapBytes / CLIP_BYTES, 1, cores);
  }

  /** The files that each table is written as. */
  public CorpusRun formats(Collection<TableFormat> wanted) {
    return new CorpusRun(corpus, folder, Set.copyOf(wanted), resume, atOnce, opener, listener);
  }

  /** Whether tables that are there already are kept, see {@link Resume}. */
  public CorpusRun resume(boolean on) {
    return new CorpusRun(corpus, folder, formats, on, atOnce, opener, listener);
  }

  /** Works on so many clips side by side, at least 1. */
  public CorpusRun atOnce(int clips) {
    return new CorpusRun(corpus, folder, formats, resume, clips, opener, listener);
  }

  /** Opens sources in another way, for example with other limits. */
  public CorpusRun opener(Function<String, Video> how) {
    return new CorpusRun(corpus, folder, formats, resume, atOnce, how, listener);
  }

  /** Tells of each clip as it begins and ends. */
  public CorpusRun listener(CorpusListener ear) {
    return new CorpusRun(corpus, folder, formats, resume, atOnce, opener, ear);
  }

  /**
   * Runs. A clip that cannot be had, decoded or written costs itself only.
   *
   * @throws java.util.concurrent.CancellationException where the calling thread is interrupted;
   *     what has ended by then is on disk
   * @throws IOException where the folder cannot be written
   */
  public CorpusAnalysis run(Pipeline pipeline) throws IOException {
    return new CorpusDriver(this, pipeline).run();
  }

  /**
   * Runs over the one clip of the corpus, as a part of a larger one that somebody else divides.
   *
   * @param name of its folder, which no other clip has
   */
  public CorpusAnalysis.Clip runOne(Pipeline pipeline, String name) throws IOException {
    return new CorpusDriver(this, pipeline).runOne(name);
  }
}
