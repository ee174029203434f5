"""Times of two ways to do the same work, alternating, so that a busy machine slows both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

PAIRS = 7


def seconds(work: Callable[[], Any]) -> float:
    """Processor time of this process, so that waiting for a busy machine is not counted, and threads of a peer are."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(subject: str, ours: Callable[[], Any], peer: Callable[[], Any], *, scale: float = 1.0, pairs: int = PAIRS) -> None:
    """Prints the median times, and the median of the ratios of the pairs. `scale`: how many times the peer's work is
    ours, when it is timed on a sample. `pairs`: fewer, when the peer takes long."""
    ours(), peer()
    timed = [(seconds(ours), seconds(peer) * scale) for _ in range(pairs)]
    mine, theirs = (statistics.median(column) for column in zip(*timed))
    ratios = sorted(other / own for own, other in timed)
    note = f", on 1/{scale:.0f} of the work" if scale != 1 else ""
    note += f", {pairs} pairs" if pairs != PAIRS else ""
    print(f"{subject:<46} {mine * 1e3:10.3f} ms {theirs * 1e3:12.3f} ms   {statistics.median(ratios):8.2f} x "
          f"({ratios[0]:.2f} to {ratios[-1]:.2f}){note}")


def growth(subject: str, work: Callable[[int], Callable[[], Any]], sizes: list[int]) -> None:
    """Prints the median time per unit of size."""
    for size in sizes:
        run = work(size)
        run()
        median = statistics.median(seconds(run) for _ in range(PAIRS))
        print(f"{subject:<46} {size:10d} {median / size * 1e9:12.1f} ns each")


def heading() -> None:
    print(f"{'work':<46} {'mkba':>13} {'peer':>15}   {'peer / mkba':>8}")
