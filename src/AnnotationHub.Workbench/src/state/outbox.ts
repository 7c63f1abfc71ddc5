import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import type { NewPlacement, PlacementMessage } from "../line/wire";
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
  /** First placements that were undone again: the server has no message for that, and goes on holding them. */
  takenBack?: readonly number[];
  /** Where each landmark was suggested when it was first placed here. */
  suggested: Readonly<Record<number, readonly [number, number]>>;
}

interface Schema extends DBSchema {
  placements: { key: [string, number]; value: QueuedPlacement };
  assignments: { key: string; value: LocalAssignment };
}

/** An assignment as it is opened, agreed with the server. */
export interface Opened {
  readonly local: LocalAssignment;
  /** Another computer went on with it: what waits here was given new sequences behind the server's, and comes over what that one placed. Null where none did. */
  readonly waiting: readonly QueuedPlacement[] | null;
  /** The server holds less than it once acknowledged (it was restored from a backup): the rest is to be given to it again. */
  readonly isBehind: boolean;
}

const MAXIMUM_BATCH = 64;
const STORES: ("placements" | "assignments")[] = ["placements", "assignments"];

type Store<Name extends "placements" | "assignments"> = IDBPObjectStore<Schema, typeof STORES, Name, "readwrite">;

/** The local queue of one account on this computer, in IndexedDB: written first, then sent. */
export class Outbox {
  private constructor(
    private readonly database: IDBPDatabase<Schema>,
    private readonly name: string,
    private readonly onLost: () => void,
  ) {}

  /** <onLost> is told when nothing can be kept here any more: the disk is full, somebody signed out in another tab, the browser's data were removed. */
  static async open(userId: string, onLost: () => void = () => undefined): Promise<Outbox> {
    const name = `annotationhub-${userId}`;
    const database = await openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore("placements", { keyPath: ["assignmentId", "sequence"] });
        db.createObjectStore("assignments", { keyPath: "assignmentId" });
      },
      // Another tab signs out and deletes: it must not wait for us.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    });
    return new Outbox(database, name, onLost);
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
    return this.write("strict", async (queue, assignments) => {
      const changed = next(await assignments.get(assignmentId));
      for (const placement of placements) void queue.put(placement);
      void assignments.put(changed);
      return changed;
    });
  }

  /**
   * Agrees with what the server holds, in one transaction. What of the queue has arrived is forgotten, whether or not its acknowledgement
   * came; where the server holds something else under a sequence that was given out here, the rest of the queue goes behind it.
   */
  async open(assignmentId: string, epoch: number, held: readonly PlacementMessage[]): Promise<Opened> {
    const durable = Math.max(0, ...held.map((p) => p.sequence));
    return this.write("strict", async (queue, assignments) => {
      const queued = await queue.getAll(allOf(assignmentId));
      const stored = (await assignments.get(assignmentId)) ?? unopened(assignmentId);
      const here = new Map(queued.map((p) => [p.sequence, p]));
      const isOthers = held.some((p) => p.sequence > stored.durableSequence && !isSame(here.get(p.sequence), p));
      const arrived = new Set(held.filter((p) => isSame(here.get(p.sequence), p)).map((p) => p.sequence));
      const isBehind = !isOthers && durable < stored.durableSequence;
      const rest = queued.filter((p) => (isOthers ? !arrived.has(p.sequence) : p.sequence > durable));
      const waiting = isOthers || isBehind ? rest.map((p, i) => ({ ...p, sequence: durable + 1 + i })) : rest;
      const lastSequence = isOthers || isBehind ? durable + waiting.length : Math.max(durable, stored.lastSequence);
      const opened = { ...stored, epoch, durableSequence: durable, lastSequence };
      const local = isOthers ? { ...opened, history: { done: [], undone: [] }, takenBack: [] } : opened;
      void queue.delete(allOf(assignmentId));
      for (const placement of waiting) void queue.put(placement);
      void assignments.put(local);
      return { local, waiting: isOthers ? waiting : null, isBehind };
    });
  }

  /** The next placements after <durable>, in order and without a gap. */
  async batch(assignmentId: string, durable: number): Promise<QueuedPlacement[]> {
    const range = IDBKeyRange.bound([assignmentId, durable + 1], [assignmentId, durable + MAXIMUM_BATCH]);
    const found = await this.database.getAll("placements", range);
    return found.filter((p, i) => p.sequence === durable + 1 + i);
  }

  /** Forgets what is durable on the server. */
  async acknowledge(assignmentId: string, durableSequence: number): Promise<void> {
    await this.write("default", async (queue, assignments) => {
      void queue.delete(IDBKeyRange.bound([assignmentId, 0], [assignmentId, durableSequence]));
      const stored = await assignments.get(assignmentId);
      if (stored) void assignments.put({ ...stored, durableSequence });
    });
  }

  /** An assignment that is closed: nothing of it is needed here. */
  async forget(assignmentId: string): Promise<void> {
    await this.write("default", async (queue, assignments) => {
      void queue.delete(allOf(assignmentId));
      void assignments.delete(assignmentId);
    });
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
    return this.database.count("placements", allOf(assignmentId));
  }

  /** Removes the account's data from this computer; only after the queue has drained. */
  async clear(): Promise<void> {
    this.database.close();
    await deleteDB(this.name);
  }

  private async write<T>(
    durability: IDBTransactionDurability,
    change: (queue: Store<"placements">, assignments: Store<"assignments">) => Promise<T>,
  ): Promise<T> {
    try {
      const transaction = this.database.transaction(STORES, "readwrite", { durability });
      const changed = await change(transaction.objectStore("placements"), transaction.objectStore("assignments"));
      await transaction.done;
      return changed;
    } catch (failure) {
      // Whoever goes on would see marks that are nowhere but on the screen.
      this.onLost();
      throw failure;
    }
  }
}

const allOf = (assignmentId: string): IDBKeyRange => IDBKeyRange.bound([assignmentId, 0], [assignmentId, Number.MAX_SAFE_INTEGER]);

const unopened = (assignmentId: string): LocalAssignment => ({
  assignmentId,
  epoch: 0,
  lastSequence: 0,
  durableSequence: 0,
  history: { done: [], undone: [] },
  finished: null,
  suggested: {},
});

// Outside the photograph there is no point, whatever stands for it on the line.
const isSame = (queued: QueuedPlacement | undefined, held: PlacementMessage): boolean =>
  queued?.landmark === held.landmark &&
  queued.visibility === held.visibility &&
  (held.visibility === "outside" || (queued.x === held.x && queued.y === held.y));
