package dev.reelframe.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Results of one call, still in the runtime's memory. Close them when done. {@link #take} gives one
 * away: the caller closes it, for example after it was the next call's past.
 */
public final class Outputs implements AutoCloseable {
  private final Map<String, Tensor> tensors;

  Outputs(Map<String, Tensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** In the order of the model's outputs. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** The tensor of that name, valid until these outputs are closed. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelMismatch(
          "The model has no output '" + name + "': it gave " + tensors.keySet() + ".");
    }
    return tensor;
  }

  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  /** Like {@link #get}, but from now on the caller's to close. */
  public Tensor take(String name) {
    Tensor tensor = get(name);
    tensors.remove(name);
    return tensor;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
