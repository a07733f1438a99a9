package dev.reelframe.models;

import java.util.function.Function;

/**
 * Loaded models as one user sees them: on the device that it wants, its calls counted by its own
 * meter. {@link ResidentModels} itself gives models on the CPU, counted in their total only; {@link
 * ResidentModels#on(Device, UsageMeter)} gives them to an analyzer of a run.
 */
public interface ModelAccess {

  ModelStore store();

  /** How models are loaded unless a call says otherwise: the device of the run, one thread. */
  SessionSettings settings();

  /** Where calls of models got from here are counted. */
  UsageMeter meter();

  /**
   * The verified files of a model, fetched if they are not here; errors as {@link
   * ModelStore#resolve}.
   */
  default ModelFiles files(String name) {
    return store().resolve(name);
  }

  /** The main file of a model, loaded. */
  default OnnxModel get(String name) {
    return get(name, settings());
  }

  /** The main file of a model, loaded with those settings. */
  default OnnxModel get(String name, SessionSettings wanted) {
    return get(name, "model", wanted);
  }

  /**
   * One file of a model, loaded; it is verified before, and loaded at most once per settings.
   *
   * @param role which part, for example {@code encoder}
   * @throws ModelMissing when it is not here and cannot be had now: the analyzer is skipped
   * @throws ModelMismatch when the file is not what the catalogue promises
   * @throws ModelUnavailable when the runtime or the wanted device refuses
   */
  OnnxModel get(String name, String role, SessionSettings wanted);

  /**
   * A model of several files that its own class opens, for example Whisper; opened at most once per
   * settings, shared by all who ask, and freed by {@link ResidentModels#release} or with the
   * resident models. Its {@code close} is called while others may still use it, and must wait for
   * them.
   *
   * @param name which one, for {@link ResidentModels#release}
   * @param variant whatever else decides it, for example its options
   * @param opening opens it with {@link #settings()}; errors are not remembered
   */
  <T extends AutoCloseable> T engine(
      String name, String variant, Class<T> type, Function<SessionSettings, T> opening);
}
