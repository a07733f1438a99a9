"""Tools over one clip in turns, each in a process of its own; called by the script run beside it."""

import argparse
import csv
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SCENES = """
import json, sys
from scenedetect import ContentDetector, detect
scenes = detect(sys.argv[1], ContentDetector())
print(json.dumps([start.frame_num for start, end in scenes[1:]]))
"""

# Two pictures a second.
OCR = """
import json, logging, sys
import cv2
from rapidocr import RapidOCR
logging.disable()
read, video, texts = RapidOCR(), cv2.VideoCapture(sys.argv[1]), []
step, frame = max(1, round(video.get(cv2.CAP_PROP_FPS) / 2)), 0
while video.grab():
    if frame % step == 0:
        found = read(video.retrieve()[1])
        texts.append([frame / video.get(cv2.CAP_PROP_FPS), " ".join(found.txts or [])])
    frame += 1
print(json.dumps(texts))
"""

SPEECH = """
import json, sys
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[2], device="cpu", compute_type="int8")
segments, _ = model.transcribe(sys.argv[1], beam_size=1)
print(json.dumps(" ".join(segment.text for segment in segments)))
"""


def distance(a, b):
    """Levenshtein's distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]


def folded(text):
    return re.sub(r"[^\w ]", "", re.sub(r"\s+", " ", text.strip().lower()))


def f1(found, wanted):
    hits = len(set(found) & set(wanted))
    return 1.0 if not found and not wanted else 2 * hits / (len(set(found)) + len(set(wanted)))


def text_error(rows, known):
    """Mean share of wrong characters of the best row while each text stands; rows are (start, end, text)."""
    errors = []
    for text in known:
        want = folded(text["text"])
        there = [r for r in rows if r[0] < text["end_s"] and r[1] > text["start_s"]]
        errors.append(min([distance(want, folded(r[2])) / max(1, len(want)) for r in there] + [1.0]))
    return statistics.mean(errors) if errors else float("nan")


def word_error(text, known):
    want = folded(" ".join(s["text"] for s in known if s.get("text"))).split()
    return distance(want, folded(text).split()) / max(1, len(want))


def table(folder, name):
    path = os.path.join(folder, "tables", name + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reelframe_cuts(folder, truth):
    frames = [int(r["frame"]) for r in table(folder, "cut_analysis") if r["kind"] == "cut"]
    return f1(frames, [c["frame"] for c in truth.get("cuts", [])])


def reelframe_text(folder, truth):
    rows = [(float(r["start_s"]), float(r["end_s"]), r["text"]) for r in table(folder, "text_overlay")]
    return text_error(rows, truth.get("text", []))


def reelframe_speech(folder, truth):
    return word_error(" ".join(r["text"] for r in table(folder, "speech_transcription")), truth.get("speech", []))


def turn(command, environment=None):
    """Wall and CPU seconds of a process and its children, MiB of the largest of them, and what was printed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            sys.exit(f"{command[:3]} failed: {err.read()[-800:]}")
        return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read()


def main():
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        measure(scratch)


def measure(scratch):
    options = argparse.ArgumentParser()
    for name in ("clip", "truth", "launcher", "ffmpeg"):
        options.add_argument(name)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--whisper")
    options.add_argument("--out")
    o = options.parse_args()
    with open(o.truth, encoding="utf-8") as file:
        truth = json.load(file)
    libraries = dict(os.environ, LD_LIBRARY_PATH=os.environ["FFMPEG_LIBRARIES"])

    def python(code, *more):
        return [sys.executable, "-c", code, o.clip, *more]

    def reelframe(name):
        return [o.launcher, "analyze", o.clip, "--only", name, "--format", "csv", "--out", os.path.join(scratch, name)]

    def folder(name):
        inside = os.path.join(scratch, name)
        return inside if os.path.isdir(os.path.join(inside, "tables")) else os.path.join(inside, os.listdir(inside)[0])

    def lasting(texts):
        return [(at, at + 0.5, text) for at, text in texts]

    # what, command, environment, quality, its measure
    runs = [
        ("bare decode", [o.ffmpeg, "-v", "error", "-nostdin", "-i", o.clip, "-f", "null", "-"], libraries, None, ""),
        ("cut_analysis", reelframe("cut_analysis"), None, lambda out: reelframe_cuts(folder("cut_analysis"), truth), "cut_f1_ratio"),
        ("PySceneDetect", python(SCENES), None, lambda out: f1(json.loads(out), [c["frame"] for c in truth.get("cuts", [])]), "cut_f1_ratio"),
        ("text_overlay", reelframe("text_overlay"), None, lambda out: reelframe_text(folder("text_overlay"), truth), "text_error_ratio"),
        ("RapidOCR", python(OCR), None, lambda out: text_error(lasting(json.loads(out.splitlines()[-1])), truth.get("text", [])), "text_error_ratio"),
        ("speech_transcription", reelframe("speech_transcription"), None, lambda out: reelframe_speech(folder("speech_transcription"), truth), "word_error_ratio"),
    ]
    if o.whisper:
        runs.append(("faster-whisper", python(SPEECH, o.whisper), None, lambda out: word_error(json.loads(out.splitlines()[-1]), truth.get("speech", [])), "word_error_ratio"))

    times, quality = {}, {}
    for _ in range(o.repeats):
        for what, command, environment, judge, measure in runs:
            wall, cpu, memory, out = turn(command, environment)
            times.setdefault(what, []).append((wall, cpu, memory))
            if judge:
                quality[what] = (measure, judge(out))
    lines = [["what", "repeats", "wall_median_s", "cpu_least_s", "cpu_median_s", "cpu_most_s", "cpu_over_decode_median",
              "largest_process_mib", "quality", "quality_ratio"]]
    floor = [cpu for _, cpu, _ in times["bare decode"]]
    for what, each in times.items():
        walls, cpu, memory = zip(*each)
        measure, value = quality.get(what, ("", None))
        ratio = statistics.median(c / f for c, f in zip(cpu, floor))
        lines.append([what, len(each), f"{statistics.median(walls):.2f}", f"{min(cpu):.2f}", f"{statistics.median(cpu):.2f}",
                      f"{max(cpu):.2f}", f"{ratio:.2f}", f"{max(memory):.0f}", measure, "" if value is None else f"{value:.3f}"])
    print("\n".join(",".join(map(str, line)) for line in lines))
    if o.out:
        compare(o.out, lines)
        with open(o.out, "w", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)


def compare(path, lines):
    """What became of the ratios to bare decode since the table that is there."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            before = {row["what"]: row for row in csv.DictReader(file)}
        for line in lines[1:]:
            if line[0] in before:
                print(f"{line[0]}: {line[6]} times bare decode, was {before[line[0]]['cpu_over_decode_median']}")


main()
