package dev.reelframe.gpu.schedule;

/**
 * A model as the scheduler knows it.
 *
 * @param model its name; jobs of one name share a queue
 * @param expected memory that it takes, until a device has been measured
 * @param mostItems the largest batch that is tried, 1 where the model takes one item only
 */
public record Demand(String model, Footprint expected, int mostItems) {
  public Demand {
    if (mostItems < 1) {
      throw new IllegalArgumentException("a batch of " + model + " has at least one item");
    }
  }
}
