// Files on their way to the server, for one composer: in pieces, so that a lost connection costs one of them at most.
// What was sent stays with the server for a day, also when the page is closed.
import { api } from '../api/calls';
import type { Problem } from '../api/http';
import type { Attachment, Upload } from '../api/types';

const kPieceBytes = 512 * 1024;
const kMostBytes = 25 * 1024 * 1024;
const kLongestWait = 15_000;
const kAskEvery = 400;

/** `cut`: the page was closed in the middle; the same file, chosen again, goes on where it was. */
export type FileState = 'sending' | 'waiting' | 'cut' | 'checking' | 'ready' | 'held' | 'refused' | 'failed' | 'too_large';

export class Sent {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly level: Attachment['level'] | undefined;
  id: string | null = $state(null);
  done = $state(0);
  state: FileState = $state('sending');
  refusal: string | null = $state(null);
  problem: Problem | null = $state.raw(null);
  readonly stop = new AbortController();

  constructor(key: string, name: string, size: number, level?: Attachment['level']) {
    this.key = key;
    this.name = name;
    this.size = size;
    this.level = level;
  }

  get can_be_attached(): boolean {
    return this.state === 'ready' || this.state === 'held';
  }
}

/** Until the line is back, and no longer than that. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const on = () => {
      clearTimeout(timer);
      window.removeEventListener('online', on);
      resolve();
    };
    const timer = setTimeout(on, milliseconds);
    window.addEventListener('online', on);
  });
}

const comes_again = (problem: Problem) => problem.status === 0 || problem.status === 429 || problem.status >= 502;

export class Uploads {
  items: Sent[] = $state([]);
  readonly #context: string;
  #count = 0;

  constructor(context: string) {
    this.#context = context;
  }

  get under_way(): boolean {
    return this.items.some(({ state }) => state === 'sending' || state === 'waiting' || state === 'checking');
  }

  get ids(): string[] {
    return this.items.flatMap((item) => (item.can_be_attached && item.id ? [item.id] : []));
  }

  /** What was sent from here before the page was loaded again. */
  async restore(): Promise<void> {
    const answer = await api.uploads();
    if (!answer.ok) return;
    for (const upload of answer.value.items) {
      if (upload.context !== this.#context || this.items.some(({ id }) => id === upload.id)) continue;
      this.items.push(new Sent(this.#next_key(), upload.name, upload.announced, upload.level));
      const item = this.items[this.items.length - 1]!;
      item.id = upload.id;
      this.#take(item, upload);
      if (item.state === 'sending') item.state = 'cut';
      void this.#wait_for_check(item);
    }
  }

  add(files: Iterable<File>, level?: Attachment['level']): void {
    for (const file of files) {
      const cut = this.items.find((one) => one.state === 'cut' && one.name === file.name && one.size === file.size);
      if (cut) {
        void this.#send(cut, file);
        continue;
      }
      this.items.push(new Sent(this.#next_key(), file.name, file.size, level));
      // Read back: what the list holds is what the screen watches.
      const item = this.items[this.items.length - 1]!;
      if (file.size > kMostBytes || file.size === 0) item.state = file.size === 0 ? 'failed' : 'too_large';
      else void this.#send(item, file);
    }
  }

  remove(item: Sent): void {
    item.stop.abort();
    this.items = this.items.filter((one) => one !== item);
    if (item.id) void api.delete_upload(item.id);
  }

  /** Attached, or given up together with the text. */
  finish(): void {
    this.items = [];
  }

  discard(): void {
    for (const item of [...this.items]) this.remove(item);
  }

  #next_key(): string {
    return `file-${(this.#count += 1)}`;
  }

  #take(item: Sent, upload: Upload): void {
    item.done = upload.offset;
    item.refusal = upload.refusal;
    item.state = upload.state === 'receiving' ? 'sending' : upload.state;
  }

  async #send(item: Sent, file: File): Promise<void> {
    item.state = 'sending';
    for (let failures = 0; !item.stop.signal.aborted; ) {
      const answer = await this.#step(item, file);
      if (item.stop.signal.aborted) return;
      if (answer.ok) {
        failures = 0;
        this.#take(item, answer.value);
        if (item.state !== 'sending') break;
      } else if (comes_again(answer.problem)) {
        item.state = 'waiting';
        failures += 1;
        await pause(Math.min(kLongestWait, 1000 * 2 ** failures));
        await this.#ask_offset(item);
      } else if (answer.problem.code === 'state_conflict' && failures < 5) {
        failures += 1;
        await this.#ask_offset(item);
      } else {
        item.problem = answer.problem;
        item.state = 'failed';
        return;
      }
    }
    await this.#wait_for_check(item);
  }

  #step(item: Sent, file: File) {
    const { name, size } = item;
    if (!item.id) {
      return api.create_upload({ name, size, context: this.#context, ...(item.level && { level: item.level }) }).then((answer) => {
        if (answer.ok) item.id = answer.value.id;
        if (answer.ok && item.stop.signal.aborted) void api.delete_upload(answer.value.id);
        return answer;
      });
    }
    return api.continue_upload(item.id, file.slice(item.done, item.done + kPieceBytes), item.done, item.stop.signal);
  }

  /** A piece whose answer was lost may have arrived. */
  async #ask_offset(item: Sent): Promise<void> {
    const answer = item.id ? await api.upload(item.id) : null;
    if (answer?.ok) this.#take(item, answer.value);
  }

  async #wait_for_check(item: Sent): Promise<void> {
    while (item.id && item.state === 'checking' && !item.stop.signal.aborted) {
      await pause(kAskEvery);
      const answer = await api.upload(item.id);
      if (answer.ok) this.#take(item, answer.value);
      else if (!comes_again(answer.problem)) {
        item.problem = answer.problem;
        item.state = 'failed';
      }
    }
  }
}
