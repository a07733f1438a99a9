package dev.reelframe.models;

import java.util.List;
import java.util.stream.Collectors;

/** The short door to models for a notebook cell, over the models of this process. */
public final class Models {
  private Models() {}

  /** All models with a name, and whether they are on this machine. */
  public static List<ModelStatus> list() {
    return ResidentModels.shared().store().status();
  }

  /**
   * The card of a model, or of every model that an analyzer uses: {@code
   * Models.card("object_detection")}.
   *
   * @throws ModelMissing when nothing has that name
   */
  public static Cards card(String modelOrAnalyzer) {
    return card(modelOrAnalyzer, ResidentModels.shared());
  }

  /** Like {@link #card(String)}, from those models. */
  public static Cards card(String modelOrAnalyzer, ResidentModels models) {
    return new Cards(
        models.store().catalogue().named(modelOrAnalyzer).stream()
            .map(entry -> ModelCard.of(entry, models))
            .toList());
  }

  /** Adds a model of the user's own for this process, see {@link ModelEntry#local}. */
  public static void register(ModelEntry entry) {
    ResidentModels.shared().register(entry);
  }

  /** Some cards, printed one below the other. */
  public record Cards(List<ModelCard> cards) {
    public Cards {
      cards = List.copyOf(cards);
    }

    @Override
    public String toString() {
      return cards.stream().map(ModelCard::text).collect(Collectors.joining("\n"));
    }
  }
}
