package dev.reelframe.analyzer.djl;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;
import java.util.Map;

/** Asks a model, and says which one that was. */
abstract class ModelFold implements Fold {
  private final ModelCalls calls;

  ModelFold(ModelCalls calls) {
    this.calls = calls;
  }

  /** What the model says of an input. */
  final Object predict(Object input) {
    return calls.predict(input);
  }

  @Override
  public final List<ModelUse> models() {
    return calls.files();
  }

  @Override
  public final Map<String, String> circumstances() {
    return calls.circumstances();
  }

  @Override
  public final void close() {
    calls.close();
  }
}
