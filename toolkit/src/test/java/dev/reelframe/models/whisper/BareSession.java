package dev.reelframe.models.whisper;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An export run with ONNX Runtime alone, to hold the engine against. */
final class BareSession {
  private BareSession() {}

  /** Logits behind one token, for the features of one window. */
  static float[] logitsBehindStart(Path model, float[] features, int start) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession encoder =
            environment.createSession(
                model.resolve("onnx/encoder_model.onnx").toString(), options);
        OrtSession decoder =
            environment.createSession(
                model.resolve("onnx/decoder_model_merged.onnx").toString(), options);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(features),
                new long[] {1, features.length / 3000, 3000});
        OrtSession.Result hidden = encoder.run(Map.of("input_features", input))) {
      Map<String, OnnxTensor> feed = new HashMap<>();
      for (String name : decoder.getInputNames()) {
        if (name.startsWith("past_key_values.")) {
          long[] shape = ((TensorInfo) decoder.getInputInfo().get(name).getInfo()).getShape();
          // a past of one position, which the first pass ignores
          float[] past = new float[(int) (shape[1] * shape[3])];
          feed.put(
              name,
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(past), new long[] {1, shape[1], 1, shape[3]}));
        }
      }
      feed.put("use_cache_branch", OnnxTensor.createTensor(environment, new boolean[] {false}));
      feed.put(
          "input_ids",
          OnnxTensor.createTensor(
              environment, LongBuffer.wrap(new long[] {start}), new long[] {1, 1}));
      Map<String, OnnxTensor> all = new HashMap<>(feed);
      // this one belongs to the encoder's result
      all.put("encoder_hidden_states", (OnnxTensor) hidden.get("last_hidden_state").get());
      try (OrtSession.Result result = decoder.run(all)) {
        return ((float[][][]) result.get("logits").get().getValue())[0][0];
      } finally {
        feed.values().forEach(OnnxTensor::close);
      }
    }
  }
}
