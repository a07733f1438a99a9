/**
 * Speech to text behind one door, {@link dev.reelframe.models.whisper.SpeechRecognizer}: Whisper in
 * this process through ONNX Runtime ({@link dev.reelframe.models.whisper.Whisper}), or any server
 * with OpenAI's transcription interface ({@link
 * dev.reelframe.models.whisper.TranscriptionEndpoint}).
 *
 * <p>Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022,
 * arXiv:2212.04356.
 */
package dev.reelframe.models.whisper;
