// The supervisors' line: what the floor is, said by the server whenever it changes.

import { type HubConnection, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

export interface FloorAnnotator {
  readonly id: string;
  readonly name: string;
  readonly traceCode: string;
  readonly project: string;
  readonly facesToday: number;
  readonly facesPerHour: number | null;
  readonly idleSeconds: number;
  readonly goldShare: number | null;
  readonly alarms: readonly string[];
  readonly errorPercent: number | null;
  readonly line: "open" | "closed" | "unknown";
}

interface FloorProject {
  readonly id: string;
  readonly faces: number;
  readonly waiting: number;
  readonly inProgress: number;
  readonly inReview: number;
  readonly accepted: number;
  readonly disagreementPercent: number | null;
  readonly audits: number;
  readonly finishesAt: string | null;
}

export interface Floor {
  readonly at: string;
  readonly annotators: readonly FloorAnnotator[];
  readonly projects: readonly FloorProject[];
  readonly waiting: number;
  readonly appeals: number;
}

/** Endless, jittered, at most 30 seconds: a training room must not come back all at once. */
const retryPolicy = {
  nextRetryDelayInMilliseconds: ({ previousRetryCount }: { previousRetryCount: number }): number =>
    Math.min(30_000, 500 * 2 ** Math.min(previousRetryCount, 6)) * (0.5 + Math.random() / 2),
};

export class SupervisionLine {
  private connection: HubConnection | null = null;

  constructor(
    private readonly onFloor: (floor: Floor) => void,
    private readonly onLive: (isLive: boolean) => void,
  ) {}

  /** Stays open, over any number of losses, until it is closed. The floor as it is comes at once. */
  open(): void {
    if (this.connection) return;
    const connection = new HubConnectionBuilder()
      .withUrl("/hub/supervision")
      .withAutomaticReconnect(retryPolicy)
      .configureLogging(LogLevel.Error)
      .build();
    this.connection = connection;
    // What one that was closed meanwhile still says is not for this page any more.
    const isCurrent = (): boolean => this.connection === connection;
    connection.on("FloorChanged", (floor: Floor) => isCurrent() && this.onFloor(floor));
    connection.onreconnecting(() => isCurrent() && this.onLive(false));
    connection.onreconnected(() => isCurrent() && this.onLive(true));
    void this.begin(connection, isCurrent);
  }

  close(): void {
    const connection = this.connection;
    this.connection = null;
    void connection?.stop();
  }

  private async begin(connection: HubConnection, isCurrent: () => boolean): Promise<void> {
    for (let tries = 0; isCurrent(); tries++) {
      try {
        await connection.start();
        if (isCurrent()) this.onLive(true);
        else await connection.stop();
        return;
      } catch {
        if (!isCurrent()) return;
        this.onLive(false);
        await new Promise((resolve) => setTimeout(resolve, retryPolicy.nextRetryDelayInMilliseconds({ previousRetryCount: tries })));
      }
    }
  }
}
