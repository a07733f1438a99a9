package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds things in a frame with YOLOX where it is there, else with SSD-MobileNet. YOLOX takes
 * vehicles seen from above for phones and suitcases, or sees nothing; in such frames SSD-MobileNet
 * is asked for vehicles too. Several analyzers may ask about the same frame; it is looked at once.
 * One detector serves one thread.
 */
public final class ObjectDetector {
  /** The models that find things, the best first. */
  public static final ModelChoice MODEL = ModelChoice.anyOf(YoloxModel.MODEL, SsdModel.MODEL);

  /** The model that is asked where a vehicle may be mistaken. */
  public static final ModelChoice SECOND = ModelChoice.anyOf(SsdModel.MODEL).ifThere();

  /** Scores below this are noise; above it, they still support a track. */
  public static final double MIN_SCORE = 0.1;

  /** A score from which there is something, perhaps under a wrong name. */
  private static final double SOMETHING = 0.3;

  /** Kinds that the first model does not see where there is a vehicle. */
  private static final Set<String> BELIEVED = Set.of("person", "vehicle", "animal");

  /** A thing this much inside a person is worn or held. */
  private static final double ON_PERSON = 0.8;

  private static final double SAME_IOU = 0.5;

  /** All that decides what is found in a frame. */
  private record Found(String first, Optional<String> second)
      implements FrameMemo.Key<List<Detection>> {}

  private final ObjectModel first;
  private final Optional<ObjectModel> second;
  private final FrameMemo memo;

  private ObjectDetector(ObjectModel first, Optional<ObjectModel> second, FrameMemo memo) {
    this.first = first;
    this.second = second;
    this.memo = memo;
  }

  /**
   * @param memo where what was found in a frame is kept for others
   * @throws dev.reelframe.models.ModelMissing where the model cannot be had
   */
  public static ObjectDetector of(ModelAccess models, FrameMemo memo) {
    if (!models.store().choose(MODEL).equals(YoloxModel.MODEL)) {
      return new ObjectDetector(new SsdModel(models), Optional.empty(), memo);
    }
    ObjectModel first = new YoloxModel(models);
    return new ObjectDetector(
        first, models.store().chooseIfHere(SECOND).map(name -> new SsdModel(models)), memo);
  }

  /** The model files, for the provenance of a table. */
  public List<ModelUse> uses() {
    List<ModelUse> uses = new ArrayList<>(List.of(first.use()));
    second.ifPresent(model -> uses.add(model.use()));
    return uses;
  }

  /**
   * Everything with a score of at least {@link #MIN_SCORE}.
   *
   * @param frame BGR
   * @return boxes in the frame's pixels, cut off at its edges, by falling score
   */
  public List<Detection> detect(Frame frame) {
    Found key = new Found(first.use().sha256(), second.map(model -> model.use().sha256()));
    return memo.get(frame, key, () -> run(frame));
  }

  private List<Detection> run(Frame frame) {
    List<Detection> found = first.look(frame);
    boolean nothing = found.stream().noneMatch(d -> d.score() >= SOMETHING);
    boolean doubtful = found.stream().anyMatch(d -> isDoubtful(d, found));
    if (second.isEmpty() || !nothing && !doubtful) {
      return found;
    }
    List<Detection> both = new ArrayList<>(found);
    for (Detection seen : second.get().look(frame)) {
      boolean known =
          found.stream().anyMatch(d -> isVehicle(d.label()) && d.box().iou(seen.box()) > SAME_IOU);
      if (isVehicle(seen.label()) && !known) {
        both.add(seen);
      }
    }
    both.sort(Comparator.comparingDouble(Detection::score).reversed());
    return List.copyOf(both);
  }

  private static boolean isVehicle(String label) {
    return CocoCategories.of(label).equals("vehicle");
  }

  private static boolean isDoubtful(Detection d, List<Detection> found) {
    return d.score() >= SOMETHING
        && !BELIEVED.contains(CocoCategories.of(d.label()))
        && found.stream()
            .noneMatch(
                p -> p.isPerson() && p.score() >= SOMETHING && d.box().within(p.box()) > ON_PERSON);
  }
}
