"""Writes shared-letters.txt: how likely capital letters that Latin and Cyrillic script share follow each other.

Source: the language models of Lingua 1.2.2 (com.github.pemistahl:lingua, Apache-2.0, (c) Peter M. Stahl), whose n-gram
frequencies were counted in the Wortschatz corpora of Leipzig University. Standard library only.

    python3 make-shared-letters.py lingua-1.2.2.jar shared-letters.txt
"""
import json, math, sys, zipfile

LATIN = "ABCEHIKMOPTXY3"
CYRILLIC = dict(zip(LATIN, "авсенікмортхуз"))
# Natural logarithm of how much rarer a caption in a language is than one in English, or in Russian.
LANGUAGES = {
    "latin": {"en": 0, "de": -.3, "fr": -.3, "es": -.3, "pt": -.5, "it": -.5, "nl": -.7, "pl": -.7, "tr": -.7, "sv": -1,
              "ro": -1, "id": -1},
    "cyrillic": {"ru": 0, "uk": -.7, "bg": -1, "sr": -1.2}}
FLOOR = 1e-4


def ngrams(jar, language):
    found = {}
    for kind in ("unigrams", "bigrams", "trigrams"):
        for share, grams in json.loads(jar.read(f"language-models/{language}/{kind}.json"))["ngrams"].items():
            above, below = map(int, share.split("/"))
            for gram in grams.split(" "):
                found[gram] = above / below
    return found


def main(source, target):
    contexts = [""] + list(LATIN) + [a + b for a in LATIN for b in LATIN]
    with zipfile.ZipFile(source) as jar, open(target, "w", encoding="ascii") as out:
        out.write("# script language prior, then for each context (none, one letter, two letters) and each of\n")
        out.write(f"# {LATIN}: minus five times the logarithm of its probability, as a sign from ! on.\n")
        out.write("# Made by make-shared-letters.py from the language models of Lingua 1.2.2 (Apache-2.0).\n")
        for script, languages in LANGUAGES.items():
            for language, prior in languages.items():
                found = ngrams(jar, language)
                spell = (lambda s: "".join(CYRILLIC[c] for c in s)) if script == "cyrillic" else str.lower
                cells = [found.get(spell(context + letter), 0) for context in contexts for letter in LATIN]
                signs = "".join(chr(33 + round(-5 * math.log(max(cell, FLOOR)))) for cell in cells)
                out.write(f"{script} {language} {prior} {signs}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
