// A client that is a program of its own: starts in an empty home, is watched, and is gone when the walk is over.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// no browser opens on the machine of whoever runs the walk: the walk signs in itself
const { DISPLAY, WAYLAND_DISPLAY, XDG_CURRENT_DESKTOP, ...inherited } = process.env;

// For what needs Node 22, which Debian does not have yet: npm has brought it to that directory
export function node22(directory) {
  const brought = join(directory, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  return existsSync(brought) ? brought : process.execPath;
}

export class Program {
  said = { stdout: '', stderr: '' };
  #child;
  #ended;
  #over = false;

  constructor(command, args, environment) {
    const home = mkdtempSync(join(tmpdir(), 'client-'));
    const env = { ...inherited, BROWSER: 'true', HOME: home, ...environment };
    this.#child = spawn(command, args, { env, cwd: import.meta.dirname });
    for (const stream of ['stdout', 'stderr']) {
      this.#child[stream].setEncoding('utf8').on('data', (text) => (this.said[stream] += text));
    }
    process.on('exit', () => {
      if (!this.#over) {
        this.#child.kill('SIGKILL');
      }
      rmSync(home, { recursive: true, force: true });
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code) => {
        this.#over = true;
        resolve(code);
      });
    });
  }

  write(text) {
    this.#child.stdin.write(text);
  }

  // Waits for what the pattern says; the walk's own limit bounds it.
  async says(stream, pattern) {
    for (;;) {
      const match = pattern.exec(this.said[stream]);
      if (match) {
        return match;
      }
      if (this.#over) {
        throw new Error(`it ended without saying ${pattern}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  // Ends its input, waits for its end and answers its exit code.
  ends() {
    this.#child.stdin.end();
    return this.#ended;
  }
}
