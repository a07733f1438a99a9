package dev.reelframe.models;

import java.nio.file.Path;
import java.util.List;

/** The short door to models for a notebook cell, over the models of this process. */
public final class Models {
  private Models() {}

  /** All models with a name, and whether they are on this machine. */
  public static List<ModelStatus> list() {
    return ResidentModels.shared().store().status();
  }

  /**
   * The card of a model: {@code Models.card("yolox_nano")}.
   *
   * @throws ModelMissing when nothing has that name
   */
  public static ModelCard card(String name) {
    return card(name, ResidentModels.shared());
  }

  /** Like {@link #card(String)}, from those models. */
  public static ModelCard card(String name, ResidentModels models) {
    return ModelCard.of(models.store().catalogue().entry(name), models);
  }

  /**
   * The verified main file of a model, fetched if it is not here: for an engine that loads files by
   * itself, such as DJL.
   *
   * @throws ModelMissing when it cannot be had now
   */
  public static Path file(String name) {
    return ResidentModels.shared().files(name).model();
  }

  /** Adds a model of the user's own for this process, see {@link ModelEntry#local}. */
  public static void register(ModelEntry entry) {
    ResidentModels.shared().register(entry);
  }
}
