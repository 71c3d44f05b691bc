"""Reads what `evenkeel features` wrote: rows of descriptors for each clip, and who spoke it how."""
import csv
import json
from dataclasses import dataclass

import numpy as np

LABELS = ("anger", "anxiety", "other")
CLASS_OF = {"anger": 0, "anxiety": 1, "neutral": 2, "other": 2}


@dataclass(frozen=True)
class Clip:
    index: int
    key: str
    corpus: str
    language: str
    speaker: str
    sex: str
    emotion: str
    meaning: str
    part: str
    first_row: int
    rows: int

    @property
    def label(self):
        return CLASS_OF[self.meaning]


class FeatureSet:
    """One pass of `evenkeel features`: the plain telephone coding, or one augmentation seed."""

    def __init__(self, path):
        with open(f"{path}.json", encoding="utf-8") as file:
            self.about = json.load(file)
        self.rows = np.load(path)
        self.clips = []
        with open(f"{path}.tsv", encoding="utf-8", newline="") as file:
            for index, cells in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
                self.clips.append(
                    Clip(index, f"{cells['file']}:{cells['start_sample']}", cells["corpus"], cells["language"],
                         f"{cells['corpus']}/{cells['speaker']}", cells["sex"], cells["emotion"], cells["meaning"],
                         cells["part"], int(cells["first_row"]), int(cells["rows"])))

    def of(self, clip):
        return self.rows[clip.first_row : clip.first_row + clip.rows]


def starts(clips):
    """The rule of `evaluate`: a speaker's first four neutral clips, else the first four of any kind, else none."""
    speakers = {}
    for clip in clips:
        speakers.setdefault(clip.speaker, []).append(clip)
    chosen = {}
    for speaker, own in speakers.items():
        neutral = [clip for clip in own if clip.meaning == "neutral"]
        first = neutral if len(neutral) >= 4 else own if len(own) >= 4 else []
        chosen[speaker] = first[:4]
    return chosen


def profile_of(feature_set, clips):
    """The vector of `speaker-profile.ts`: means, deviations and trust over the first voiced frames."""
    width, full = feature_set.rows.shape[1], feature_set.about["profileFrames"]
    f0 = feature_set.about["descriptors"].index(feature_set.about["voicedBy"])
    vector = np.zeros(2 * width + 1, np.float32)
    if clips:
        rows = np.concatenate([feature_set.of(clip) for clip in clips])
        voiced = rows[rows[:, f0] > 0][:full].astype(np.float64)
        if len(voiced) >= 2:
            vector[:width], vector[width:-1], vector[-1] = voiced.mean(0), voiced.std(0), len(voiced) / full
    return vector
