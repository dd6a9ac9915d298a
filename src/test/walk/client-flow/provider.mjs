// An identity provider as a process of its own, which says `ready` and ends when its input does: so it is gone with
// whoever started it, however that ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export class Provider {
  #child;
  #ended;

  static async start(node, script, args, environment) {
    const provider = new Provider();
    const env = { ...process.env, ...environment };
    provider.#child = spawn(node, [script, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    provider.#ended = once(provider.#child, 'exit');
    await provider.#ready();
    return provider;
  }

  async #ready() {
    for await (const said of this.#child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      if (said.includes('ready')) {
        this.#child.stdout.resume();
        return;
      }
    }
    throw new Error('the provider ended before it was ready');
  }

  async stop() {
    this.#child.stdin.end();
    await this.#ended;
  }
}
