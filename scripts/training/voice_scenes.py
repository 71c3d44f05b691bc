"""Mixes the labelled scenes that the voice-activity network is fitted on: python voice_scenes.py DATA OUT.

DATA is the speech data folder. Writes OUT/<scene>.f32 (8 kHz, telephone-coded) and OUT/index.json with one label per
10 ms hop. Needs sox to read FLAC. Speakers of the test part are never used.
"""
import csv
import glob
import json
import os
import subprocess
import sys

import numpy as np
from scipy.signal import butter, lfilter

DATA, OUT = sys.argv[1], sys.argv[2]
RATE, HOP = 8000, 80
RNG = np.random.default_rng(1)
BAND = butter(4, [300, 3400], "bandpass", fs=RATE)
CORPORA = ("ravdess", "nemo", "emovo", "casia", "emotale")
INDEX = []


def load(path):
    raw = subprocess.run(["sox", path, "-t", "f32", "-r", str(RATE), "-c", "1", "-"], capture_output=True, check=True)
    return np.frombuffer(raw.stdout, np.float32).copy()


def mulaw(x):
    s = np.clip(np.round(x * 32768), -32768, 32767).astype(int)
    m = np.minimum(np.abs(s), 32635) + 132
    segment = np.floor(np.log2(m)).astype(int) - 7
    magnitude = (((((m >> (segment + 3)) & 15) << 3) + 132) << segment) - 132
    return np.where(s < 0, -magnitude, magnitude) / 32768


def levelled(x):
    active = np.abs(x) > 10 ** (-40 / 20)
    return x * (10 ** (-23 / 20) / np.sqrt(np.mean(x[active] ** 2))) if active.any() else x


def coded(x):
    return mulaw(lfilter(*BAND, levelled(x))).astype(np.float32)


def save(name, x, labels):
    x.astype(np.float32).tofile(f"{OUT}/{name}.f32")
    INDEX.append({"name": name, "labels": "".join("1" if label else "0" for label in labels)})


def energy_labels(x):
    energy = np.mean(x[: len(x) // HOP * HOP].reshape(-1, HOP) ** 2, 1)
    level = 10 * np.log10(np.convolve(energy, np.ones(3) / 3, "same") + 1e-12)
    labels = level > max(np.percentile(level, 95) - 32, -60)
    spoken = np.flatnonzero(labels)
    for a, b in zip(spoken, spoken[1:]):
        if b - a <= 16:
            labels[a:b] = True
    return labels


PARTS = {(r["corpus"], r["speaker"]): r["part"] for r in csv.DictReader(open(f"{DATA}/speech/speakers.tsv"), delimiter="\t")}
CLIPS = [r for r in csv.DictReader(open(f"{DATA}/speech/clips.tsv"), delimiter="\t")
         if r["corpus"] in CORPORA and PARTS[r["corpus"], r["speaker"]] != "test"]
FILES = {}


def speech(seconds):
    samples, labels, length = [], [], 0
    while length < seconds * RATE:
        row = CLIPS[RNG.integers(len(CLIPS))]
        if row["file"] not in FILES:
            FILES[row["file"]] = load(f"{DATA}/speech/{row['file']}")
        x = FILES[row["file"]][int(row["start_sample"]) : int(row["end_sample"])]
        x = levelled(x[: len(x) // HOP * HOP])
        gap = int(RNG.uniform(30, 200))
        samples += [x, np.zeros(gap * HOP)]
        labels += [energy_labels(x), np.zeros(gap, bool)]
        length += len(x) + gap * HOP
    return np.concatenate(samples), np.concatenate(labels)


def babble(n):
    return sum(speech(n / RATE)[0][:n] for _ in range(6))


def music(n):
    x, at = np.zeros(n), 0
    while at < n:
        length = min(int(RNG.choice([0.2, 0.4, 0.4, 0.8]) * RATE), n - at)
        root, t = RNG.choice([262, 294, 330, 349, 392, 440, 494, 523]), np.arange(length) / RATE
        for ratio in (1, 1.25, 1.5):
            for h in range(1, 6):
                x[at : at + length] += np.sin(2 * np.pi * root * ratio * h * t) / h * np.exp(-2 * t)
        at += length
    return x


def line(n):
    t = np.arange(n) / RATE
    return RNG.normal(size=n) + np.sin(2 * np.pi * 50 * t) + 0.1 * np.sin(2 * np.pi * 400 * t)


def dtmf(t):
    x, at = np.zeros(len(t)), 0
    while at < len(t):
        on = slice(at, at + int(RNG.choice([0.07, 0.1, 0.2, 0.5]) * RATE))
        x[on] = np.sin(2 * np.pi * RNG.choice([697, 770, 852, 941]) * t[on])
        x[on] += np.sin(2 * np.pi * RNG.choice([1209, 1336, 1477, 1633]) * t[on])
        at = on.stop + int(RNG.choice([0.05, 0.1, 0.5]) * RATE)
    return x


def tone(*hz):
    return lambda t: sum(np.sin(2 * np.pi * f * t) for f in hz)


TONES = {
    "dtmf": dtmf,
    "us": lambda t: tone(440, 480)(t) * (t % 6 < 2),
    "eu": lambda t: tone(425)(t) * (t % 5 < 1),
    "uk": lambda t: tone(400, 450)(t) * ((t % 3 < 0.4) | ((t % 3 > 0.6) & (t % 3 < 1))),
    "busy": lambda t: tone(480, 620)(t) * (t % 1 < 0.5),
    "fax": lambda t: tone(1100)(t) * (t % 3.5 < 0.5) + tone(2100)(t) * (t % 7 > 4),
}


def main():
    os.makedirs(OUT, exist_ok=True)
    spoken = {}
    for path in glob.glob(f"{DATA}/turns/*.rttm"):
        for row in (l.split() for l in open(path)):
            spoken.setdefault(row[1], []).append((float(row[3]), float(row[3]) + float(row[4])))
    for name, stretches in spoken.items():
        x = load(f"{DATA}/turns/{name}.flac")
        labels = np.zeros(len(x) // HOP, bool)
        for a, b in stretches:
            labels[round(a * 100) : round(b * 100)] = True
        save(f"turns_{name}", coded(x), labels)

    noises = {"line": (line, 40), "babble": (babble, 40), "music": (music, 40)}
    for path in sorted(glob.glob(f"{DATA}/noise/*.flac")):
        recorded = load(path)
        noises[os.path.basename(path)[:-5]] = (
            lambda n, r=recorded: np.resize(np.roll(r, -RNG.integers(len(r))), n), 15)
    for name, (make, seconds) in noises.items():
        for snr_db in (20, 10, 5):
            x, labels = speech(seconds)
            noise = lfilter(*BAND, make(len(x)))
            power = np.mean(x[np.repeat(labels, HOP)[: len(x)]] ** 2)
            noise *= np.sqrt(power / np.mean(noise**2)) * 10 ** (-snr_db / 20)
            save(f"{name}_{snr_db}", coded(x + noise), labels)
    for i in range(4):
        x, labels = speech(60)
        save(f"clean{i}", coded(x), labels)
        x, labels = speech(60)
        save(f"quiet{i}", coded(x + RNG.normal(size=len(x)) * 10 ** ((-68 + 6 * i) / 20)), labels)

    t = np.arange(20 * RATE) / RATE
    for name, make in TONES.items():
        x = make(t) + RNG.normal(size=len(t)) * 10 ** (RNG.uniform(-70, -50) / 20)
        save(f"tone_{name}", coded(x), np.zeros(len(t) // HOP, bool))
    save("comfort", lfilter([1], [1, -0.7], RNG.normal(size=len(t))) * 0.003, np.zeros(len(t) // HOP, bool))
    t = np.arange(30 * RATE) / RATE
    for i in range(4):
        x = music(len(t))
        if i % 2:
            beat = RNG.normal(size=len(t)) * np.exp(-((2 * t) % 1) * 20) * 0.8
            x = x * (0.6 + 0.4 * np.sin(4 * np.pi * t)) + beat
        if i > 1:
            x = x + np.roll(x, 800) * 0.5
        save(f"hold{i}", coded(x), np.zeros(len(t) // HOP, bool))
    for i in range(3):
        before = TONES["us"](np.arange(15 * RATE) / RATE) if i == 0 else music(15 * RATE)
        x, labels = speech(25)
        x = np.concatenate([before / np.sqrt(np.mean(before**2)) * 10 ** (-25 / 20), x])
        save(f"mix{i}", coded(x), np.concatenate([np.zeros(15 * RATE // HOP, bool), labels]))
    with open(f"{OUT}/index.json", "w", encoding="utf-8") as file:
        json.dump(INDEX, file)


main()
