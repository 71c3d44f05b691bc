"""Log-mel pictures that `evenkeel features` wrote, and batches of them: any line, any stretch, any clip before it."""
import csv

import numpy as np

from feature_set import FeatureSet
from sampling import sampling_weights

FRAMES = 300
SILENCE = np.float16((np.log(1e-5) + 4.5) / 5)
EMOTIONS = ("angry", "fearful", "neutral", "calm", "boredom", "happy", "surprise", "sad", "disgust")
AROUSED = ("angry", "fearful", "happy", "surprise")
SHORTEST = 100
UNNAMED = -100
# Joy and surprise are what anger and fear are mistaken for.
CONFUSED = {"happy": 1.4, "surprise": 1.6}


class Pictures:
    """One pass: clips as in `FeatureSet`, and rows of 80 bands for every 10 ms."""

    def __init__(self, path):
        self.set = FeatureSet(path)
        self.clips = self.set.clips
        self.rows = np.load(f"{path}.log-mel.npy", mmap_mode="r").astype(np.float16)
        with open(f"{path}.tsv", encoding="utf-8", newline="") as file:
            self.places = [(int(cells["first_hop"]), int(cells["hops"]))
                           for cells in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]

    def of(self, clip):
        first, hops = self.places[clip.index]
        return self.rows[first : first + hops]


def windows_of(pictures, clip):
    """The windows of `clip-windows.ts`: every half second from the third second on, and the end."""
    rows = pictures.of(clip)
    ends = list(range(FRAMES, len(rows), 50)) + [len(rows)]
    out = np.full((len(ends), FRAMES, rows.shape[1]), SILENCE, np.float16)
    for i, end in enumerate(ends):
        part = rows[max(0, end - FRAMES) : end]
        out[i, FRAMES - len(part) :] = part
    return out.astype(np.float32)


class PictureSampler:
    def __init__(self, passes, clips, seed, plain_share=0.25):
        self.random = np.random.default_rng(seed)
        self.clips, self.plain_share = clips, plain_share
        chances = sampling_weights(clips) * np.array([CONFUSED.get(clip.emotion, 1.0) for clip in clips])
        self.chances = chances / chances.sum()
        self.passes = []
        for one in passes:
            place = {(clip.speaker, clip.key): clip for clip in one.clips}
            self.passes.append((one, [place.get((clip.speaker, clip.key)) for clip in clips]))
        self.alike = {}
        for at, clip in enumerate(clips):
            self.alike.setdefault((clip.speaker, clip.emotion), []).append(at)

    def window(self, at):
        """A stretch of a clip at the end of a window; before it silence, or another clip alike of the same person."""
        which = 0 if len(self.passes) == 1 or self.random.random() < self.plain_share else int(self.random.integers(1, len(self.passes)))
        one, found = self.passes[which]
        if found[at] is None:
            which = 0
            one, found = self.passes[0]
        rows = one.of(found[at])
        length = longest = min(len(rows), FRAMES)
        if self.random.random() < 0.3 and longest > SHORTEST:
            length = int(self.random.integers(SHORTEST, longest + 1))
        first = int(self.random.integers(0, len(rows) - length + 1))
        window = np.full((FRAMES, rows.shape[1]), SILENCE, np.float16)
        window[FRAMES - length :] = rows[first : first + length]
        others = self.alike[self.clips[at].speaker, self.clips[at].emotion]
        room = FRAMES - length
        if room > 20 and len(others) > 1 and self.random.random() < 0.5:
            other = found[self.random.choice(others)]
            if other is not None:
                before = one.of(other)[-(room - 10) :]
                window[room - 10 - len(before) : room - 10] = before
        return window

    def batch(self, size):
        chosen = self.random.choice(len(self.clips), size, p=self.chances)
        windows = np.stack([self.window(at) for at in chosen]).astype(np.float32)
        own = [self.clips[at] for at in chosen]
        labels = np.array([clip.label for clip in own])
        emotions = np.array([EMOTIONS.index(clip.emotion) if clip.emotion in EMOTIONS else UNNAMED for clip in own])
        aroused = np.array([float(clip.emotion in AROUSED) for clip in own], np.float32)
        return windows, labels, emotions, aroused
