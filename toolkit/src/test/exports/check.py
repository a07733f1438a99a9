"""Opens each export with the tool's own library and compares counts and times with the tables."""

import csv
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import eta.core.video as etav
import opentimelineio as otio
import pyarrow.feather as feather
import pyarrow.parquet as pq
from praatio import textgrid
from pycocotools.coco import COCO
from pympi import Elan
from tokenizers import Tokenizer

results = Path(sys.argv[1])
exports = results / "export"


def rows(name):
    with open(results / "tables" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def close(a, b, tolerance=1e-3):
    assert abs(a - b) <= tolerance, f"{a} is not {b}"


manifest = json.loads((results / "analysis.json").read_text(encoding="utf-8"))
duration = manifest["source"]["duration_s"]
cuts = [float(r["at_s"]) for r in rows("cut_analysis")]
captions = [r for r in rows("text_overlay") if r["text"]]
sentences = [r for r in rows("speech_transcription") if r["text"]]

arrows = sorted((results / "tables").glob("*.arrow"))
for file in arrows:
    table = feather.read_table(file)
    assert table.equals(pq.read_table(file.with_suffix(".parquet"))), file
    assert table.schema.metadata[b"reelframe.schema"] == pq.read_schema(file.with_suffix(".parquet")).metadata[b"reelframe.schema"]
assert len(arrows) == len(list((results / "tables").glob("*.parquet"))) > 0

timeline = otio.adapters.read_from_file(str(exports / "timeline.otio"))
clips = list(timeline.find_clips())
assert len(clips) == len(cuts) + 1, (len(clips), len(cuts))
for clip, start in zip(clips, [0.0, *cuts]):
    close(clip.source_range.start_time.to_seconds(), start)
close(sum(c.duration().to_seconds() for c in clips), duration)
texts = [m for m in timeline.tracks.markers if m.metadata["reelframe"]["table"] == "text_overlay"]
assert [m.name for m in texts] == [r["text"] for r in captions]
close(texts[0].marked_range.start_time.to_seconds(), float(captions[0]["start_s"]))

rate = manifest["source"]["picture"]["frame_rate_hz"]
edl = otio.adapters.read_from_file(str(exports / "shots.edl"), rate=rate)
events = list(edl.find_clips())
assert len(events) == len(clips)
close(events[1].source_range.start_time.to_seconds(), cuts[0], 0.6 / rate)

coco = COCO(str(exports / "coco.json"))
people = coco.getAnnIds(catIds=coco.getCatIds(catNms=["person"]))
assert people, "people are in the clip"
signal = rows("object_detection.signal")
first = next(a for a in coco.loadAnns(coco.getAnnIds()) if "score" in a)
assert any(abs(float(s["x_px"]) - first["bbox"][0]) < 1e-6 for s in signal)
poses = [a for a in coco.loadAnns(people) if "keypoints" in a]
assert poses and all(len(p["keypoints"]) == 51 for p in poses)

grid = textgrid.openTextgrid(str(exports / "speech.TextGrid"), includeEmptyIntervals=False)
entries = grid.getTier("speech").entries
assert [e.label for e in entries] == [r["text"] for r in sentences]
close(entries[0].start, float(sentences[0]["start_s"]))
assert len(grid.getTier("shots").entries) == len(clips)

eaf = Elan.Eaf(str(exports / "speech.eaf"))
spoken = sorted(eaf.get_annotation_data_for_tier("speech"))
assert [s[2] for s in spoken] == [r["text"] for r in sentences]
close(spoken[0][0] / 1000, float(sentences[0]["start_s"]))

tracks = ElementTree.parse(exports / "cvat.xml").getroot().findall("track")
assert len(tracks) == len(rows("object_detection")) + len(rows("face_detection"))
markers = ElementTree.parse(exports / "timeline.fcpxml").getroot().iter("marker")
assert sum(1 for _ in markers) == len(clips) + len(captions) + len(sentences) + len(rows("visual_effects"))

labels = etav.VideoLabels.from_json(str(exports / "fiftyone.json"))
boxes = [o for n in labels for o in labels[n].objects]
faces = [s for s in rows("face_detection.signal") if s["track_id"]]
things = [s for s in signal if s["track_id"]]
assert len(boxes) == len(faces) + len(things), (len(boxes), len(faces), len(things))
first = next(s for s in things if s["track_id"] == things[0]["track_id"])
number = 1 + round(float(first["time_s"]) * rate)
width = manifest["source"]["picture"]["width_px"]
assert any(abs(o.bounding_box.top_left.x * width - float(first["x_px"])) < 0.01 for o in labels[number].objects)
said = [e for e in labels.events if e.label == "speech"]
assert [e.attrs.attrs[0].value for e in said] == [r["text"] for r in sentences]
assert said[0].support.limits[0] == 1 + round(float(sentences[0]["start_s"]) * rate)

brief = (exports / "brief.md").read_text(encoding="utf-8")
tokens = len(Tokenizer.from_file(sys.argv[2]).encode(brief).ids)
assert tokens <= 4000, tokens
for sentence in sentences:
    assert sentence["text"] in brief, sentence["text"]
print(f"{len(clips)} shots, {len(captions)} captions, {len(sentences)} sentences, {len(coco.anns)} annotations, {len(boxes)} boxes, a brief of {tokens} tokens: as in the tables")
