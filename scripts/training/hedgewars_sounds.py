"""Makes the folder of sounds that are no speech for `evaluate:cues --sounds` and `tune:cues`, with its table.

    apt-get download hedgewars-data && dpkg-deb -x hedgewars-data_*.deb unpacked
    python3 hedgewars_sounds.py --voices unpacked/usr/share/games/hedgewars/Data/Sounds/voices --out SOUNDS

Needs ffmpeg. The sounds are under the GNU Free Documentation License 1.3.
"""
import argparse
import re
import subprocess
from pathlib import Path

KINDS = {
    "cough": r"PoisonCough", "effort": r"Jump\d", "grunt": r"Ooff\d", "hum": r"Hmm", "laugh": r"Laugh",
    "moan": r"PoisonMoan", "pain": r"Ow\d",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voices", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows = ["file\tkind\tsource\tlicence\trecorded"]
    for path in sorted(given.voices.glob("*/*.ogg")):
        kind = next((name for name, pattern in KINDS.items() if re.fullmatch(pattern, path.stem)), None)
        if kind is None:
            continue
        file = f"{path.parent.name}-{path.stem}.wav"
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", path, "-ac", "1", "-ar", "8000", given.out / file], check=True)
        rows.append(f"{file}\t{kind}\tHedgewars 1.0.2, voices/{path.parent.name}\tGFDL 1.3\tyes")
    if len(rows) == 1:
        raise SystemExit(f"{given.voices}: none of the sounds is there.")
    (given.out / "sounds.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{given.out}: {len(rows) - 1} sounds")


if __name__ == "__main__":
    main()
