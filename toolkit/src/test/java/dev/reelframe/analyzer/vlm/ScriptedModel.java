package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what a test wants, and remembers what it was asked. Frames of equal bytes look alike. */
final class ScriptedModel implements VisionLanguageModel {
  final List<List<VlmRequest>> calls = new ArrayList<>();
  final Set<Long> held = new HashSet<>();
  private final Function<VlmRequest, VlmResponse> script;
  private long prepared;
  int mostHeld;
  boolean closed;

  ScriptedModel(Function<VlmRequest, VlmResponse> script) {
    this.script = script;
  }

  static VlmResponse says(String text) {
    return says(text, VlmResponse.End.STOP);
  }

  static VlmResponse says(String text, VlmResponse.End end) {
    return new VlmResponse(text, end, 7, OptionalInt.of(100), OptionalInt.of(60));
  }

  List<VlmRequest> asks() {
    return calls.stream().flatMap(List::stream).toList();
  }

  @Override
  public List<VlmResponse> answer(List<VlmRequest> asks) {
    calls.add(asks);
    asks.forEach(ask -> prepare(ask.frames()));
    return asks.stream().map(script).toList();
  }

  private void prepare(List<Frame> frames) {
    for (Frame frame : frames) {
      prepared += held.add(frame.index()) ? 1 : 0;
    }
    mostHeld = Math.max(mostHeld, held.size());
  }

  @Override
  public OptionalDouble similarity(List<Frame> one, List<Frame> other) {
    prepare(one);
    prepare(other);
    return one.getFirst().data()[0] == other.getFirst().data()[0]
        ? OptionalDouble.of(1)
        : OptionalDouble.of(0);
  }

  @Override
  public void retain(List<Frame> frames) {
    held.retainAll(frames.stream().map(Frame::index).collect(Collectors.toSet()));
  }

  @Override
  public OptionalLong framesPrepared() {
    return OptionalLong.of(prepared);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public void close() {
    closed = true;
  }
}
