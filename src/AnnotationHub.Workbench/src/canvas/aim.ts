import { distance, type ScreenPoint } from "../geometry/points";
import type { Viewport } from "../geometry/viewport";
import type { Face } from "../labeling/face";

/** A press this near a mark is about that mark. */
const GRAB_PX = 9;
/** Where a click moves the nearest mark, it is about a placed one only right on it. */
const GRAB_AMONG_GHOSTS_PX = 4;
/** A finger or a pen takes a mark to drag from this far. */
const REACH_PX = 32;
/** Within this the lit group goes before every other: inner and outer lips lie closer together than a hand can tell apart. */
const GROUP_REACH_PX = 60;
/** What a person has passed as right is meant by a click only where nothing else is half as near. */
const PASSED_HANDICAP = 2;

/** What a press of the pointer is about; a ghost has no place yet. */
export interface Target {
  readonly landmark: number;
  readonly isPlaced: boolean;
}

interface Near extends Target {
  readonly px: number;
}

/** Finds the mark that a press on the photograph means. */
export class Aim {
  constructor(
    private readonly face: Face,
    private readonly viewport: Viewport,
    private readonly at: ScreenPoint,
  ) {}

  /** The placed mark under the pointer. */
  grabbed(withinPx = GRAB_PX): Near | null {
    const nearest = this.nearest(
      this.face.asked.filter((l) => this.face.store.get(l)),
      null,
    );
    return nearest && nearest.px <= withinPx ? nearest : null;
  }

  /** The mark that a click moves here: of the lit group what has no place yet, else the nearest of all. */
  snapped(): Target | null {
    const ghosts = this.face.ghosts();
    const grabbed = this.grabbed(GRAB_AMONG_GHOSTS_PX);
    const lit = grabbed ?? this.nearest(this.face.restOfGroup, ghosts);
    return lit && lit.px <= GROUP_REACH_PX ? lit : this.nearest(this.face.asked, ghosts);
  }

  /** The mark that is taken to drag: a placed one right under the pointer, else the lit group's before another one. */
  taken(): Target | null {
    const ghosts = this.face.ghosts();
    const lit = this.nearest(this.face.restOfGroup, ghosts);
    const grabbed = this.grabbed(GRAB_AMONG_GHOSTS_PX);
    // Where a ghost lies on it, as the corners of the lips do, the nearer of the two is meant.
    if (grabbed && !(lit && lit.px < grabbed.px)) return grabbed;
    return [lit, this.nearest(this.face.asked, ghosts)].find((n) => n && n.px <= REACH_PX) ?? null;
  }

  private nearest(among: readonly number[], ghosts: ReturnType<Face["ghosts"]>): Near | null {
    let best: Near | null = null;
    for (const landmark of among) {
      const placed = this.face.store.get(landmark);
      const point = placed ? placed.point : (ghosts?.[landmark] ?? null);
      if (!point) continue;
      const handicap = !placed && this.face.isPassed(landmark) ? PASSED_HANDICAP : 1;
      const px = handicap * distance(this.viewport.toScreen(point), this.at);
      if (!best || px < best.px) best = { landmark, px, isPlaced: placed !== null };
    }
    return best;
  }
}
