package dev.reelframe.analyzer;

import ai.djl.repository.zoo.Criteria;
import dev.reelframe.analyzer.age.AgeEstimation;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.analyzer.audio.SoundEffects;
import dev.reelframe.analyzer.camera.CameraAnalysis;
import dev.reelframe.analyzer.color.ColorAnalysis;
import dev.reelframe.analyzer.composition.CompositionAnalysis;
import dev.reelframe.analyzer.crosscheck.CrossAnalyzerIntelligence;
import dev.reelframe.analyzer.cta.CallsToAction;
import dev.reelframe.analyzer.cut.CutAnalysis;
import dev.reelframe.analyzer.description.SceneDescription;
import dev.reelframe.analyzer.djl.DjlAnalyzer;
import dev.reelframe.analyzer.effect.VisualEffects;
import dev.reelframe.analyzer.emotion.FaceEmotion;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.analyzer.eye.EyeTracking;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.flow.TemporalFlow;
import dev.reelframe.analyzer.object.ObjectDetection;
import dev.reelframe.analyzer.object.ProductDetection;
import dev.reelframe.analyzer.pose.BodyPose;
import dev.reelframe.analyzer.quality.ContentQuality;
import dev.reelframe.analyzer.scene.SceneSegmentation;
import dev.reelframe.analyzer.segmentation.BackgroundSegmentation;
import dev.reelframe.analyzer.speech.SpeechActivity;
import dev.reelframe.analyzer.speech.SpeechEmotion;
import dev.reelframe.analyzer.speech.SpeechFlow;
import dev.reelframe.analyzer.speech.SpeechRate;
import dev.reelframe.analyzer.speech.SpeechTranscription;
import dev.reelframe.analyzer.text.TextOverlay;
import dev.reelframe.analyzer.vlm.TemporalDescription;
import java.util.List;

/** The library's analyzers, by the names that a user types. */
public final class Analyzers {
  private Analyzers() {}

  /** {@code color_analysis}: palette, brightness, saturation, contrast, temperature. */
  public static ColorAnalysis colors() {
    return ColorAnalysis.standard();
  }

  /** {@code content_quality}: sharpness, exposure, noise, blocks; black, frozen, bars. */
  public static ContentQuality contentQuality() {
    return ContentQuality.standard();
  }

  /** {@code audio_analysis}: loudness, true peak, spectrum, onsets, tempo, pitch, silence. */
  public static AudioAnalysis audioAnalysis() {
    return AudioAnalysis.standard();
  }

  /** {@code sound_effects}: clicks, dings and whooshes apart from speech and music. */
  public static SoundEffects soundEffects() {
    return SoundEffects.standard();
  }

  /** {@code composition_analysis}: thirds, symmetry, saliency, visual weight, empty space. */
  public static CompositionAnalysis composition() {
    return CompositionAnalysis.standard();
  }

  /** {@code cut_analysis}: cuts exact to the frame, dissolves, fades, wipes. */
  public static CutAnalysis cuts() {
    return CutAnalysis.standard();
  }

  /** {@code scene_segmentation}: shots of one place grouped. */
  public static SceneSegmentation scenes() {
    return SceneSegmentation.after(cuts(), audioAnalysis());
  }

  /** {@code temporal_flow}: pace per second and of the hook. */
  public static TemporalFlow temporalFlow() {
    return TemporalFlow.after(cuts(), audioAnalysis()).text(textOverlay());
  }

  /** {@code object_detection}: things of 80 kinds, followed through each shot. */
  public static ObjectDetection objectDetection() {
    return ObjectDetection.standard();
  }

  /** {@code product_detection}: consumer goods among them, and how prominent they are. */
  public static ProductDetection productDetection() {
    return new ProductDetection(objectDetection());
  }

  /** {@code body_pose}: 17 keypoints of each person, gesture, facing, framing. */
  public static BodyPose bodyPose() {
    return new BodyPose(objectDetection());
  }

  /** {@code background_segmentation}: people in front of what is behind them. */
  public static BackgroundSegmentation backgroundSegmentation() {
    return BackgroundSegmentation.standard();
  }

  /** {@code text_overlay}: captions with their text, first and last frame. */
  public static TextOverlay textOverlay() {
    return TextOverlay.standard();
  }

  /** {@code comment_cta_detection}: calls to action in captions and in what is said. */
  public static CallsToAction callsToAction() {
    return CallsToAction.in(textOverlay()).listening(transcription());
  }

  /** {@code face_detection}: where faces are, each followed through its shot. */
  public static FaceDetection faces() {
    return FaceDetection.standard().cuts(cuts());
  }

  /** {@code camera_analysis}: pans, tilts, zooms, rolls, handheld, static. */
  public static CameraAnalysis camera() {
    return CameraAnalysis.standard();
  }

  /** {@code age_estimation}: the range of years that each face seems to have, an estimate. */
  public static AgeEstimation ages() {
    return new AgeEstimation(faces());
  }

  /** {@code face_emotion}: the expression that each face seems to wear. */
  public static FaceEmotion expressions() {
    return new FaceEmotion(faces());
  }

  /** {@code eye_tracking}: irises, gaze, looks into the camera and blinks of each face. */
  public static EyeTracking eyes() {
    return EyeTracking.standard().faces(faces());
  }

  /** {@code visual_effects}: freezes, flashes, zoom punches, overlays, looks, speed, insets. */
  public static VisualEffects visualEffects() {
    return VisualEffects.standard();
  }

  /** {@code audio_environment}: what there is to hear, by the names of AudioSet. */
  public static AudioEnvironment audioEnvironment() {
    return AudioEnvironment.standard();
  }

  /** {@code speech_activity}: where somebody speaks, also over music. */
  public static SpeechActivity speechActivity() {
    return SpeechActivity.standard();
  }

  /** {@code speech_transcription}: what is said, by Whisper or a server, where one is set up. */
  public static SpeechTranscription transcription() {
    return SpeechTranscription.standard();
  }

  /** {@code speech_rate}: words and syllables per minute. */
  public static SpeechRate speechRate() {
    return SpeechRate.standard();
  }

  /** {@code speech_flow}: pauses, fillers, emphasis. */
  public static SpeechFlow speechFlow() {
    return SpeechFlow.standard();
  }

  /** {@code speech_emotion}: arousal of the voice against the speaker's own habit. */
  public static SpeechEmotion speechEmotion() {
    return SpeechEmotion.standard();
  }

  /** {@code qwen2_vl_temporal}: every second in words, by a vision-language model, where one is. */
  public static TemporalDescription everySecond() {
    return TemporalDescription.standard();
  }

  /** {@code scene_description}: what happens, told second by second from the other tables. */
  public static SceneDescription sceneDescription() {
    return SceneDescription.from(
        cuts(),
        camera(),
        colors(),
        contentQuality(),
        visualEffects(),
        objectDetection(),
        faces(),
        eyes(),
        bodyPose(),
        textOverlay(),
        audioAnalysis(),
        audioEnvironment(),
        soundEffects(),
        speechActivity(),
        transcription());
  }

  /** {@code cross_analyzer_intelligence}: what rows of several tables say together. */
  public static CrossAnalyzerIntelligence crossAnalyzer() {
    return CrossAnalyzerIntelligence.over(
        cuts(),
        visualEffects(),
        objectDetection(),
        productDetection(),
        faces(),
        eyes(),
        audioAnalysis(),
        audioEnvironment(),
        temporalFlow(),
        textOverlay(),
        callsToAction(),
        soundEffects(),
        speechActivity(),
        transcription());
  }

  /**
   * A model of the user's own through DJL; the types of its criteria say what table comes of it,
   * see {@link DjlAnalyzer}.
   *
   * <pre>{@code
   * var criteria = Criteria.builder().setTypes(Image.class, DetectedObjects.class)
   *     .optModelPath(Path.of("dogs.onnx")).optEngine("OnnxRuntime").optTranslator(mine).build();
   * var run = Pipeline.of(cuts(), djl("dogs", criteria).every(0.25)).run(video);
   * }</pre>
   *
   * @param name of the analyzer and its table, snake_case
   * @throws IllegalArgumentException where no table can be made of the types
   */
  public static DjlAnalyzer djl(String name, Criteria<?, ?> criteria) {
    return DjlAnalyzer.of(name, criteria);
  }

  /** One of each, with default parameters. */
  public static List<Analyzer> all() {
    return List.of(
        cuts(),
        camera(),
        scenes(),
        colors(),
        contentQuality(),
        composition(),
        visualEffects(),
        objectDetection(),
        productDetection(),
        faces(),
        ages(),
        expressions(),
        eyes(),
        bodyPose(),
        backgroundSegmentation(),
        textOverlay(),
        callsToAction(),
        audioAnalysis(),
        audioEnvironment(),
        soundEffects(),
        speechActivity(),
        transcription(),
        speechRate(),
        speechFlow(),
        speechEmotion(),
        temporalFlow(),
        everySecond(),
        sceneDescription(),
        crossAnalyzer());
  }
}
