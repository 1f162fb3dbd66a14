"""Registers of any size as arrays: sectors, sizes, lognormal figures, rare and common certificates; and plain CBC."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SECTORS = 12
SIZES = ((0.60, 11.5, 4), (0.27, 13.5, 25), (0.10, 15.5, 110), (0.03, 17.5, 600))
"""Part of all entities, mean of the logarithm of turnover in EUR, mean headcount."""
SUMS = 4
BARRED = 0.12
"""Part of all entities that some condition on every member bars."""


@dataclass(frozen=True)
class Arrays:
    """What ``smallest_cover`` takes."""

    values: NDArray[np.int64]
    needs: NDArray[np.int64]
    barred: NDArray[np.bool_]


def national(entities: int, requirements: int, seed: int = 1, powers: tuple[float, float] = (-1.3, -0.2)) -> Arrays:
    """Four sums in cents or pieces, the rest certificates held by between 10**low and 10**high of their sector."""
    dice = np.random.default_rng(seed)
    size = dice.choice(len(SIZES), entities, p=[part for part, _, _ in SIZES])
    sectors = dice.integers(0, SECTORS, (2, entities))
    values = np.zeros((requirements, entities), np.int64)
    _sums(dice, size, values)
    for row in range(SUMS, requirements):
        likely = 10 ** dice.uniform(*powers) * (0.4 + 0.4 * size)
        likely *= np.where((sectors == dice.integers(SECTORS)).any(axis=0), 1.5, 0.3)
        values[row] = dice.random(entities) < likely
    needs = np.ones(requirements, np.int64)
    needs[:SUMS] = [np.sort(values[row])[-9:-5].sum() for row in range(SUMS)]
    return Arrays(values, needs, dice.random(entities) < BARRED)


def _sums(dice: np.random.Generator, size: NDArray[np.int64], values: NDArray[np.int64]) -> None:
    means = np.array([mean for _, mean, _ in SIZES])[size]
    people = np.array([people for _, _, people in SIZES])[size]
    turnover = dice.lognormal(means, 0.8)
    values[0] = turnover * 100
    values[1] = turnover * dice.uniform(0.1, 0.6, len(size)) * 100
    values[2] = np.maximum(1, dice.lognormal(0, 0.5, len(size)) * people)
    values[3] = people * dice.uniform(0, 0.3, len(size))
