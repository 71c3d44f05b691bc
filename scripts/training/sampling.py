"""Batches: people and classes in balance, any line, any start, any stretch of a clip."""
import numpy as np

CLASS_SHARE = (0.28, 0.26, 0.46)
# In ased "sad" was acted as loud and as high as anger: it teaches nothing about low arousal.
WEIGHT_OF = {("ased", "sad"): 0.3}
SHORTEST = 50


def sampling_weights(clips):
    """Chance of each clip: corpora by the roots of their clips and of their people, then the same share of each class in each."""
    corpora = {}
    for clip in clips:
        corpora.setdefault(clip.corpus, []).append(clip)
    weights = {}
    for corpus, own in corpora.items():
        people = len({clip.speaker for clip in own})
        for label, share in enumerate(CLASS_SHARE):
            same = [clip for clip in own if clip.label == label]
            if not same:
                continue
            raw = np.array([WEIGHT_OF.get((clip.corpus, clip.emotion), 1.0)
                            * (1.5 if clip.meaning == "neutral" else 1.0) for clip in same])
            raw = raw / raw.sum() * share * len(own) ** 0.5 * people**0.25
            weights.update({clip.index: weight for clip, weight in zip(same, raw)})
    chances = np.array([weights[clip.index] for clip in clips])
    return chances / chances.sum()


class Sampler:
    """Draws training windows from several passes over the same clips. Pass 0 is the plain telephone coding."""

    def __init__(self, passes, clips, seed, plain_share=0.25):
        self.random = np.random.default_rng(seed)
        self.clips = clips
        self.chances = sampling_weights(clips)
        self.plain_share = plain_share
        self.width = passes[0].rows.shape[1]
        self.frames = passes[0].about["windowFrames"]
        self.full = passes[0].about["profileFrames"]
        self.passes = [self._index(one) for one in passes]
        self.by_speaker = {}
        for at, clip in enumerate(clips):
            self.by_speaker.setdefault(clip.speaker, []).append(at)

    def _index(self, one):
        """Rows, their place by clip, and the sums that a profile is made of."""
        place = {(c.speaker, c.corpus, c.emotion, c.key): c for c in one.clips}
        f0 = one.about["descriptors"].index(one.about["voicedBy"])
        found, sums = [], []
        for clip in self.clips:
            there = place.get((clip.speaker, clip.corpus, clip.emotion, clip.key))
            found.append(there)
            if there is None:
                sums.append((0, 0, 0))
                continue
            rows = one.of(there).astype(np.float64)
            voiced = rows[rows[:, f0] > 0]
            sums.append((len(voiced), voiced.sum(0), (voiced**2).sum(0)))
        return one, found, sums

    def profile(self, which, clips):
        vector = np.zeros(2 * self.width + 1, np.float32)
        sums = [self.passes[which][2][at] for at in clips]
        count = sum(n for n, _, _ in sums)
        if count >= 2:
            mean = sum(s for n, s, _ in sums if n) / count
            square = sum(q for n, _, q in sums if n) / count
            vector[: self.width] = mean
            vector[self.width : -1] = np.sqrt(np.maximum(0, square - mean**2))
            vector[-1] = min(1.0, count / self.full)
        return vector

    def start_of(self, at):
        """Which clips a speaker's profile is formed on: calm ones, any, or none, as callers begin their calls."""
        draw = self.random.random()
        others = [i for i in self.by_speaker[self.clips[at].speaker] if i != at]
        if draw < 0.25 or not others:
            return []
        calm = [i for i in others if self.clips[i].meaning == "neutral"]
        pool = calm if draw < 0.82 and len(calm) >= 2 else others
        return self.random.choice(pool, min(len(pool), int(self.random.choice([1, 2, 4, 4, 4, 4]))), replace=False)

    def example(self, at, which, shorten):
        """One clip on one line: its stretch of at most a window, and a start of its speaker on that line."""
        if self.passes[which][1][at] is None:
            which = 0
        one, found, _ = self.passes[which]
        rows = one.of(found[at])
        length = longest = min(len(rows), self.frames)
        if self.random.random() < shorten and longest > SHORTEST:
            length = int(self.random.integers(SHORTEST, longest + 1))
        first = int(self.random.integers(0, len(rows) - length + 1))
        window = np.zeros((self.frames, self.width), np.float32)
        window[self.frames - length :] = rows[first : first + length]
        return window, self.profile(which, self.start_of(at))

    def batch(self, size):
        chosen = self.random.choice(len(self.clips), size, p=self.chances)
        examples = []
        for at in chosen:
            which = 0
            if len(self.passes) > 1 and self.random.random() > self.plain_share:
                which = int(self.random.integers(1, len(self.passes)))
            examples.append(self.example(at, which, 0.35))
        sequence, profile = (np.stack(part) for part in zip(*examples))
        return sequence, profile, np.array([self.clips[at].label for at in chosen])

    def rounds(self, count):
        """Every clip `count` times, on one line after another; from the second turn of the lines on, half are shortened."""
        for turn in range(count):
            which = turn % len(self.passes)
            shorten = 0.5 if turn >= len(self.passes) else 0.0
            for first in range(0, len(self.clips), 128):
                part = range(first, min(first + 128, len(self.clips)))
                sequence, profile = (np.stack(x) for x in zip(*(self.example(at, which, shorten) for at in part)))
                yield turn, np.array(part), sequence, profile


def windows_of(feature_set, clip):
    """The windows of `clip-windows.ts`: every half second from the third second on, and the end."""
    rows, frames = feature_set.of(clip), feature_set.about["windowFrames"]
    ends = list(range(frames, len(rows), 25)) + [len(rows)]
    out = np.zeros((len(ends), frames, rows.shape[1]), np.float32)
    for i, end in enumerate(ends):
        part = rows[max(0, end - frames) : end]
        if len(part):
            out[i, frames - len(part) :] = part
    return out
