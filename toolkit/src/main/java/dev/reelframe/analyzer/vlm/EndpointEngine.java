package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import dev.reelframe.models.chat.ChatEndpoint;
import dev.reelframe.models.chat.ChatReply;
import dev.reelframe.models.chat.ChatRequest;
import dev.reelframe.models.chat.JpegPicture;
import dev.reelframe.models.qwen.SentenceEnd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model behind a server. Frames travel as JPEGs, each made once; all asks of a call are under way
 * within the endpoint's window.
 */
final class EndpointEngine implements VisionLanguageModel {
  private final ChatEndpoint endpoint;
  private final Map<Long, JpegPicture> pictures = new HashMap<>();
  private long prepared;

  EndpointEngine(ChatEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public List<VlmResponse> answer(List<VlmRequest> asks) {
    return endpoint.answer(asks.stream().map(this::request).toList()).stream()
        .map(EndpointEngine::reply)
        .toList();
  }

  private ChatRequest request(VlmRequest ask) {
    return new ChatRequest(
        ask.system(),
        ask.instruction(),
        ask.frames().stream().map(this::picture).toList(),
        ask.maxTokens(),
        ask.seed());
  }

  private JpegPicture picture(Frame frame) {
    return pictures.computeIfAbsent(
        frame.index(),
        index -> {
          prepared++;
          return endpoint.picture(QwenEngine.rgb(frame));
        });
  }

  private static VlmResponse reply(ChatReply reply) {
    VlmResponse.End end =
        switch (reply.finish()) {
          case STOP -> VlmResponse.End.STOP;
          case LENGTH ->
              SentenceEnd.isAtEndOf(reply.text())
                  ? VlmResponse.End.SENTENCE
                  : VlmResponse.End.LENGTH;
        };
    return new VlmResponse(
        reply.text(), end, reply.tokens().orElse(0), reply.promptTokens(), reply.cachedTokens());
  }

  @Override
  public void retain(List<Frame> frames) {
    Set<Long> kept = frames.stream().map(Frame::index).collect(Collectors.toSet());
    pictures.keySet().retainAll(kept);
  }

  @Override
  public OptionalLong framesPrepared() {
    return OptionalLong.of(prepared);
  }

  @Override
  public String name() {
    return endpoint.engine();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
