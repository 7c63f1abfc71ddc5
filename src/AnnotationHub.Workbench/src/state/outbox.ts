import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { NewPlacement } from "../line/wire";
import type { History } from "./placements";

/** A placement on its way: it stays here until the server's durable acknowledgement covers it. */
export interface QueuedPlacement extends NewPlacement {
  readonly assignmentId: string;
  readonly sequence: number;
}

/** What this computer knows of an assignment: numbers and coordinates alone, never a photograph. */
export interface LocalAssignment {
  readonly assignmentId: string;
  /** Under which it was opened here last: what was left behind is sent with it. */
  epoch: number;
  /** The last sequence given out here. */
  lastSequence: number;
  /** The last sequence that the server has acknowledged. */
  durableSequence: number;
  history: History;
  /** Set once the person has finished the face: it is submitted when everything is durable. */
  finished: { readonly at: number; readonly acknowledged: readonly string[]; readonly moved: readonly (number | null)[] } | null;
  /** Where each landmark was suggested when it was first placed here. */
  suggested: Readonly<Record<number, readonly [number, number]>>;
}

interface Schema extends DBSchema {
  placements: { key: [string, number]; value: QueuedPlacement };
  assignments: { key: string; value: LocalAssignment };
}

const MAXIMUM_BATCH = 64;

/** The local queue of one account on this computer, in IndexedDB: written first, then sent. */
export class Outbox {
  private constructor(
    private readonly database: IDBPDatabase<Schema>,
    private readonly name: string,
  ) {}

  static async open(userId: string): Promise<Outbox> {
    const name = `annotationhub-${userId}`;
    const database = await openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore("placements", { keyPath: ["assignmentId", "sequence"] });
        db.createObjectStore("assignments", { keyPath: "assignmentId" });
      },
      // Another tab signs out and deletes: it must not wait for us.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new Outbox(database, name);
  }

  /** The queue that the account has on this computer; null where it has none. */
  static async find(userId: string): Promise<Outbox | null> {
    const names = (await indexedDB.databases()).map((d) => d.name);
    return names.includes(`annotationhub-${userId}`) ? Outbox.open(userId) : null;
  }

  assignment(assignmentId: string): Promise<LocalAssignment | undefined> {
    return this.database.get("assignments", assignmentId);
  }

  assignments(): Promise<LocalAssignment[]> {
    return this.database.getAll("assignments");
  }

  /**
   * Changes what is known of an assignment and keeps placements with it, in one transaction: neither is there without the other, and
   * nothing that the person and the line do at the same time writes over the other's part.
   */
  async change(
    assignmentId: string,
    next: (stored: LocalAssignment | undefined) => LocalAssignment,
    placements: readonly QueuedPlacement[] = [],
  ): Promise<LocalAssignment> {
    const transaction = this.database.transaction(["placements", "assignments"], "readwrite", { durability: "strict" });
    const assignments = transaction.objectStore("assignments");
    const changed = next(await assignments.get(assignmentId));
    for (const placement of placements) void transaction.objectStore("placements").put(placement);
    void assignments.put(changed);
    await transaction.done;
    return changed;
  }

  /** The next placements after <durable>, in order and without a gap. */
  async batch(assignmentId: string, durable: number): Promise<QueuedPlacement[]> {
    const range = IDBKeyRange.bound([assignmentId, durable + 1], [assignmentId, durable + MAXIMUM_BATCH]);
    const found = await this.database.getAll("placements", range);
    return found.filter((p, i) => p.sequence === durable + 1 + i);
  }

  /** Forgets what is durable on the server. */
  async acknowledge(assignmentId: string, durableSequence: number): Promise<void> {
    const transaction = this.database.transaction(["placements", "assignments"], "readwrite");
    void transaction.objectStore("placements").delete(IDBKeyRange.bound([assignmentId, 0], [assignmentId, durableSequence]));
    const assignments = transaction.objectStore("assignments");
    const stored = await assignments.get(assignmentId);
    if (stored) void assignments.put({ ...stored, durableSequence });
    await transaction.done;
  }

  /** An assignment that is closed: nothing of it is needed here. */
  async forget(assignmentId: string): Promise<void> {
    const transaction = this.database.transaction(["placements", "assignments"], "readwrite");
    void transaction.objectStore("placements").delete(IDBKeyRange.bound([assignmentId, 0], [assignmentId, Number.MAX_SAFE_INTEGER]));
    void transaction.objectStore("assignments").delete(assignmentId);
    await transaction.done;
  }

  /** Placements that have not arrived. */
  waiting(): Promise<number> {
    return this.database.count("placements");
  }

  /** Faces that a person has finished and the server has not taken yet. */
  async finished(): Promise<number> {
    return (await this.assignments()).filter((a) => a.finished !== null).length;
  }

  /** Placements of one assignment that have not arrived. */
  waitingOf(assignmentId: string): Promise<number> {
    return this.database.count("placements", IDBKeyRange.bound([assignmentId, 0], [assignmentId, Number.MAX_SAFE_INTEGER]));
  }

  /** Removes the account's data from this computer; only after the queue has drained. */
  async clear(): Promise<void> {
    this.database.close();
    await deleteDB(this.name);
  }
}
