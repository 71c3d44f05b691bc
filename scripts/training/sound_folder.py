"""Makes the folder of sounds that are no speech for `evaluate:cues --sounds` and `tune:cues`, with its table.

    apt-get download hedgewars-data scratch
    for package in *.deb; do dpkg-deb -x "$package" unpacked; done
    python3 sound_folder.py --packages unpacked --out SOUNDS

Needs ffmpeg. A package that is not there is said and left out. Hedgewars is under the GNU Free Documentation License 1.3, the
media of Scratch 1.4 are under CC BY-SA 3.0.
"""
import argparse
import re
import subprocess
from pathlib import Path

# Each package: where its sounds lie, how the table names it, and what kind a file is by its folder and name.
PACKAGES = (
    ("usr/share/games/hedgewars/Data/Sounds/voices", "Hedgewars 1.0.2", "GFDL 1.3", {
        "cough": r".*/PoisonCough", "effort": r".*/Jump\d", "grunt": r".*/Ooff\d", "hum": r".*/Hmm", "laugh": r".*/Laugh",
        "moan": r".*/PoisonMoan", "pain": r".*/Ow\d",
    }),
    ("usr/share/scratch/Media/Sounds", "Scratch 1.4", "CC BY-SA 3.0", {
        "cough": r"Human/Cough.*", "laugh": r"Human/Laugh.*", "scream": r"Human/Scream.*", "sneeze-and-slurp": r"Human/S(neeze|lurp).*",
        "cat-and-dog": r"Animal/(Dog\d|Cat|Kitten|Meow)", "farm": r"Animal/(Duck|Goose|Horse|Rooster|Owl|WolfHowl|SeaLion)",
        "room": r"Effects/(Door.*|Typing|Rattle|Plunge|Pop|SewingMachine)|Human/(Footsteps.*|FingerSnap|PartyNoise)",
        "water": r"Effects/(Bubbles|Ripples|Water.*)", "street": r"Effects/(BellToll|.*Passing)",
    }),
)


def kind_of(name, kinds):
    """The kind of a file such as "Human/Cough-male"; None where it is no sound of ours, a sung or spoken line among others."""
    return next((kind for kind, pattern in kinds.items() if re.fullmatch(pattern, name)), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, type=Path, help="the folder that the packages were unpacked into")
    parser.add_argument("--out", required=True, type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows = ["file\tkind\tsource\tlicence\trecorded"]
    for folder, source, licence, kinds in PACKAGES:
        found = sorted(path for path in (given.packages / folder).glob("*/*") if path.suffix in (".ogg", ".wav", ".mp3"))
        if not found:
            print(f"{given.packages / folder}: not there, so nothing of {source}.")
        for path in found:
            kind = kind_of(f"{path.parent.name}/{path.stem}", kinds)
            if kind is None:
                continue
            file = f"{path.parent.name}-{path.stem}.wav"
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", path, "-ac", "1", "-ar", "8000", given.out / file], check=True)
            rows.append(f"{file}\t{kind}\t{source}, {path.parent.name}\t{licence}\tyes")
    if len(rows) == 1:
        raise SystemExit(f"{given.packages}: none of the sounds is there.")
    (given.out / "sounds.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{given.out}: {len(rows) - 1} sounds")


if __name__ == "__main__":
    main()
