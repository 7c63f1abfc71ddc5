import { beforeEach, describe, expect, it, vi } from "vitest";
import { type LineState, LabelingConnection, Refused, retryDelayMs } from "../../src/line/connection";

/** The hub as the library shows it: starting it while it stands is an error. */
const hub = vi.hoisted(() => ({
  state: "Disconnected",
  starts: 0,
  closed: (() => undefined) as () => void,
  onclose(handler: () => void): void {
    this.closed = handler;
  },
  async start(): Promise<void> {
    if (this.state !== "Disconnected") throw new Error("Cannot start a HubConnection that is not in the 'Disconnected' state.");
    this.starts++;
    this.state = "Connected";
  },
  async stop(): Promise<void> {
    this.state = "Disconnected";
  },
  drop(): void {
    this.state = "Disconnected";
    this.closed();
  },
}));

vi.mock("@microsoft/signalr", () => ({
  HubConnectionState: { Connected: "Connected", Disconnected: "Disconnected" },
  LogLevel: { None: 6 },
  HubConnectionBuilder: class {
    withUrl(): this {
      return this;
    }
    configureLogging(): this {
      return this;
    }
    build(): typeof hub {
      return hub;
    }
  },
}));

let answers: (() => Response)[] = [];
const mine = (): Response => new Response(JSON.stringify({ id: "mei" }));

beforeEach(() => {
  Object.assign(hub, { state: "Disconnected", starts: 0 });
  answers = [];
  vi.stubGlobal("fetch", async () => (answers.shift() ?? mine)());
  vi.useFakeTimers();
});

function connect(onConnected: () => Promise<void>): { line: LabelingConnection; states: LineState[] } {
  const states: LineState[] = [];
  return { line: new LabelingConnection((state) => states.push(state), onConnected, "mei"), states };
}

async function passing<T>(promise: Promise<T>): Promise<T> {
  let isOver = false;
  void promise.finally(() => {
    isOver = true;
  });
  while (!isOver) await vi.advanceTimersByTimeAsync(1_000);
  return promise;
}

describe("LabelingConnection", () => {
  it("does again what failed after the connection, on the line that stands", async () => {
    let failures = 2;
    const { line, states } = connect(async () => {
      if (failures-- > 0) throw new Refused("rate-limited", "");
    });
    await passing(line.start());
    expect(states.at(-1)).toBe("online");
    expect(hub.starts).toBe(1);
  });

  it("comes back by itself, in one loop, where the line drops while it is made use of", async () => {
    let drops = 3;
    let running = 0;
    const { line } = connect(async () => {
      expect(++running).toBe(1);
      if (drops-- > 0) hub.drop();
      await Promise.resolve();
      running--;
    });
    await passing(line.start());
    expect(line.line).toBe("online");
    hub.drop();
    expect(line.line).toBe("offline");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.starts).toBe(5);
    expect(line.line).toBe("online");
  });

  it("takes only a refusal for a session that has ended, not a server that is being restarted", async () => {
    answers = [() => new Response("", { status: 502 }), () => new Response("", { status: 401 })];
    const { line, states } = connect(async () => undefined);
    await passing(line.start());
    expect(states).toEqual(["offline", "signedOut", "online"]);
  });
});

describe("retryDelayMs", () => {
  it("grows to half a minute and never further, and two that failed together rarely come back together", () => {
    const delays = Array.from({ length: 12 }, (_, attempt) => [retryDelayMs(attempt, () => 0), retryDelayMs(attempt, () => 1)] as const);
    for (const [least, most] of delays) expect(most).toBe(2 * least);
    expect(delays[0]![1]).toBe(500);
    expect(delays.at(-1)![1]).toBe(30_000);
  });
});
