/** Asks a question at most once per frame and one at a time: while an answer is on its way only the newest question waits. */

interface LatestOptions<Q, A> {
  send: (question: Q, signal: AbortSignal) => Promise<A>;
  onAnswer: (answer: A) => void;
  onError: (error: Error) => void;
}

export class Latest<Q, A> {
  readonly #options: LatestOptions<Q, A>;
  #wanted: { question: Q } | null = null;
  #frame: number | null = null;
  #flight: AbortController | null = null;

  constructor(options: LatestOptions<Q, A>) {
    this.#options = options;
  }

  ask(question: Q): void {
    this.#wanted = { question };
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      void this.#fly();
    });
  }

  /** Nothing that was asked before will be answered. */
  stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#flight?.abort();
    this.#frame = this.#flight = this.#wanted = null;
  }

  async #fly(): Promise<void> {
    if (this.#flight || !this.#wanted) return;
    const { question } = this.#wanted;
    const flight = new AbortController();
    this.#wanted = null;
    this.#flight = flight;
    try {
      const answer = await this.#options.send(question, flight.signal);
      if (!flight.signal.aborted) this.#options.onAnswer(answer);
    } catch (error) {
      // The answer to an older question may fail; the newest one decides what is shown.
      if (!flight.signal.aborted && !this.#waits()) this.#options.onError(error instanceof Error ? error : new Error(String(error)));
    }
    if (flight.signal.aborted) return;
    this.#flight = null;
    void this.#fly();
  }

  #waits(): boolean {
    return this.#wanted !== null;
  }
}
