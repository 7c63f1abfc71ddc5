// The next face is there before it is asked for. Pictures live in memory alone: they are faces of people.

import { getFace, getScheme, type ReviewFace, type Scheme } from "./api";

export interface Loaded {
  readonly face: ReviewFace;
  readonly photograph: ImageBitmap | null;
}

/** Keeps the few faces that come next; older ones are let go and their pictures' memory with them. */
export class FaceLoader {
  private readonly kept = new Map<string, Promise<Loaded>>();

  constructor(private readonly most = 4) {}

  get(traceCode: string): Promise<Loaded> {
    const known = this.kept.get(traceCode);
    if (known) return known;
    const loading = load(traceCode);
    loading.catch(() => this.kept.delete(traceCode));
    this.kept.set(traceCode, loading);
    for (const old of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.forget(old);
    }
    return loading;
  }

  forget(traceCode: string): void {
    const old = this.kept.get(traceCode);
    this.kept.delete(traceCode);
    void old?.then((loaded) => loaded.photograph?.close()).catch(() => undefined);
  }
}

/** Schemes by key, each asked for once. */
export class SchemeLoader {
  private readonly kept = new Map<string, Promise<Scheme>>();

  /** Null where it could not be loaded: the points are there without their names. */
  get(key: string): Promise<Scheme | null> {
    const known = this.kept.get(key) ?? getScheme(key);
    this.kept.set(key, known);
    return known.catch(() => {
      this.kept.delete(key);
      return null;
    });
  }
}

async function load(traceCode: string): Promise<Loaded> {
  const face = await getFace(traceCode);
  const picture = await fetch(face.photograph, { credentials: "same-origin", cache: "no-store" });
  // Without its picture a face can still be looked at: the points are there.
  const photograph = picture.ok ? await createImageBitmap(await picture.blob()).catch(() => null) : null;
  return { face, photograph };
}
