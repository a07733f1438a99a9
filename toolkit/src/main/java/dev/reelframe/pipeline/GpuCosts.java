package dev.reelframe.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Footprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What models are taken to cost on GPUs, from one file in which each figure names its source. None
 * of them was measured on a GPU.
 *
 * @param reachedRatio part of a data sheet's figures that is reached, 0..1
 * @param callS seconds that each call takes whatever it computes
 */
record GpuCosts(
    String about,
    List<Card> cards,
    double reachedRatio,
    String reachedSource,
    double callS,
    String callSource,
    List<ModelCost> models,
    OldSystem oldSystem) {

  /** A card by its data sheet. */
  record Card(
      String name,
      double memoryGib,
      @JsonProperty("bandwidth_gb_s") double bandwidthGbPerS,
      double halfTflops,
      String source) {}

  /**
   * A model.
   *
   * @param step the analyzer that calls it
   * @param itemsPerS items for each second of a clip
   * @param gbReadPerCall bytes that a call reads however many items it has: weights, once a token
   * @param cpuRatio CPU seconds for each second of a clip that the step saves without it
   */
  record ModelCost(
      String step,
      String model,
      @JsonProperty("items_per_s") double itemsPerS,
      int mostItems,
      long loadedMib,
      long mibPerItem,
      double gflopPerItem,
      double gbReadPerCall,
      double cpuRatio,
      String source) {

    Demand demand() {
      return new Demand(model, new Footprint(loadedMib << 20, mibPerItem << 20), mostItems);
    }
  }

  /** The system whose report this project answers. */
  record OldSystem(
      @JsonProperty("clip_s") double clipS,
      int segments,
      @JsonProperty("whole_s") double wholeS,
      @JsonProperty("rest_s") double restS,
      String card,
      String source) {

    double segmentS() {
      return (wholeS - restS) / segments;
    }
  }

  static GpuCosts shipped() {
    try (InputStream file = GpuCosts.class.getResourceAsStream("gpu-costs.json")) {
      return new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .readValue(file, GpuCosts.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException where no card has the name; it names those there are
   */
  Card card(String name) {
    return cards.stream()
        .filter(card -> card.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no card is named "
                    + name
                    + ": choose from "
                    + cards.stream().map(Card::name).collect(Collectors.joining(", "))));
  }

  /** Seconds of a batch: what the card computes or what it reads, whichever takes longer. */
  double batchS(Card card, ModelCost cost, int items) {
    double computeS = items * cost.gflopPerItem / (card.halfTflops * 1e3 * reachedRatio);
    double readS = cost.gbReadPerCall / (card.bandwidthGbPerS * reachedRatio);
    return callS + Math.max(computeS, readS);
  }
}
