"""Tests of what training rests on: `python3 -m unittest discover -s scripts/training`. No speech is needed."""
import csv
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from calibrate import fit_calibration, fit_sure_rule
from feature_set import FeatureSet, profile_of, starts
from metrics import figures
from pictures import FRAMES, SILENCE, Pictures, PictureSampler
from pictures import windows_of as pictures_of
from sampling import CLASS_SHARE, sampling_weights
from second_net import SecondNet, train_second
from sound_folder import PACKAGES, kind_of
from train import left_out_of
from train_second import averaged

DESCRIPTORS = ["f0Semitones", "levelDb"]
BANDS = 80


def speech(folder, name="plain.npy", people=4, clips=8, rows=60):
    """What `features` writes, in small: people of one corpus, clips of every meaning, voices that rise with anger."""
    path = str(Path(folder) / name)
    random = np.random.default_rng(1)
    meanings = ("neutral", "anger", "anxiety", "other")
    emotions = {"neutral": "neutral", "anger": "angry", "anxiety": "fearful", "other": "happy"}
    table, descriptors, pictures = [], [], []
    for person in range(people):
        for clip in range(clips):
            meaning = meanings[clip % 4]
            raised = 6.0 if meaning == "anger" else 0.0
            table.append({"file": f"{person}.flac", "start_sample": clip * 1000, "corpus": "made", "language": "en",
                          "speaker": f"p{person}", "sex": "f", "emotion": emotions[meaning], "meaning": meaning,
                          "part": "train", "first_row": len(descriptors) * rows, "rows": rows,
                          "first_hop": len(descriptors) * 2 * rows, "hops": 2 * rows})
            descriptors.append(random.normal([30 + raised, -25], 0.5, (rows, 2)))
            pictures.append(random.normal(raised / 6, 0.3, (2 * rows, BANDS)))
    np.save(path, np.concatenate(descriptors).astype(np.float32))
    np.save(f"{path}.log-mel.npy", np.concatenate(pictures).astype(np.float32))
    with open(f"{path}.tsv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0], delimiter="\t")
        writer.writeheader()
        writer.writerows(table)
    about = {"descriptors": DESCRIPTORS, "voicedBy": "f0Semitones", "windowFrames": 150, "profileFrames": 300}
    Path(f"{path}.json").write_text(json.dumps(about), encoding="utf-8")
    return path


class TrainingTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = speech(self.folder.name)

    def test_a_start_is_of_neutral_clips_else_of_the_first_four(self):
        features = FeatureSet(speech(self.folder.name, "more.npy", clips=16))
        for chosen in starts(features.clips).values():
            self.assertEqual(["neutral"] * 4, [clip.meaning for clip in chosen])
        few = starts(FeatureSet(self.path).clips)["made/p0"]
        self.assertEqual(["neutral", "anger", "anxiety", "other"], [clip.meaning for clip in few])

    def test_a_profile_is_means_deviations_and_trust(self):
        features = FeatureSet(self.path)
        clip = next(one for one in features.clips if one.meaning == "neutral")
        profile = profile_of(features, [clip])
        rows = features.of(clip)
        np.testing.assert_allclose(profile[:2], rows.mean(0), rtol=1e-5)
        np.testing.assert_allclose(profile[2:4], rows.std(0), rtol=1e-4)
        self.assertAlmostEqual(60 / 300, profile[4], places=6)
        self.assertTrue((profile_of(features, []) == 0).all())

    def test_each_class_is_drawn_in_its_share(self):
        clips = FeatureSet(self.path).clips
        chances = sampling_weights(clips)
        for label, share in enumerate(CLASS_SHARE):
            drawn = chances[[clip.label == label for clip in clips]].sum()
            self.assertAlmostEqual(share / sum(CLASS_SHARE), drawn, places=6)

    def test_folds_leave_everybody_out_once(self):
        clips = FeatureSet(self.path).clips
        folds = [left_out_of(clips, f"{k}/3") for k in (1, 2, 3)]
        self.assertEqual({f"made/p{k}" for k in range(4)}, set().union(*folds))
        self.assertEqual(4, sum(len(fold) for fold in folds))
        with self.assertRaises(SystemExit):
            left_out_of(clips, "4/3")

    def test_calibration_makes_probabilities_of_sure_wrong_outputs_smaller(self):
        random = np.random.default_rng(2)
        labels = np.repeat([0, 1, 2], 40)
        outputs = [8 * (np.eye(3)[label] + random.normal(0, 1.0, 3))[None] for label in labels]
        calibration = fit_calibration(outputs, labels)
        self.assertLess(calibration.scale, 0.8)
        probabilities = np.stack([calibration.of_clip(one) for one in outputs])
        np.testing.assert_allclose(1, probabilities.sum(1), rtol=1e-5)
        rule = fit_sure_rule(probabilities, labels)
        self.assertTrue(0.3 < rule["minLargest"] < 1)

    def test_figures_of_a_perfect_answer(self):
        clips = FeatureSet(self.path).clips
        perfect = np.eye(3)[[clip.label for clip in clips]] * 0.98 + 0.01
        row = figures(clips, perfect, np.array([0.25, 0.25, 0.5]))
        self.assertTrue(all(abs(value - 1) < 1e-9 for name, value in row.items() if "auc" in name.lower() or "recall" in name.lower()))

    def test_a_picture_ends_with_the_clip_and_begins_with_silence(self):
        pictures = Pictures(self.path)
        (window,) = pictures_of(pictures, pictures.clips[0])
        self.assertEqual((FRAMES, BANDS), window.shape)
        np.testing.assert_allclose(window[FRAMES - 120 :], pictures.of(pictures.clips[0]), rtol=1e-2)
        self.assertTrue((window[: FRAMES - 120] == np.float32(SILENCE)).all())

    def test_a_run_that_is_cut_off_goes_on_from_its_checkpoint(self):
        pictures = Pictures(self.path)
        weights = Path(self.folder.name) / "start.pt"
        torch.manual_seed(3)
        trunk = SecondNet().trunk
        torch.save({f"features.{name}": value for name, value in trunk.state_dict().items()}, weights)
        said = []
        checkpoint = Path(self.folder.name) / "seed-1.pt"
        run = lambda: train_second(PictureSampler([pictures], pictures.clips, 1), weights, 1, 100, checkpoint, said.append, batch=2)
        first = run()
        self.assertTrue(checkpoint.exists())
        again = run()
        self.assertIn("goes on from step 100", " ".join(said))
        for ours, theirs in zip(first.state_dict().values(), again.state_dict().values()):
            self.assertTrue(torch.equal(ours, theirs))

    def test_the_average_of_runs_is_of_their_weights(self):
        mean = averaged([{"w": torch.tensor([1.0, 3.0]), "n": torch.tensor(5)}, {"w": torch.tensor([3.0, 5.0]), "n": torch.tensor(5)}])
        self.assertEqual([2.0, 4.0], mean["w"].tolist())
        self.assertEqual(5, int(mean["n"]))


class Sounds(unittest.TestCase):
    def test_files_are_of_the_kind_that_they_are_named_for_and_sung_ones_of_none(self):
        (_, _, _, hedgewars), (_, _, _, scratch) = PACKAGES
        self.assertEqual(kind_of("British/Ow3", hedgewars), "pain")
        self.assertEqual(kind_of("Human/Sneeze-male", scratch), "sneeze-and-slurp")
        self.assertEqual(kind_of("Animal/Dog2", scratch), "cat-and-dog")
        self.assertIsNone(kind_of("Vocals/Singer1", scratch))
        self.assertIsNone(kind_of("British/Hello", hedgewars))


if __name__ == "__main__":
    unittest.main()
