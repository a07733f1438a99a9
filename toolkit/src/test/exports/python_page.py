"""Runs the snippets of docs/python.md in their order, then compares what they gave with the CSV files of the same run."""

import csv
import re
import sys
from pathlib import Path

page, results = Path(sys.argv[1]), Path(sys.argv[2])
snippets = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
assert len(snippets) == 4, len(snippets)
names = {}
for snippet in snippets:
    exec(compile(snippet, page.name, "exec"), names)

run = names["run"]
assert run.resolve() == results.resolve(), run


def rows(name):
    with open(run / "tables" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


cuts, captions = names["cuts"], names["captions"]
assert len(cuts) == len(rows("cut_analysis")) and len(captions) == len(rows("text_overlay"))
assert str(cuts["time_s"].dtype) == "Float64" and str(cuts["frame"].dtype) == "Int32" and str(captions["text"].dtype) == "string"
assert [None if t is names["pd"].NA else t for t in captions["text"]] == [r["text"] or None for r in rows("text_overlay")]
assert names["meanings"]["text"] and captions.attrs["reelframe"]["provenance"]["analyzer"] == "text_overlay"
assert names["units"](captions)["start_s"] == "s" and names["units"](captions)["x_px"] == "px"
moments = [float(r["time_s"]) if r["time_s"] else (float(r["start_s"]) + float(r["end_s"])) / 2 for r in rows("cut_analysis")]
over = [r for r in rows("text_overlay") if any(float(r["start_s"]) < m < float(r["end_s"]) for m in moments)]
assert len(names["over"]) == len(over)
loudest = max(float(r["loudness_lufs"]) for r in rows("audio_analysis") if r["loudness_lufs"])
assert abs(names["loud"]["loudness_lufs"][0] - loudest) < 1e-9
assert int(names["per_clip"]["cuts"].sum()) == len(rows("cut_analysis"))
assert set(names["per_clip"]["clip"]) == {run.name}
print(f"{len(snippets)} snippets of {page.name} give what the tables hold")
