// Where a consensus point may lie, drawn from its covariance.

export interface Ellipse {
  /** Half axes in the covariance's unit of length, longer first. */
  readonly long: number;
  readonly short: number;
  /** Of the longer axis, in radians from x towards y. */
  readonly angle: number;
}

/** Square root of the 95 % quantile of chi-square with two degrees of freedom: -2 ln 0.05. */
const NINETY_FIVE_PERCENT = Math.sqrt(-2 * Math.log(0.05));

/** The region that holds the point with 95 %; null where the covariance is none. */
export function ellipseOf(sxx: number, sxy: number, syy: number): Ellipse | null {
  const mean = (sxx + syy) / 2;
  const half = Math.hypot((sxx - syy) / 2, sxy);
  if (!Number.isFinite(mean + half) || mean + half < 0 || mean - half < -1e-9 * Math.max(1, mean)) return null;
  return {
    long: NINETY_FIVE_PERCENT * Math.sqrt(mean + half),
    short: NINETY_FIVE_PERCENT * Math.sqrt(Math.max(0, mean - half)),
    angle: Math.atan2(2 * sxy, sxx - syy) / 2,
  };
}
