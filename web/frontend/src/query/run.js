// Runs the text and shows the part of the page that the server makes of its answer; one run at a time.
import {drawNets} from './net.js';

export class Runner {
  constructor({form, status, result, words, ended}) {
    Object.assign(this, {form, status, result, words, ended});
    result.addEventListener('click', event => this.follow(event));
  }

  run(address = this.form.action, text = null) {
    const asked = new FormData(this.form);
    if (text !== null) asked.set('query', text);
    asked.set('run', '1');
    return this.ask(address, asked);
  }

  // Another view of the answer: the address says which, so it can be opened as a page as well.
  follow(event) {
    const link = event.target.closest('.tabs a, .eras a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const {pathname, searchParams} = new URL(link.href);
    const asked = new FormData();
    searchParams.forEach((value, name) => asked.set(name, value));
    this.ask(pathname, asked, link.textContent);
  }

  async ask(address, asked, came = '') {
    this.stop();
    const running = this.running = {ticket: crypto.randomUUID?.() ?? '', cut: new AbortController()};
    asked.set('part', '1');
    asked.set('ticket', running.ticket);
    this.status.textContent = this.words.busy;
    this.result.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, {method: 'POST', body: asked, signal: running.cut.signal});
      this.show(await answer.text(), asked.get('query'), came);
    } catch (error) {
      if (this.running !== running) return;
      this.result.replaceChildren();
      this.status.textContent = error.name === 'AbortError' ? this.words.stopped : this.words.failed;
    }
    this.result.removeAttribute('aria-busy');
    this.running = null;
  }

  // Ends what runs, here and on the server.
  stop() {
    if (!this.running) return;
    const asked = new FormData();
    asked.set('ticket', this.running.ticket);
    fetch(this.words.stop, {method: 'POST', body: asked});
    this.running.cut.abort();
  }

  show(part, query, came) {
    this.result.replaceChildren(document.createRange().createContextualFragment(part));
    const bad = this.result.querySelector('[role=alert]');
    const tally = this.result.querySelector('.tally')?.textContent ?? '';
    this.status.textContent = bad ? bad.querySelector('p').textContent : tally;
    if (came) this.result.querySelector('.tabs [aria-current]')?.focus();
    drawNets(this.result);
    this.ended({query, tally, line: Number(bad?.dataset.line ?? 0), message: this.status.textContent, bad: Boolean(bad)});
  }
}
