/** The middle of the sorted values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * Wilcoxon's signed ranks: how many standard deviations the differences of pairs are from what chance makes of equal
 * things, which stays below 3.3 in 999 of 1000 cases. Pairs, because a machine is now slow and now quick; ranks,
 * because the times of a busy one have a long tail that no mean survives.
 */
export function signedRankDistance(differences: readonly number[]): number {
  const ranked = differences.filter((value) => value !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const sum = ranked.reduce((total, value, index) => total + Math.sign(value) * (index + 1), 0);
  const n = ranked.length;
  return sum / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 6);
}

/** Welch's t: how far two means are apart, in standard errors. Below 4.5 there is nothing to be seen (ISO 17825). */
export function welch(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [momentsOf(trimmed(left)), momentsOf(trimmed(right))];
  return (a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count);
}

/** Without the slowest tenth: there the machine was busy with something else. */
function trimmed(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b).slice(0, Math.ceil(values.length * 0.9));
}

function momentsOf(values: readonly number[]) {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, variance };
}
