"""models-default/NOTICE: where each file comes from and what was done to it."""

from .packages import sha256
from .recipes import RECIPES

HEAD = """Reelframe model files
=====================

The files of this artifact are the work of others. Each was taken out of, or made from, a public package by the recipe in
models/convert; the licence texts are at the end. "Widened when loaded": stored as smaller numbers, computed in float32.
"""

MIT = """MIT License

{holders}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

HOLDERS = """Copyright (c) 2022 OpenAI (Whisper)
Copyright (c) 2020-present Silero Team (silero_vad)
Copyright (c) 2018 Vincent Mühler (face-api.js)
Copyright (c) Vladimir Mandic (@vladmandic/face-api, @vladmandic/human)"""

APACHE = "Apache License 2.0: META-INF/LICENSE of this artifact, LICENSE in the repository.\n"


def write(files, target, packages):
    """One paragraph for each file that lies below the folder."""
    paragraphs = [HEAD]
    for recipe in RECIPES:
        path = files / recipe.file
        if path.exists():
            names = ", ".join(packages.pinned(name) for name in recipe.packages)
            paragraphs.append(
                f"{recipe.file}\n  {path.stat().st_size} bytes, SHA-256 {sha256(path)}\n  Package: {names}\n  Taken: {recipe.source}\n"
                f"  Done to it: {recipe.done}\n  Licence: {recipe.licence}, {recipe.holder}\n"
            )
    paragraphs += ["-" * 40 + "\n", APACHE, MIT.format(holders=HOLDERS)]
    target.write_text("\n".join(paragraphs), encoding="utf-8")
