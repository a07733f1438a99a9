package dev.reelframe.analyzer.object;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The 80 labels of COCO by kind (its "supercategories", Lin et al. 2014), with those that the model
 * that comes along has of its own, and which are goods.
 */
final class CocoCategories {
  private static final Map<String, List<String>> LABELS =
      Map.ofEntries(
          Map.entry("person", List.of("person")),
          Map.entry(
              "vehicle",
              List.of(
                  "bicycle",
                  "car",
                  "motorcycle",
                  "airplane",
                  "bus",
                  "train",
                  "truck",
                  "boat",
                  "vehicle")),
          Map.entry(
              "outdoor",
              List.of("traffic light", "fire hydrant", "stop sign", "parking meter", "bench")),
          Map.entry(
              "animal",
              List.of(
                  "bird",
                  "cat",
                  "dog",
                  "horse",
                  "sheep",
                  "cow",
                  "elephant",
                  "bear",
                  "zebra",
                  "giraffe")),
          Map.entry(
              "accessory",
              List.of(
                  "backpack",
                  "umbrella",
                  "handbag",
                  "tie",
                  "suitcase",
                  "boot",
                  "footwear",
                  "high heels")),
          Map.entry(
              "sports",
              List.of(
                  "frisbee",
                  "skis",
                  "snowboard",
                  "sports ball",
                  "kite",
                  "baseball bat",
                  "baseball glove",
                  "skateboard",
                  "surfboard",
                  "tennis racket",
                  "stationary bicycle")),
          Map.entry(
              "kitchen", List.of("bottle", "wine glass", "cup", "fork", "knife", "spoon", "bowl")),
          Map.entry(
              "food",
              List.of(
                  "banana",
                  "apple",
                  "sandwich",
                  "orange",
                  "broccoli",
                  "carrot",
                  "hot dog",
                  "pizza",
                  "donut",
                  "cake")),
          Map.entry(
              "furniture",
              List.of("chair", "couch", "potted plant", "bed", "dining table", "toilet", "desk")),
          Map.entry(
              "electronic",
              List.of("tv", "laptop", "mouse", "remote", "keyboard", "cell phone", "camera")),
          Map.entry("appliance", List.of("microwave", "oven", "toaster", "sink", "refrigerator")),
          Map.entry(
              "indoor",
              List.of(
                  "book",
                  "clock",
                  "vase",
                  "scissors",
                  "teddy bear",
                  "hair drier",
                  "toothbrush",
                  "box")));

  /** Kinds whose things are bought by consumers and held into a camera. */
  private static final Set<String> GOODS =
      Set.of("accessory", "sports", "kitchen", "food", "electronic", "appliance", "indoor");

  /** Goods among the other kinds. */
  private static final Set<String> MORE_GOODS = Set.of("bicycle", "motorcycle", "car");

  private static final Map<String, String> KIND_OF = new HashMap<>();

  static {
    LABELS.forEach((kind, labels) -> labels.forEach(label -> KIND_OF.put(label, kind)));
  }

  private CocoCategories() {}

  /** The kind of a label; a label of another model is its own kind. */
  static String of(String label) {
    return KIND_OF.getOrDefault(label, label);
  }

  static boolean goods(String label) {
    return GOODS.contains(of(label)) || MORE_GOODS.contains(label);
  }

  /** All labels that are goods, in the order of the alphabet. */
  static List<String> allGoods() {
    return KIND_OF.keySet().stream().filter(CocoCategories::goods).sorted().toList();
  }

  static int size() {
    return KIND_OF.size();
  }
}
