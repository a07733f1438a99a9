package dev.reelframe.analyzer.segmentation;

import dev.reelframe.analyzer.vision.ImageCrop;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Outputs;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Map;

/**
 * MediaPipe's selfie segmentation: the probability of every pixel that it shows a person, on a
 * picture stretched to 256 by 256.
 */
final class PeopleMask {
  static final String MODEL = "selfie_segmentation";
  static final int SIDE_PX = 256;

  /** Cells of a stored mask, in a row and in a column. */
  static final int GRID = 64;

  private static final int CELL_PX = SIDE_PX / GRID;
  private static final float PERSON = 0.5f;

  /**
   * What one frame looks like to the model.
   *
   * @param people pixels of the mask that show people, row by row
   * @param certainty mean of {@code |2p - 1|} over the pixels: 0 all undecided, 1 all sure
   */
  record Mask(BitSet people, double certainty) {

    /** Share of the picture that shows people, 0..1. */
    double ratio() {
      return people.cardinality() / (double) (SIDE_PX * SIDE_PX);
    }

    /**
     * The mask on a grid of {@link #GRID} by as many cells, rows from the top: lengths of runs,
     * background first. A cell shows people where half of its pixels do.
     */
    String runs() {
      StringBuilder runs = new StringBuilder();
      boolean showing = false;
      int length = 0;
      for (int cell = 0; cell < GRID * GRID; cell++) {
        boolean shows = shows(cell % GRID, cell / GRID);
        if (shows != showing) {
          runs.append(length).append(' ');
          showing = shows;
          length = 0;
        }
        length++;
      }
      return runs.append(length).toString();
    }

    private boolean shows(int column, int row) {
      int seen = 0;
      for (int y = row * CELL_PX; y < (row + 1) * CELL_PX; y++) {
        int from = y * SIDE_PX + column * CELL_PX;
        seen += people.get(from, from + CELL_PX).cardinality();
      }
      return 2 * seen >= CELL_PX * CELL_PX;
    }

    /** Share of the picture that changed sides between two masks, 0..1. */
    double change(Mask other) {
      BitSet different = (BitSet) people.clone();
      different.xor(other.people);
      return different.cardinality() / (double) (SIDE_PX * SIDE_PX);
    }
  }

  private final OnnxModel model;
  private final ModelUse use;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);

  private PeopleMask(OnnxModel model, ModelUse use) {
    this.model = model;
    this.use = use;
  }

  static PeopleMask of(ModelAccess models) {
    return new PeopleMask(
        models.get(MODEL), new ModelUse(MODEL, models.files(MODEL).modelSha256()));
  }

  ModelUse use() {
    return use;
  }

  Mask of(Frame frame) {
    ImageCrop.stretched(frame, SIDE_PX, SIDE_PX)
        .fill(frame, input.floats(), ImageCrop.Layout.RGB_PIXELS, 1 / 255f, 0);
    try (Outputs outputs = model.runResident(Map.of(model.inputs().getFirst().name(), input))) {
      return mask(outputs.get(model.outputs().getFirst().name()).floats());
    }
  }

  private static Mask mask(FloatBuffer probabilities) {
    BitSet people = new BitSet(SIDE_PX * SIDE_PX);
    double certainty = 0;
    for (int i = 0; i < SIDE_PX * SIDE_PX; i++) {
      float p = probabilities.get(i);
      if (p > PERSON) {
        people.set(i);
      }
      certainty += Math.abs(2 * p - 1);
    }
    return new Mask(people, Math.min(1, certainty / (SIDE_PX * SIDE_PX)));
  }
}
