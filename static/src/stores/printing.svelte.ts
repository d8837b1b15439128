// Whether the page is on its way to paper: what is for display only is taken out of it then.
import { flushSync } from 'svelte';

class Printing {
  on = $state(false);

  start(): void {
    const paper = window.matchMedia('print');
    // The browser takes its picture as soon as it has been heard: the page has to be another by then.
    const turn = (on: boolean) => flushSync(() => (this.on = on));
    turn(paper.matches);
    paper.addEventListener('change', (event) => turn(event.matches));
    window.addEventListener('beforeprint', () => turn(true));
    window.addEventListener('afterprint', () => turn(paper.matches));
  }
}

export const printing = new Printing();
