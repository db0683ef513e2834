export interface Poller {
  start(): void;
  /** Looks now: somebody waits for what was just written. */
  nudge(): void;
  /** Ends after the work under way, and within a limit. */
  stop(): Promise<void>;
}

const STOP_MILLISECONDS = 10_000;

/**
 * Does a piece of work again and again, never twice at a time. `work` says whether more is waiting: then it is done
 * again at once, else after the pause. It must not throw.
 */
export function poller(pauseMilliseconds: number, work: () => Promise<{ readonly more: boolean }>): Poller {
  let stopped = true;
  let again = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    if ((await work()).more) again = true;
    running = undefined;
    if (!stopped) timer = setTimeout(pass, again ? 0 : pauseMilliseconds).unref();
  }

  function pass(): void {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    again = false;
    clearTimeout(timer);
    running = run();
  }

  return {
    nudge: pass,
    start() {
      stopped = false;
      pass();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, STOP_MILLISECONDS);
      });
      await Promise.race([running, late]);
      clearTimeout(limit);
    },
  };
}
