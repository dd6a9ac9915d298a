// The audit events in the log of the server, which writes one JSON object per line.
import { readFileSync } from 'node:fs';

export class Audit {
  #log;

  constructor(log) {
    this.#log = log;
  }

  // The events since then; a rejected request is answered before its event is written, so they are waited for.
  mark() {
    const before = this.events().length;
    return async () => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const events = this.events().slice(before);
        if (events.length) {
          return events;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return [];
    };
  }

  events() {
    return readFileSync(this.#log, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{') && line.includes('"scoped-gate.audit"'))
      .map((line) => JSON.parse(line))
      .map((event) => ({ ...event, ...event.mdc }));
  }
}
